import type { IbSimulator } from '@lockstep/broker-ib/simulator';
import type { Clock } from '@lockstep/core';
import { type FaultLine, SeededRandom } from '@lockstep/core/testing';
import type { ChaosPlan } from './chaos-plan.ts';
import type { FaultTally } from './fault-tally.ts';

/** Of the seed, so that what others draw stays what it is. */
const SALT = 21;
const LONG_MS = 1_000_000_000;

/** How the line goes: the socket alone, TWS's own line to IB, or TWS as a whole. */
type Away = 'socket' | 'outage' | 'restart';

/**
 * What happens to a Gateway by itself, by the seed: it loses IB and says so many times, it restarts as it does every night,
 * wherever the orders are, and gives order ids again. Each such time is a time in which the line is gone.
 */
export class IbGatewayTroubles {
  readonly #line: FaultLine;
  readonly #clock: Clock;
  readonly #simulator: IbSimulator;
  readonly #random: SeededRandom;
  readonly #tally: FaultTally;
  readonly #plan: ChaosPlan;
  #away: Away = 'socket';

  constructor(line: FaultLine, simulator: IbSimulator, plan: ChaosPlan, tally: FaultTally) {
    this.#line = line;
    this.#clock = line.clock;
    this.#simulator = simulator;
    this.#random = new SeededRandom(plan.seed).fork(SALT);
    this.#tally = tally;
    this.#plan = plan;
  }

  /** From now on. */
  begin(): void {
    this.#choose();
    this.#line.onConnection = (isConnected) => this.#onConnection(isConnected);
    const { startUtc, quietUtc } = this.#plan;
    const random = this.#random;
    for (let left = random.integer(0, 3); left > 0; left -= 1) {
      const away = random.pick<Away>(['outage', 'restart']);
      const atUtc = random.integer(startUtc + 120_000, quietUtc - 120_000);
      const forMs = random.integer(1_000, 90_000);
      this.#clock.at(atUtc, () => this.#go(away, forMs));
    }
  }

  /** In what this TWS differs from others, within what real ones do. */
  #choose(): void {
    const random = this.#random;
    Object.assign(this.#simulator.habits, {
      statusTimes: random.pick([1, 1, 2, 3]),
      tellsPendingCancel: random.chance(0.3),
      untransmitted: random.pick(['inactive', 'hidden']),
      firstStatusWithoutPermId: random.chance(0.3),
      commissionDelayMs: random.pick([0, 0, 400, 5_000]),
      replayedCommissions: random.pick(['each', 'afterEnd']),
      tellsOrdersOnConnect: random.chance(0.3),
      tellsExecutionsOnConnect: random.chance(0.2),
      clientIdHeldMs: random.pick([0, 0, 4_000]),
    });
  }

  /** What is away already does not go. */
  #go(away: Away, forMs: number): void {
    const line = this.#line;
    if (!line.isConnected || line.isHalfOpen) return;
    line.onTrace?.(`# ${away} for ${forMs} ms`);
    this.#away = away;
    line.disconnect(away, away === 'restart');
    this.#clock.at(this.#clock.utcNow() + forMs, () => line.reconnect());
  }

  #onConnection(isConnected: boolean): void {
    const { life } = this.#simulator;
    if (!isConnected) this.#lose(this.#away);
    else if (this.#away === 'outage') {
      life.restoreIb(this.#random.chance(0.5));
      this.#away = 'socket';
    } else {
      life.open();
      this.#away = 'socket';
    }
  }

  #lose(away: Away): void {
    const { life, orders, ids } = this.#simulator;
    const random = this.#random;
    this.#tally.count(away === 'socket' ? 'the line goes' : away === 'outage' ? '1100' : 'restart');
    if (away === 'socket') life.shut();
    else if (away === 'outage') {
      const times = random.pick([1, 3, 50]);
      if (times > 1) this.#tally.count('1100 storm');
      life.loseIb(times);
    } else {
      const idsRollBack = random.pick([0, 1, 5, 20]);
      if (idsRollBack > 0 && ids.next(1) > 1) this.#tally.count('ids roll back');
      if (orders.open().some(({ parent }) => parent !== null)) this.#tally.count('restart within a bracket');
      const isAbrupt = random.chance(0.5);
      life.restart({ downMs: LONG_MS, idsRollBack, isAbrupt, forgetsToday: false });
    }
  }
}
