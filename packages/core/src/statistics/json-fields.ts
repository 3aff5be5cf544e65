/** How each field of a JSON row is had from the object behind it, in the order in which the fields are written. */
export type JsonFields<Item, Row> = { readonly [Name in keyof Row]: (item: Item) => Row[Name] };

/** The row of an object. */
export function jsonRow<Item, Row>(fields: JsonFields<Item, Row>, item: Item): Row {
  const row: Partial<Row> = {};
  for (const name in fields) row[name] = fields[name](item);
  return row as Row;
}
