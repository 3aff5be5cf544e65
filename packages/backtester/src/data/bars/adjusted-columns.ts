import { Decimal, type PriceAdjustment } from '@lockstep/core';
import { type BarColumns, isPriceColumn } from './bar-columns.ts';
import { POWERS_OF_TEN } from './powers-of-ten.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const SPLITTER = 134_217_729; // 2^27 + 1
const MAX_EXACT_POWER = 22;
/** A product this near to a tie is rounded exactly. */
const TIE_MARGIN = 1e-4;

/**
 * Adjusted copies of the columns: prices × factor + offset as the nearest double, volumes ÷ factor rounded half to even.
 * A side that is missing in a quote stays zero.
 */
export function adjustColumns(bars: BarColumns, adjustment: PriceAdjustment): Float64Array[] {
  let priceColumn = 0;
  return bars.values.map((column, index) => {
    if (!isPriceColumn(index)) return adjustVolumes(column, adjustment);
    return adjustPrices(column, bars.scales?.[priceColumn++] ?? null, bars.decimals, adjustment);
  });
}

/** Prices × factor + offset; zeros stay zero. */
export function adjustPrices(
  raw: Float64Array,
  scales: Uint8Array | null,
  decimals: number,
  adjustment: PriceAdjustment,
): Float64Array {
  const { factor, offset } = adjustment;
  const { mantissa: factorMantissa, scale: factorScale } = factor;
  const isPlain = factor.wide === null && offset === undefined;
  const adjusted = new Float64Array(raw.length);
  for (let row = 0; row < raw.length; row++) {
    const price = raw[row]!;
    if (price === 0) continue;
    const scale = scales === null ? decimals : scales[row]!;
    const mantissa = Math.round(price * POWERS_OF_TEN[scale]!);
    const digits = scale + factorScale;
    if (isPlain && digits <= MAX_EXACT_POWER) {
      const product = mantissa * factorMantissa;
      const power = POWERS_OF_TEN[digits]!;
      adjusted[row] = product <= MAX_SAFE ? product / power : divideProduct(mantissa, factorMantissa, power);
    } else {
      const exact = Decimal.fromParts(mantissa, scale).times(factor);
      adjusted[row] = (offset === undefined ? exact : exact.plus(offset)).toNumber();
    }
  }
  return adjusted;
}

/** a × b ÷ divisor with one rounding, by error-free products (Dekker). */
function divideProduct(a: number, b: number, divisor: number): number {
  const product = a * b;
  const quotient = product / divisor;
  const check = quotient * divisor;
  const remainder = product - check - productError(quotient, divisor, check) + productError(a, b, product);
  return quotient + remainder / divisor;
}

/** What `a * b` lost by rounding to `product`. */
function productError(a: number, b: number, product: number): number {
  const highA = highPart(a);
  const lowA = a - highA;
  const highB = highPart(b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function highPart(value: number): number {
  const shifted = value * SPLITTER;
  return shifted - (shifted - value);
}

/** Volumes ÷ factor, rounded half to even. */
export function adjustVolumes(volumes: Float64Array, { factor: priceFactor }: PriceAdjustment): Float64Array {
  const inverse = Decimal.ONE.dividedBy(priceFactor);
  const factor = inverse.toNumber();
  const adjusted = new Float64Array(volumes.length);
  for (let row = 0; row < volumes.length; row++) {
    const volume = volumes[row]!;
    const product = volume * factor;
    const rounded = Math.round(product);
    const isNearTie = Math.abs(Math.abs(product - rounded) - 0.5) < TIE_MARGIN;
    adjusted[row] = isNearTie ? Decimal.fromNumber(volume).times(inverse).round(0).toNumber() : rounded;
  }
  return adjusted;
}
