import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  const { version } = require(`${name}/package.json`) as { version: string };
  return version;
}

/** Versions of the packages whose code decides a result. */
export const VERSIONS: Readonly<Record<string, string>> = {
  '@lockstep/core': versionOf('@lockstep/core'),
  '@lockstep/backtester': versionOf('@lockstep/backtester'),
};
