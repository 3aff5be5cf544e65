#!/usr/bin/env node
import { runProgram } from './commands/program.ts';
import { onInterrupt } from './terminal/on-interrupt.ts';
import { onStopSignal } from './terminal/on-stop-signal.ts';

// Whoever reads the output may go away, as `head` does; that ends nothing, least of all a session that trades.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const exitCode = await runProgram(process.argv.slice(2), { onInterrupt, onStopSignal });
// Leaving at once spares the runtime from taking down, object by object, the memory of a large run.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
process.exit(exitCode);
