import { LockstepError } from '../errors/lockstep-error.ts';

/** How a series is drawn. */
export const SeriesType = { Line: 'line', Scatter: 'scatter', Bar: 'bar', Candle: 'candle' } as const;
export type SeriesType = (typeof SeriesType)[keyof typeof SeriesType];

/** A series of a strategy's chart: points of time (epoch ms UTC) and value. */
export interface ChartSeries {
  readonly name: string;
  readonly type: SeriesType;
  readonly times: number[];
  readonly values: number[];
}

/** A chart that a strategy plots on; it is shown in the report. */
export class Chart {
  readonly name: string;
  readonly series = new Map<string, ChartSeries>();

  constructor(name: string) {
    this.name = name;
  }

  /** Adds a series, or returns the one that is there. */
  addSeries(name: string, type: SeriesType = SeriesType.Line): ChartSeries {
    let series = this.series.get(name);
    if (series === undefined) {
      series = { name, type, times: [], values: [] };
      this.series.set(name, series);
    }
    return series;
  }
}

/** The charts and runtime statistics of a run. */
export class Charts {
  readonly charts = new Map<string, Chart>();
  readonly runtimeStatistics = new Map<string, string>();

  add(chart: Chart): void {
    this.charts.set(chart.name, chart);
  }

  /** Adds a point; charts and series come into being when they are first used. */
  plot(chart: string, series: string, timeMs: number, value: number): void {
    if (!Number.isFinite(value)) {
      throw new LockstepError(
        'PLOT_INVALID',
        `plot('${chart}', '${series}', ${value}): expected a finite number. Test the value before plotting it.`,
      );
    }
    const target = this.charts.get(chart) ?? new Chart(chart);
    this.charts.set(chart, target);
    const points = target.addSeries(series);
    points.times.push(timeMs);
    points.values.push(value);
  }
}
