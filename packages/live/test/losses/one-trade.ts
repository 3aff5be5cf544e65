import { Algorithm, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { type LineFaults, ScriptedFaults, tradeBars } from '@lockstep/core/testing';
import { afterEach } from 'vitest';
import { Stage, type StageOptions } from '../stage.ts';

const stages: Stage<LineFaults>[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.dispose();
});

/** The open of 4 March 2024 in New York. */
export const OPEN_UTC = Date.UTC(2024, 2, 4, 14, 30);
export const MINUTE_MS = 60_000;

/** Buys ten once, whatever becomes of it, and notes what it hears. */
export class BuysTen extends Algorithm {
  override state = { asked: 0, steps: 0, heard: [] as string[] };

  override initialize(): void {
    this.setBenchmark(() => 1);
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.state.steps += 1;
    if (this.state.asked > 0 || this.portfolio.invested) return;
    this.state.asked += 1;
    this.marketOrder('ABC', 10);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill) this.state.heard.push(`${event.fillQuantity} held ${this.portfolio.get('ABC').quantity}`);
  }
}

/** A stage just before the open, on which prices rise by a cent a minute. */
export function stageOf(
  options: Partial<StageOptions<ScriptedFaults>> = {},
  faults: ScriptedFaults = new ScriptedFaults(),
): Stage<ScriptedFaults> {
  const closes = Array.from({ length: 120 }, (_, minute) => 100 + minute / 100);
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes })];
  const stage = new Stage({ startUtc: OPEN_UTC - MINUTE_MS / 2, data, faults, ...options });
  stages.push(stage as unknown as Stage<LineFaults>);
  return stage;
}

/** Lets time pass until so many minutes after the open. */
export function minutes(stage: Stage<ScriptedFaults>, count: number): Promise<void> {
  return stage.run(OPEN_UTC + count * MINUTE_MS);
}

/** Units that the venue holds. */
export async function heldAtVenue(stage: Stage<ScriptedFaults>): Promise<number> {
  return (await stage.standing.venue.getHoldings())[0]?.quantity.toNumber() ?? 0;
}

/** Units that the session holds true. */
export function heldHere(stage: Stage<ScriptedFaults>): number {
  return stage.session.status.positions[0]?.quantity ?? 0;
}

/** Codes of what was told, each once. */
export function codes(stage: Stage<ScriptedFaults>): string[] {
  return [...new Set(stage.notices.map(({ code }) => code))];
}

/** A fill that is told. */
export function isFill(what: unknown): boolean {
  const { status } = what as { readonly status?: OrderStatus };
  return status === OrderStatus.Filled || status === OrderStatus.PartiallyFilled;
}

/** Whatever is told of an order. */
export function isOrderEvent(what: unknown): boolean {
  return (what as { readonly status?: OrderStatus }).status !== undefined;
}
