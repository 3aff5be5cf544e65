import { LockstepError, nearestNames } from '@lockstep/core';
import type * as z from 'zod/mini';
import { CONFIG_SCHEMA, type ConfigSchema } from './config-schema.ts';
import type { LockstepConfig } from './lockstep-config.ts';
import { isSecretName } from './secret-variables.ts';

type Issue = z.core.$ZodIssue;

/** How much of a wrong value a message shows. */
const SHOWN = 80;

/**
 * Checks what a `lockstep.config.ts` exports.
 *
 * @param file for messages
 *
 * @throws LockstepError `CONFIG_INVALID` with a line for each mistake: an unknown setting, a value of the wrong type or
 *   out of range, a missing one
 */
export function validateConfig(value: unknown, file: string): LockstepConfig {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalid(file, ['its default export is not an object; expected `export default { data: … }`.']);
  }
  const parsed = CONFIG_SCHEMA.safeParse(value);
  if (!parsed.success)
    throw invalid(
      file,
      parsed.error.issues.flatMap((issue) => mistakes(issue, value)),
    );
  const config = parsed.data as LockstepConfig;
  if (config.from !== undefined && config.to !== undefined && config.from > config.to) {
    throw invalid(file, [`"from" is ${config.from}, after "to", ${config.to}; expected a day before it.`]);
  }
  return config;
}

function invalid(file: string, found: readonly string[]): LockstepError {
  const [only = ''] = found;
  const text = found.length === 1 ? only : `${found.length} mistakes:\n${found.map((line) => `  ${line}`).join('\n')}`;
  return new LockstepError('CONFIG_INVALID', `${file}: ${text}`, { details: { file, mistakes: found } });
}

function mistakes(issue: Issue, config: unknown): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownSetting([...issue.path, key]));
  const name = issue.path.join('.');
  const received = valueAt(config, issue.path);
  if (received === undefined) return [`"${name}" is missing; expected ${expectation(issue)}.`];
  return [`"${name}" is ${shown(received)}; expected ${expectation(issue)}.`];
}

function unknownSetting(path: readonly PropertyKey[]): string {
  const key = String(path.at(-1));
  const name = path.join('.');
  // It does not belong into a file that is committed.
  if (isSecretName(key)) {
    return `unknown setting "${name}"; secrets come from the environment or .env, never from this file.`;
  }
  const known = knownKeys(CONFIG_SCHEMA, path.slice(0, -1));
  const [near] = nearestNames(key, known);
  return `unknown setting "${name}"; ${near === undefined ? `known are ${known.join(', ')}.` : `did you mean ${near}?`}`;
}

/** Names of the settings of a section. */
function knownKeys(schema: ConfigSchema, path: readonly PropertyKey[]): readonly string[] {
  const { def } = schema._zod as unknown as {
    readonly def: { readonly innerType?: ConfigSchema; readonly shape?: Readonly<Record<string, ConfigSchema>> };
  };
  if (def.innerType !== undefined) return knownKeys(def.innerType, path);
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(def.shape ?? {});
  const inner = def.shape?.[String(first)];
  return inner === undefined ? [] : knownKeys(inner, rest);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    value,
  );
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const json = JSON.stringify(value) ?? typeof value;
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' || issue.expected === 'record'
        ? 'an object'
        : (TYPES[issue.expected] ?? `a ${issue.expected}`);
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'a text, a number, true or false';
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'something that is not empty';
      return issue.inclusive === true ? `a number from ${issue.minimum} up` : `a number above ${issue.minimum}`;
    case 'too_big':
      return `a number up to ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  boolean: 'true or false',
  string: 'a text',
  number: 'a number',
};
