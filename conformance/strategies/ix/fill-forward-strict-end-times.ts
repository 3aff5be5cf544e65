import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Days that the file of the index has, with the closes; between them the day before is repeated. */
const CLOSES: Readonly<Record<string, number>> = { '2021-01-04': 3700.65, '2021-01-14': 3795.54 };

/**
 * Days of an index beside an equity, on whose grid they are repeated. Parameters: `startDay` of January 2021, `resolution` of
 * the equity, and `bars` and `repeated`, how many bars of the index come and how many of them are repetitions.
 */
export default class FillForwardStrictEndTimes extends Algorithm {
  override readonly parameters = this.defineParameters({
    startDay: { default: 4 },
    resolution: { default: Resolution.Hour as number },
    bars: { default: 0 },
    repeated: { default: 0 },
  });
  #bars = 0;
  #repeated = 0;

  override initialize(): void {
    this.setStartDate(2021, 1, this.parameters.startDay);
    this.setEndDate(2021, 1, 15);
    this.addIndex('SPX', Resolution.Daily);
    this.addEquity('SPY', this.parameters.resolution as Resolution);
    this.settings.dailyPreciseEndTime = true;
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SPX');
    if (bar === undefined) return;
    this.#bars += 1;
    if (bar.isFillForward) this.#repeated += 1;
    const day = bar.time.toISODate() ?? '';
    const span = `${bar.time.toFormat('HH:mm')}-${bar.endTime.toFormat('HH:mm')}`;
    requireThat(span === '08:30-15:15', `the bar of ${day} lasts ${span}`);
    const lastDay = Object.keys(CLOSES).filter((each) => each <= day);
    const close = CLOSES[lastDay.at(-1) ?? ''];
    requireThat(bar.isFillForward || bar.close === close, `the bar of ${day} closes at ${bar.close}, not ${close}`);
  }

  override onEndOfAlgorithm(): void {
    const { bars, repeated } = this.parameters;
    const counted = `${this.#bars} bars, ${this.#repeated} of them repeated`;
    requireThat(this.#bars === bars && this.#repeated === repeated, counted);
  }
}
