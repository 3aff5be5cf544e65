import type { BarFormat } from './bar-format.ts';
import type { BarTable } from './bar-table.ts';
import { jsonTable, rowsOfObjects } from './json-format.ts';
import { type JsonArray, type JsonNode, type JsonObject, JsonText } from './json-text.ts';
import type { SourceFile } from './source-file.ts';

const MAPPING = { date: 't', open: 'o', high: 'h', low: 'l', close: 'c', volume: 'v' };

/**
 * Alpaca's answers to requests for bars: a page (`{ "bars": […], "symbol": "AAPL" }`, or `"bars": { "AAPL": […] }`), a list of
 * pages, or a page on each line. Times are UTC.
 */
export const alpacaFormat: BarFormat = {
  recognises: ({ text }) => /^\s*\[?\s*\{/.test(text) && /"bars"\s*:\s*(?:null|[[{])/.test(text),
  read(file) {
    const json = new JsonText(file.text, file.path);
    const pages = json.values().flatMap((value) => (value.kind === 'array' ? value.items : [value]));
    const lists = pages.flatMap((page) => listsOf(json, page));
    const notes = isCutOff(pages.at(-1)) ? ['the last page names a next one, which is not in the file'] : [];
    return lists.filter(([, { items }]) => items.length > 0).map((list) => ({ ...tableOf(json, list, file), notes }));
  },
};

/** The bars of a page by symbol. */
function listsOf(json: JsonText, page: JsonNode): [symbol: string | null, JsonArray][] {
  const bars = page.kind === 'object' ? page.members.get('bars') : undefined;
  if (bars === undefined) return json.fail(page.at, 'This page has no "bars"');
  if (bars.kind === 'array') {
    const symbol = (page as JsonObject).members.get('symbol');
    return [[symbol?.kind === 'text' ? symbol.text : null, bars]];
  }
  if (bars.kind === 'object') {
    return [...bars.members].map(([symbol, list]) =>
      list.kind === 'array' ? [symbol, list] : json.fail(list.at, `The bars of ${symbol} are no list`),
    );
  }
  if (bars.text === 'null') return [];
  return json.fail(bars.at, 'These bars are neither a list nor lists by symbol');
}

function tableOf(json: JsonText, [symbol, list]: [string | null, JsonArray], file: SourceFile): BarTable {
  const table = jsonTable(json, rowsOfObjects(json, list), MAPPING, file.path);
  const isPair = symbol?.includes('/') === true;
  return {
    ...table,
    symbol: symbol?.replace('/', '') ?? null,
    type: isPair ? 'crypto' : 'equity',
    market: isPair ? null : 'usa',
  };
}

function isCutOff(page: JsonNode | undefined): boolean {
  const token = page?.kind === 'object' ? page.members.get('next_page_token') : undefined;
  return token?.kind === 'text' && token.text !== '';
}
