import type { Clock } from '@lockstep/core';
import type { ClientSession } from './client-session.ts';

/** The connections that are there, and client ids that are taken. */
export class Sessions {
  readonly #all = new Set<ClientSession>();
  /** Ids of connections that have ended, with the instant from which on they are free again. */
  readonly #held = new Map<number, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get all(): readonly ClientSession[] {
    return [...this.#all];
  }

  /** Clients whose ids have been told. */
  get started(): readonly ClientSession[] {
    return this.all.filter(({ isStarted }) => isStarted);
  }

  add(session: ClientSession): void {
    this.#all.add(session);
  }

  /** @param heldMs how long the id of the client stays taken */
  remove(session: ClientSession, heldMs: number): void {
    this.#all.delete(session);
    const { clientId } = session;
    if (clientId !== null && heldMs > 0) this.#held.set(clientId, this.#clock.utcNow() + heldMs);
  }

  of(clientId: number): ClientSession | undefined {
    return this.started.find((session) => session.clientId === clientId);
  }

  isTaken(clientId: number): boolean {
    const isConnected = this.all.some((session) => session.clientId === clientId);
    return isConnected || (this.#held.get(clientId) ?? Number.NEGATIVE_INFINITY) > this.#clock.utcNow();
  }

  /** No id is held any more. */
  releaseIds(): void {
    this.#held.clear();
  }
}
