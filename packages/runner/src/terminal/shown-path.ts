import { relative } from 'node:path';

/** A path as a person would type it: relative when it lies below the folder, else absolute. */
export function shownPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside.startsWith('..') || inside === '' ? path : inside;
}
