const GAP = 3;

/** Values longer than this get a line of their own below the others. */
const LONG_VALUE = 24;

/** Lines of names and values, in two blocks side by side where the width allows, else in one. */
export function figureTable(figures: Readonly<Record<string, string>>, width: number): string[] {
  const rows = Object.entries(figures);
  const short = rows.filter(([, value]) => value.length <= LONG_VALUE);
  const long = rows.filter(([, value]) => value.length > LONG_VALUE);
  const half = Math.ceil(short.length / 2);
  const left = block(short.slice(0, half));
  const right = block(short.slice(half));
  const lengthOf = (lines: readonly string[]): number => lines[0]?.length ?? 0;
  const isWide = lengthOf(left) + GAP + lengthOf(right) <= width;
  const lines = isWide ? left.map((line, i) => `${line}${' '.repeat(GAP)}${right[i] ?? ''}`.trimEnd()) : block(short);
  return [...lines, ...long.map(([name, value]) => `${name}  ${value}`)];
}

/** Lines of equal length: names to the left, values to the right. */
function block(rows: readonly (readonly [string, string])[]): string[] {
  const name = Math.max(0, ...rows.map(([text]) => text.length));
  const value = Math.max(0, ...rows.map(([, text]) => text.length));
  return rows.map(([first, second]) => `${first.padEnd(name)}  ${second.padStart(value)}`);
}

/** Lines of a table with a header; columns named in `right` are aligned to the right. */
export function columnTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string[] {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right.includes(header[i] ?? '') ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)];
}
