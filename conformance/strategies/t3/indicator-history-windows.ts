import { Algorithm, type BollingerBands, type Indicator, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const KEPT = 20;

/** Twenty values each of the bands and of their middle, read once there are so many. */
export default class IndicatorHistoryWindows extends Algorithm {
  #bands: BollingerBands | null = null;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.setCash(25_000);
    const { symbol } = this.addEquity('SPY', Resolution.Daily);
    this.#bands = this.bb(symbol, 20, 2, undefined, Resolution.Daily);
    this.#bands.window.size = KEPT;
    this.#bands.middleBand.window.size = KEPT;
  }

  override onData(): void {
    if (this.#bands?.window.isReady !== true) return;
    requireWindow(this.#bands);
    requireWindow(this.#bands.middleBand);
    this.quit();
  }
}

function requireWindow(indicator: Indicator): void {
  const points = [...indicator.window];
  requireThat(points.length === KEPT, `${indicator.name} keeps ${points.length} values`);
  requireThat(points[0]?.value === indicator.value, `${indicator.name} does not begin with its current value`);
  requireThat(
    indicator.get(KEPT - 1)?.timeMs === points[KEPT - 1]?.timeMs,
    `${indicator.name} ends with another value`,
  );
  const times = points.map(({ timeMs }) => timeMs);
  requireThat(
    times.every((time, index) => index === 0 || time < (times[index - 1] ?? 0)),
    'the newest do not come first',
  );
}
