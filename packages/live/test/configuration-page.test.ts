import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONFIG_SCHEMA, type ConfigSchema } from '../src/config/config-schema.ts';

const PAGE = fileURLToPath(new URL('../../../docs/live/configuration.md', import.meta.url));
const page = readFileSync(PAGE, 'utf8');

/** Settings of a section and of those in it. */
function settings(schema: ConfigSchema): string[] {
  const { def } = schema._zod as unknown as {
    readonly def: { readonly innerType?: ConfigSchema; readonly shape?: Readonly<Record<string, ConfigSchema>> };
  };
  if (def.innerType !== undefined) return settings(def.innerType);
  return Object.entries(def.shape ?? {}).flatMap(([name, inner]) => [name, ...settings(inner)]);
}

describe('the configuration page', () => {
  it('knows every setting', () => {
    const names = new Set(settings(CONFIG_SCHEMA));
    expect(names.size).toBeGreaterThan(50);
    const unknown = [...names].filter((name) => !new RegExp(`[\`{ ,]${name}[\`, ]`).test(page));
    expect(unknown).toEqual([]);
  });

  it('tells the default of every setting that has one', () => {
    const source = readFileSync(fileURLToPath(new URL('../src/config/lockstep-config.ts', import.meta.url)), 'utf8');
    const defaults = [...source.matchAll(/@defaultValue (.*?) ?\*\/\s*readonly (\w+)\?/g)];
    expect(defaults.length).toBeGreaterThan(15);
    // Ports and thresholds stand in the rows of their channels.
    const wrong = defaults
      .map(([, value = '', name = '']) => ({ name, value: value.replaceAll('`', '').split(',')[0] as string }))
      .filter(({ name }) => name !== 'port')
      .filter(({ name, value }) => {
        const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
        return !row.includes(`| ${value} |`);
      });
    expect(wrong).toEqual([]);
  });

  it('tells which limits a new project has', () => {
    const template = fileURLToPath(new URL('../../runner/template/lockstep.config.ts', import.meta.url));
    const written = [...readFileSync(template, 'utf8').matchAll(/^ {4}(\w+): ([\w']+),/gm)].filter(
      ([, name]) => name !== 'folder',
    );
    expect(written.length).toBeGreaterThan(8);
    for (const [, name = '', value = ''] of written) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
      expect(row, name).toContain(`| ${value.replaceAll(/[_']/g, '')} |`);
    }
  });
});
