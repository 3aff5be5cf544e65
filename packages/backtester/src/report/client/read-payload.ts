/** The value of a JSON block of the page. */
export function readPayload<Payload>(id: string): Payload {
  const block = document.getElementById(id);
  if (block === null) throw new Error(`The page has no data block '${id}'.`);
  return JSON.parse(block.textContent ?? '') as Payload;
}
