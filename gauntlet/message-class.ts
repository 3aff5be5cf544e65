/** What a message starts with or, for the first entries, contains, and its class. */
const CLASSES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^$/, ''],
  [/declared unable to submit order/, 'brokerageRefused'],
  [/declared unable to update order/, 'updateRefused'],
  [/buying power|needs a margin of/i, 'buyingPower'],
  [/expired/, 'expired'],
  [/^Favorable gap/, 'gapFavorable'],
  [/^Unfavorable gap/, 'gapUnfavorable'],
  [/^No quote/, 'noQuote'],
  [/official (open|close)/i, 'noOfficialPrint'],
  [/^Stale price/, 'stale'],
  [/exceeds shortable quantity/, 'shortable'],
  [/delisting/i, 'delisting'],
  [/lot size/i, 'lotSize'],
  [/currency|currencies/i, 'currency'],
];

/** What the message of an order event is about; its words are each engine's own. */
export function messageClass(message: string): string {
  return CLASSES.find(([pattern]) => pattern.test(message))?.[1] ?? `other:${message}`;
}
