import { Algorithm, BollingerBands, MovingAverageType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Fifty values of bands over the past, and of their parts. */
export default class IndicatorHistory extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.addEquity('SPY', Resolution.Daily);
  }

  override async onData(): Promise<void> {
    const bands = new BollingerBands('BB', 20, 2, MovingAverageType.Simple);
    requireThat(!bands.window.isReady, 'the window is ready before any value');
    const history = await this.indicatorHistory(bands, 'SPY', 50);
    requireThat(bands.window.isReady, 'the window is not ready after so many values');
    requireThat(history.count === 50, `history has ${history.count} values`);
    for (const point of history) {
      requireThat(point.value !== 0, `the value at ${point.endTime.toISO()} is zero`);
      const middle = point.get('middleBand');
      const upper = point.get('upperBand');
      requireThat(
        middle !== undefined && upper !== undefined && upper > middle,
        `the bands are ${middle} and ${upper}`,
      );
    }
    for (const points of [history.current, history.get('upperBand')]) {
      requireThat(points.length === 50 && points.every(({ value }) => value !== 0), 'a series of values is wrong');
    }
    this.quit();
  }
}
