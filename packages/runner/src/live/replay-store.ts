import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command, KillLatch } from '@lockstep/live';

/** Recorded time of a replay, epoch ms UTC: from its first instant to before its end. */
export interface ReplayedTime {
  readonly fromUtc: number;
  readonly toUtc: number;
}

/** Where a replay begins. */
export interface ReplayBeginning {
  /** Epoch ms UTC. */
  readonly startUtc: number;
  /** Where the store of an earlier replay of the same time was put; null when there was none. */
  readonly putAside: string | null;
}

/**
 * Where a replay goes on. Time never runs backwards in a store: a session that was stopped or died in the middle goes on
 * where it was; one that has seen the same days to their end, or later ones, is put aside and the account begins anew. What
 * operators asked for stays: a latched kill switch is latched in the new store as well.
 */
export async function beginReplay(file: string, { fromUtc, toUtc }: ReplayedTime): Promise<ReplayBeginning> {
  const anew = { startUtc: fromUtc, putAside: null };
  if (!existsSync(file)) return anew;
  const { StoreVisit } = await import('@lockstep/live');
  const visit = await StoreVisit.open(file);
  let latch: KillLatch;
  let waiting: readonly Command[];
  try {
    const [session] = await visit.queries.sessions({ limit: 1 });
    const [last] = await visit.queries.sql('SELECT max(time_ms) AS ms FROM journal');
    const lastMs = Number(last?.['ms'] ?? 0);
    // Whoever runs it is named when the store is opened.
    if (session === undefined || (await visit.owner()) !== null || lastMs < fromUtc) return anew;
    if (lastMs < toUtc && session.endReason !== 'end of the data') return { startUtc: lastMs + 1, putAside: null };
    latch = await visit.commands.killLatch();
    waiting = await visit.commands.pending();
  } catch (error) {
    throw await visit.explained(error);
  } finally {
    await visit.close();
  }
  const putAside = putAsideStore(file);
  await handDown(file, latch, waiting);
  return { startUtc: fromUtc, putAside };
}

function putAsideStore(file: string): string {
  const folder = dirname(file);
  const aside = join(folder, 'earlier', new Date().toISOString().replaceAll(':', '-'));
  mkdirSync(aside, { recursive: true });
  const stem = basename(file);
  const names = readdirSync(folder).filter(
    (name) => name === 'backups' || name === stem || name.startsWith(`${stem}-`),
  );
  for (const name of names) renameSync(join(folder, name), join(aside, name));
  return aside;
}

async function handDown(file: string, latch: KillLatch, waiting: readonly Command[]): Promise<void> {
  if (!latch.latched && waiting.length === 0) return;
  const { Store } = await import('@lockstep/live');
  const store = await Store.open({ file });
  try {
    const { reason, changedBy, changedMs } = latch;
    if (latch.latched) await store.commands.request('kill', changedBy, changedMs, { reason });
    for (const { name, requestedBy, requestedMs, arguments: args } of waiting) {
      if (name !== 'kill') await store.commands.request(name, requestedBy, requestedMs, args);
    }
  } finally {
    await store.close();
  }
}
