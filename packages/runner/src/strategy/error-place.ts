import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FRAME = /(?:\(|at )((?:file:\/\/|[A-Za-z]:\\|\/)[^()]*?):(\d+):(\d+)\)?$/;

/**
 * Where in a project's own files an error was thrown, as `file:line:column` relative to a folder; undefined when its
 * stack names none.
 */
export function errorPlace(error: unknown, project: string, cwd: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const line of (error.stack ?? '').split('\n')) {
    const [, address = '', row, column] = FRAME.exec(line.trim()) ?? [];
    if (row === undefined) continue;
    const file = address.startsWith('file://') ? fileURLToPath(address) : address;
    const inside = relative(resolve(project), file);
    if (inside.startsWith('..') || /(^|[\\/])(node_modules|\.lockstep)[\\/]/.test(inside)) continue;
    return `${relative(cwd, file)}:${row}:${column}`;
  }
  return undefined;
}
