import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** Editors write a file in several steps; changes within this time count as one. */
const QUIET_MS = 150;

/** Watches a changing set of files. */
export interface FileWatch {
  /** Replaces the set of files. */
  setFiles(files: readonly string[]): void;
  close(): void;
}

/**
 * Calls back with the path that changed once changes to any of the files have settled. Files may be replaced, removed
 * and come back, as editors do: their folders are watched.
 *
 * @param files absolute paths
 */
export function watchFiles(files: readonly string[], onChange: (path: string) => void): FileWatch {
  const watchers = new Map<string, FSWatcher>();
  let watched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const settle = (path: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => onChange(path), QUIET_MS);
  };
  const watchFolder = (folder: string): FSWatcher => {
    const watcher = watch(folder, (_, name) => {
      if (name !== null && watched.has(join(folder, name))) settle(join(folder, name));
    });
    watcher.on('error', () => watchers.delete(folder));
    return watcher;
  };
  const setFiles = (next: readonly string[]): void => {
    watched = new Set(next);
    const folders = new Set(next.map((file) => dirname(file)));
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) if (!watchers.has(folder)) watchers.set(folder, watchFolder(folder));
  };
  setFiles(files);
  return {
    setFiles,
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
