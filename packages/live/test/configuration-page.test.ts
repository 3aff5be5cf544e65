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
});
