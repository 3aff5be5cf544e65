const GAP = 3;

/** Lines of names and values, in two blocks side by side where the width allows, else in one. */
export function figureTable(figures: Readonly<Record<string, string>>, width: number): string[] {
  const rows = Object.entries(figures);
  const half = Math.ceil(rows.length / 2);
  const left = block(rows.slice(0, half));
  const right = block(rows.slice(half));
  const lengthOf = (lines: readonly string[]): number => lines[0]?.length ?? 0;
  if (lengthOf(left) + GAP + lengthOf(right) > width) return block(rows);
  return left.map((line, i) => `${line}${' '.repeat(GAP)}${right[i] ?? ''}`.trimEnd());
}

/** Lines of equal length: names to the left, values to the right. */
function block(rows: readonly (readonly [string, string])[]): string[] {
  const name = Math.max(0, ...rows.map(([text]) => text.length));
  const value = Math.max(0, ...rows.map(([, text]) => text.length));
  return rows.map(([first, second]) => `${first.padEnd(name)}  ${second.padStart(value)}`);
}

/** Lines of a table with a header; columns named in `right` are aligned to the right. */
export function columnTable(header: readonly string[], rows: readonly (readonly string[])[], right: readonly string[] = []): string[] {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right.includes(header[i] ?? '') ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)];
}
