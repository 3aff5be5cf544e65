import { InvalidArgumentError } from 'commander';
import { RESOLUTIONS, type ResolutionName, SECURITY_TYPES, type SecurityTypeName } from '../data/data-target.ts';
import { IMPORT_FORMATS, type ImportFormat } from '../data/import/bar-formats.ts';

/** The folder that data commands write into. */
export const DATA_OPTION = ['--data <folder>', 'data folder to write into', 'data'] as const;

/** A number with an optional lower bound. */
export function numberOption(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text.replaceAll('_', ''));
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`Expected a number, for example 100000.`);
}

/** A number above zero. */
export function positiveNumberOption(text: string): number {
  const value = numberOption(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}

/** A whole number. */
export function wholeNumberOption(text: string): number {
  const value = numberOption(text);
  if (Number.isInteger(value)) return value;
  throw new InvalidArgumentError('Expected a whole number.');
}

/** Id of a session. */
export function sessionArgument(text: string): number {
  const id = Number(text);
  if (Number.isInteger(id) && id > 0) return id;
  throw new InvalidArgumentError('Expected the number of a session; `lockstep audit sessions` lists them.');
}

/** A date as `yyyy-MM-dd`; kept as text. */
export function dateOption(text: string): string {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Expected a date as yyyy-MM-dd, for example 2024-03-04.');
}

/** A day or an instant as epoch ms UTC: `yyyy-MM-dd`, or ISO 8601 (UTC unless it names a zone). */
export function instantOption(text: string): number {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const ms = /^\d{4}-\d{2}-\d{2}($|T)/.test(text)
    ? Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text)
    : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new InvalidArgumentError('Expected yyyy-MM-dd or an instant as 2024-03-04T14:30Z.');
}

/** Collects `name=value` of a repeated option. */
export function pairsOption(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...previous, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
  throw new InvalidArgumentError('Expected name=value, for example fast=20.');
}

/** `date=Day,close=Last`. */
export function columnsOption(text: string): Record<string, string> {
  return text.split(',').reduce<Record<string, string>>((pairs, pair) => pairsOption(pair, pairs), {});
}

export function resolutionOption(text: string): ResolutionName {
  return choice(text, Object.keys(RESOLUTIONS) as ResolutionName[]);
}

export function securityTypeOption(text: string): SecurityTypeName {
  return choice(text, Object.keys(SECURITY_TYPES) as SecurityTypeName[]);
}

export function importFormatOption(text: string): ImportFormat {
  return choice(text, IMPORT_FORMATS);
}

function choice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((name) => name === text.toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Expected ${choices.join(', ')}.`);
}
