import type { LiveSession } from '../../src/session/live-session.ts';

/** Pages that leave a store no room. */
const NO_PAGES = 1;
const MANY_PAGES = 1_000_000;

/** What people, or the machine, do to a session. */
export type Operation =
  | 'pause'
  | 'resume'
  | 'flatten'
  | 'kill'
  | 'killAndFlatten'
  | 'unkill'
  | 'fillDisk'
  | 'emptyDisk';

/** Does it; a process that is dying does not answer. */
export function operate(session: LiveSession, operation: Operation): void {
  switch (operation) {
    case 'pause':
      session.pause('chaos');
      break;
    case 'resume':
      session.resume('chaos');
      break;
    case 'flatten':
      void session.flatten('chaos');
      break;
    case 'kill':
    case 'killAndFlatten':
      void session.kill('chaos', { flatten: operation === 'killAndFlatten' });
      break;
    case 'unkill':
      session.unkill('chaos');
      break;
    case 'fillDisk':
    case 'emptyDisk':
      session.store.allowPages(operation === 'fillDisk' ? NO_PAGES : MANY_PAGES).catch(() => undefined);
      break;
  }
}
