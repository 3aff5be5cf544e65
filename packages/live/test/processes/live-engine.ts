// A live engine of a seed of chaos, told by its parent what to run, until it is killed.
import { HostedEngine } from '../chaos/hosted-engine.ts';
import type { FromHosted, ToHosted } from '../chaos/hosted-messages.ts';

const tell = (message: FromHosted): void => void process.send?.(message);
const engine = new HostedEngine(tell);
process.on('message', (message: ToHosted) => {
  engine.take(message).catch((error: unknown) => {
    tell({ kind: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
// Nobody is left to tell it anything.
process.on('disconnect', () => process.exit());
tell({ kind: 'loaded' });
