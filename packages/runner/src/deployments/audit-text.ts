/** Formats of exported rows. */
export type AuditFormat = 'csv' | 'json';

/** Rows as a file holds them: times as ISO 8601 in UTC, everything else as the store has it. */
export function auditText(rows: readonly object[], format: AuditFormat): string {
  const plain = rows.map(withIsoTimes);
  return format === 'json' ? `${JSON.stringify(plain, null, 2)}\n` : csvText(plain);
}

function withIsoTimes(row: object): Record<string, unknown> {
  const isTime = (name: string, value: unknown): value is number => /[a-z]Ms$/.test(name) && typeof value === 'number';
  const entries = Object.entries(row).map(([name, value]): [string, unknown] =>
    isTime(name, value)
      ? [name.slice(0, -2), new Date(value).toISOString()]
      : [name.replace(/(?<=[a-z])Ms$/, ''), value],
  );
  return Object.fromEntries(entries);
}

/** RFC 4180: fields with commas, quotes or line breaks are quoted. A table without rows is an empty text. */
function csvText(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const header = Object.keys(rows[0] ?? {});
  if (header.length === 0) return '';
  const lines = rows.map((row) => header.map((name) => csvField(row[name])).join(','));
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A value of a row as text: nothing for null, JSON for what is no text or number. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function csvField(value: unknown): string {
  const text = valueText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
