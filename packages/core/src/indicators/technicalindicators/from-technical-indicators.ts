import { TechnicalBarIndicator } from './technical-bar-indicator.ts';
import {
  TechnicalCalculator,
  type TechnicalIndicatorClass,
  type TechnicalIndicatorOutput,
} from './technical-calculator.ts';
import { TechnicalValueIndicator } from './technical-value-indicator.ts';

type Series = 'values' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'timestamp' | 'reversedInput';

/** The parameters of a class without the series of past data, which the indicator is fed with instead. */
type ParametersOf<C extends TechnicalIndicatorClass> = Omit<ConstructorParameters<C>[0], Series>;

/** Names of the numbers that a class gives. */
type LineOf<C extends TechnicalIndicatorClass> =
  TechnicalIndicatorOutput<C> extends object ? Extract<keyof TechnicalIndicatorOutput<C>, string> : never;

type IndicatorOf<C extends TechnicalIndicatorClass> = 'values' extends keyof ConstructorParameters<C>[0]
  ? TechnicalValueIndicator<LineOf<C>>
  : TechnicalBarIndicator<LineOf<C>>;

/**
 * Makes an indicator of a class of the package technicalindicators: the same shape as ours, with the values of that package.
 * `line(name)` gives one of several numbers that a class has; the value is the first of them.
 *
 * @example
 * import { fromTechnicalIndicators, technicalindicators } from '@lockstep/core/technicalindicators';
 * const macd = fromTechnicalIndicators(technicalindicators.MACD, { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9,
 *   SimpleMAOscillator: false, SimpleMASignal: false });
 * this.registerIndicator('SPY', macd);
 * const signal = macd.line('signal');
 * @param parameters what the class's constructor takes, without the series
 * @param options `name` of the indicator; `value`: which of several numbers is its value
 * @throws LockstepError `INDICATOR_INVALID` for a class that takes neither values nor bars, or cannot be fed step by step
 */
export function fromTechnicalIndicators<C extends TechnicalIndicatorClass>(
  Class: C,
  parameters: ParametersOf<C>,
  options: { readonly name?: string; readonly value?: LineOf<C> } = {},
): IndicatorOf<C> {
  const calculator = new TechnicalCalculator(Class, parameters);
  const name = options.name ?? nameOf(calculator.name, parameters);
  const Indicator = calculator.takesBars ? TechnicalBarIndicator : TechnicalValueIndicator;
  return new Indicator(name, calculator, options.value) as unknown as IndicatorOf<C>;
}

/** For example `RSI(14)`. */
function nameOf(type: string, parameters: object): string {
  const shown = Object.values(parameters).filter((value) => typeof value === 'number' || typeof value === 'string');
  return shown.length === 0 ? type : `${type}(${shown.join(',')})`;
}
