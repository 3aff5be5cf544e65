import { findBarColumns } from './bar-field-names.ts';
import type { BarFormat } from './bar-format.ts';
import { type BarTable, plainTable, splitBySymbol } from './bar-table.ts';
import { type JsonArray, type JsonNode, type JsonObject, JsonText } from './json-text.ts';
import type { TextRow } from './text-row.ts';

/**
 * Any JSON with bars: a list of objects or of lists, an object with a list for each column, or an object with an object for
 * each time; on the top, in a member of the top object, or a row on each line.
 */
export const jsonFormat: BarFormat = {
  recognises: ({ text }) => /^\s*[[{]/.test(text),
  read(file, mapping) {
    const json = new JsonText(file.text, file.path);
    const values = json.values();
    const top: JsonNode = values.length === 1 ? values[0]! : { kind: 'array', at: values[0]?.at ?? 0, items: values };
    return splitBySymbol(jsonTable(json, rowsIn(json, top), mapping, file.path));
  },
};

/** Rows of values, with the names of their fields; null where they have positions only. */
interface JsonRows {
  readonly names: readonly string[] | null;
  readonly rows: readonly { readonly at: number; readonly values: readonly (JsonNode | undefined)[] }[];
}

/** Rows as a table of texts. */
export function jsonTable(
  json: JsonText,
  { names, rows }: JsonRows,
  mapping: Readonly<Record<string, string>>,
  file: string,
): BarTable {
  const textRows = rows.map(({ at, values }): TextRow => {
    const fields = values.map((value) => textOf(value));
    return {
      fields,
      line: json.placeOf(at).line,
      columns: values.map((value) => json.placeOf(value?.at ?? at).column),
    };
  });
  const first = textRows[0];
  if (first === undefined) json.fail(0, 'The JSON holds no bars');
  const shape = findBarColumns(names === null ? first : { ...first, fields: names }, mapping, file);
  return plainTable(file, shape.columns, textRows);
}

/** The rows of a list of objects. */
export function rowsOfObjects(json: JsonText, list: JsonArray): JsonRows {
  const names = new Set<string>();
  for (const item of list.items) {
    if (item.kind !== 'object') json.fail(item.at, 'This row is no object, as the first one is');
    for (const name of item.members.keys()) names.add(name);
  }
  const order = [...names];
  const rows = list.items.map((item) => ({
    at: item.at,
    values: order.map((name) => (item as JsonObject).members.get(name)),
  }));
  return { names: order, rows };
}

function rowsIn(json: JsonText, node: JsonNode): JsonRows {
  if (node.kind === 'array') return rowsOfList(json, node);
  if (node.kind === 'object') {
    const members = [...node.members];
    const lists = members.filter(([, { kind }]) => kind === 'array') as [string, JsonArray][];
    if (lists.length > 1) return rowsOfColumns(json, lists);
    if (lists.length === 1) return rowsOfList(json, lists[0]![1]);
    const objects = members.filter(([, { kind }]) => kind === 'object') as [string, JsonObject][];
    const keyed = objects.filter(([name]) => /^\d/.test(name));
    if (keyed.length > 0 && keyed.length === members.length) return rowsByTime(json, keyed);
    // The rows are in the largest part; the others tell about them.
    const [largest] = objects.sort((a, b) => b[1].members.size - a[1].members.size);
    if (largest !== undefined) return rowsIn(json, largest[1]);
  }
  return json.fail(node.at, 'There is no list of bars in this JSON');
}

function rowsOfList(json: JsonText, list: JsonArray): JsonRows {
  const [first] = list.items;
  if (first === undefined) json.fail(list.at, 'The JSON holds no bars');
  if (first.kind === 'object') return rowsOfObjects(json, list);
  if (first.kind !== 'array') json.fail(first.at, 'The list holds neither objects nor lists');
  const rows = list.items.map((item) => {
    if (item.kind !== 'array') return json.fail(item.at, 'This row is no list, as the first one is');
    return { at: item.at, values: item.items };
  });
  return { names: null, rows };
}

function rowsOfColumns(json: JsonText, columns: readonly (readonly [string, JsonArray])[]): JsonRows {
  const [[firstName, first]] = columns as [[string, JsonArray]];
  for (const [name, { items, at }] of columns) {
    if (items.length === first.items.length) continue;
    json.fail(at, `The list "${name}" holds ${items.length} values, "${firstName}" holds ${first.items.length}`);
  }
  const rows = first.items.map((item, i) => ({ at: item.at, values: columns.map(([, { items }]) => items[i]) }));
  return { names: columns.map(([name]) => name), rows };
}

/** `{ "2024-03-04": { … } }` */
function rowsByTime(json: JsonText, members: readonly (readonly [string, JsonObject])[]): JsonRows {
  const list: JsonArray = { kind: 'array', at: members[0]![1].at, items: members.map(([, object]) => object) };
  const { names, rows } = rowsOfObjects(json, list);
  return {
    names: ['date', ...(names ?? [])],
    rows: rows.map(({ at, values }, i) => ({ at, values: [{ kind: 'text', at, text: members[i]![0] }, ...values] })),
  };
}

function textOf(value: JsonNode | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'object' || value.kind === 'array') return '…';
  return value.text.trim();
}
