/** Text of mantissa / 10^scale with every digit of the scale; zero has no sign. */
export function decimalText(mantissa: number | bigint, scale: number): string {
  if (scale === 0) return mantissa.toString();
  const negative = mantissa < 0;
  const text = mantissa.toString();
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}
