/**
 * Coefficients that fit `targets` best from `rows` by least squares, the constant first if there is one. All zero when the
 * rows do not determine them.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  hasIntercept: boolean,
): number[] {
  const design = hasIntercept ? rows.map((row) => [1, ...row]) : rows;
  const width = (design[0] as readonly number[]).length;
  const matrix = Array.from({ length: width }, () => Array.from({ length: width + 1 }, () => 0));
  const count = Math.min(design.length, targets.length);
  for (let r = 0; r < count; r++) {
    const row = design[r] as readonly number[];
    matrix.forEach((equation, i) => {
      for (let j = 0; j < width; j++) equation[j] = (equation[j] as number) + (row[i] as number) * (row[j] as number);
      equation[width] = (equation[width] as number) + (row[i] as number) * (targets[r] as number);
    });
  }
  return solve(matrix) ?? Array.from({ length: width }, () => 0);
}

/** Gauss's elimination with the largest pivot of each column; null for a singular system. */
function solve(matrix: number[][]): number[] | null {
  const width = matrix.length;
  for (let column = 0; column < width; column++) {
    let pivot = column;
    for (let row = column + 1; row < width; row++) {
      if (Math.abs(at(matrix, row, column)) > Math.abs(at(matrix, pivot, column))) pivot = row;
    }
    if (at(matrix, pivot, column) === 0) return null;
    [matrix[column], matrix[pivot]] = [matrix[pivot] as number[], matrix[column] as number[]];
    for (let row = 0; row < width; row++) {
      if (row === column) continue;
      const factor = at(matrix, row, column) / at(matrix, column, column);
      for (let i = column; i <= width; i++)
        (matrix[row] as number[])[i] = at(matrix, row, i) - factor * at(matrix, column, i);
    }
  }
  return matrix.map((equation, i) => (equation[width] as number) / (equation[i] as number));
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return (matrix[row] as readonly number[])[column] as number;
}
