/** Stands for the chart library, which needs a canvas: keeps what it was told to draw. */
export class FakeChartLibrary {
  readonly CandlestickSeries = 'Candlestick';
  readonly ColorType = { Solid: 'solid' };
  readonly CrosshairMode = { Normal: 0 };
  bars: readonly { readonly time: number }[] = [];
  markers: readonly { readonly time: number }[] = [];
  range = { from: 0, to: 0 };
  /** How often colours were set. */
  painted = 0;
  #onMove: (move: { readonly logical: number | undefined }) => void = () => {};

  /** Moves the pointer over a bar. */
  point(bar: number): void {
    this.#onMove({ logical: bar });
  }

  readonly createChart = () => ({
    applyOptions: (options: { readonly layout?: object }) => {
      if (options.layout !== undefined) this.painted++;
    },
    addSeries: () => ({
      applyOptions: () => {},
      setData: (bars: readonly { readonly time: number }[]) => {
        this.bars = bars;
      },
    }),
    timeScale: () => ({
      fitContent: () => {
        this.range = { from: 0, to: this.bars.length };
      },
      getVisibleLogicalRange: () => this.range,
      setVisibleLogicalRange: (range: { from: number; to: number }) => {
        this.range = range;
      },
    }),
    subscribeCrosshairMove: (onMove: (move: { readonly logical: number | undefined }) => void) => {
      this.#onMove = onMove;
    },
  });

  readonly createSeriesMarkers = () => ({
    setMarkers: (markers: readonly { readonly time: number }[]) => {
      this.markers = markers;
    },
  });
}
