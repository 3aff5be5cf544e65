import { relative } from 'node:path';

/** A path as a person would type it: relative when it lies below the folder, else absolute. */
export function shownPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside.startsWith('..') || inside === '' ? path : inside;
}

/** The first of some files, and how many more there are. */
export function shownFiles(files: readonly string[], cwd: string): string {
  const first = shownPath(files[0] ?? '', cwd);
  return files.length > 1 ? `${first} and ${files.length - 1} more files` : first;
}
