import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { raw, type SafeHtml } from './html.ts';

const STANDALONE = join('dist', 'lightweight-charts.standalone.production.js');

let script: SafeHtml | null = null;

/** The chart library as a script element, read once from the installed package, with its licence comment. */
export function chartLibraryScript(): SafeHtml {
  if (script === null) {
    const folder = dirname(createRequire(import.meta.url).resolve('lightweight-charts/package.json'));
    const source = readFileSync(join(folder, STANDALONE), 'utf8').replaceAll('</script', '<\\/script');
    script = raw(`<script>${source}</script>`);
  }
  return script;
}
