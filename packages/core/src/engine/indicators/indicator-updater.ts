import type { PriceBar } from '../../algorithm/history.ts';
import type { IndicatorSelector } from '../../algorithm/indicators/indicator-registry.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { ValueIndicator } from '../../indicators/indicator.ts';
import type { PriceData } from '../../market/price-data.ts';

/** A function that updates an indicator with a bar or tick, or with what a selector takes of it. */
export function indicatorUpdater(indicator: Indicator, selector?: IndicatorSelector): (data: PriceData) => void {
  if (selector === undefined) {
    if (indicator instanceof ValueIndicator) return (data) => indicator.push(data.endTimeMs, data.value);
    return (bar) => void indicator.update(bar as PriceBar);
  }
  return (bar) => {
    const selected = selector(bar as PriceBar);
    if (typeof selected === 'number') indicator.update(bar.endTimeMs, selected);
    else indicator.update(selected);
  };
}
