/** Text of numbers and times on the page. Pure and without `Intl`, so that server, browser and machine agree. */

const MINUS = '\u2212';

/** A number with grouped thousands and a fixed count of decimals, a true minus sign, and `–` when it is not finite. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** As `formatNumber`, with a plus sign for gains. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A fraction as percent, for example 0.0123 → `1.2%`. */
export function formatPercent(fraction: number, decimals: number): string {
  return Number.isFinite(fraction) ? `${formatNumber(fraction * 100, decimals)}%` : '–';
}

/** As `formatPercent`, with a plus sign for gains. */
export function formatSignedPercent(fraction: number, decimals: number): string {
  return Number.isFinite(fraction) ? `${formatSigned(fraction * 100, decimals)}%` : '–';
}

/** Money with its currency symbol; the sign stands before it. */
export function formatMoney(value: number, symbol: string, decimals: number): string {
  const text = formatNumber(value, decimals);
  return text.startsWith(MINUS) ? MINUS + symbol + text.slice(1) : symbol + text;
}

/** As many decimals as a price needs: two from 10 on, up to six for small ones. */
export function formatPrice(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 10 || size === 0 ? 2 : size >= 1 ? 4 : 6;
  return formatNumber(value, decimals);
}

/** A quantity without needless zeros, at most eight decimals. */
export function formatQuantity(value: number): string {
  const text = formatNumber(value, 8);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A short number for axes: 1.2M, 350k, 12.5. `step` is the distance between two ticks and decides the decimals. */
export function formatCompact(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.max(Math.abs(value), step);
  const { scale, suffix } = SCALES.find(({ from }) => size >= from) ?? { scale: 1, suffix: '' };
  return formatNumber(value / scale, decimalsOf(step / scale)) + suffix;
}

/** Fewest decimals that write a step without loss, at most eight. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 8; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6 * shifted) return decimals;
  }
  return 8;
}

/** Thousands are abbreviated from ten thousand on. */
const SCALES = [
  { from: 1e12, scale: 1e12, suffix: 'T' },
  { from: 1e9, scale: 1e9, suffix: 'B' },
  { from: 1e6, scale: 1e6, suffix: 'M' },
  { from: 1e4, scale: 1e3, suffix: 'k' },
];

/** Date of a wall-clock time that is encoded as if it were UTC: `2020-03-16`. */
export function formatDate(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

/** Date and minute, with seconds when they are not zero: `2020-03-16 09:31`. */
export function formatTime(localMs: number): string {
  const text = new Date(localMs).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, localMs % 60_000 === 0 ? 16 : 19)}`;
}

/** A length of time in its two largest units: `3d 4h`, `12m 30s`. */
export function formatDuration(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1_000, 's'],
  ];
  const first = units.findIndex(([size]) => ms >= size);
  if (first < 0) return '0s';
  let rest = ms;
  return units
    .slice(first, first + 2)
    .map(([size, name]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count}${name}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}
