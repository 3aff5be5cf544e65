import type { PriceBar } from '../algorithm/history.ts';
import type { IndicatorSelector } from '../algorithm/indicator-registry.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { ValueIndicator } from '../indicators/indicator.ts';

/** A function that updates an indicator with a bar, or with what a selector takes of it. */
export function indicatorUpdater(indicator: Indicator, selector?: IndicatorSelector): (bar: PriceBar) => void {
  if (selector === undefined) {
    if (indicator instanceof ValueIndicator) return (bar) => indicator.push(bar.endTimeMs, bar.close);
    return (bar) => void indicator.update(bar);
  }
  return (bar) => {
    const selected = selector(bar);
    if (typeof selected === 'number') indicator.update(bar.endTimeMs, selected);
    else indicator.update(selected);
  };
}
