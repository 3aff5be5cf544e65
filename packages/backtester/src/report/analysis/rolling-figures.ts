/** Mean over standard deviation of the last `window` returns, times √`periodsPerYear`; one figure per window, the first
 * ends at index `window − 1`. The risk-free rate is taken as zero. A window without variance gives 0. */
export function rollingSharpe(returns: readonly number[], window: number, periodsPerYear: number): number[] {
  const figures: number[] = [];
  for (let end = window; end <= returns.length; end++) {
    const mean = meanOf(returns, end - window, end);
    let squares = 0;
    for (let i = end - window; i < end; i++) squares += ((returns[i] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / (window - 1));
    figures.push(deviation > 1e-12 ? (mean / deviation) * Math.sqrt(periodsPerYear) : 0);
  }
  return figures;
}

/** Covariance of the last `window` returns with the market's over the market's variance; laid out as `rollingSharpe`. */
export function rollingBeta(returns: readonly number[], market: readonly number[], window: number): number[] {
  const figures: number[] = [];
  for (let end = window; end <= returns.length; end++) {
    const mean = meanOf(returns, end - window, end);
    const marketMean = meanOf(market, end - window, end);
    let covariance = 0;
    let variance = 0;
    for (let i = end - window; i < end; i++) {
      const distance = (market[i] as number) - marketMean;
      covariance += ((returns[i] as number) - mean) * distance;
      variance += distance ** 2;
    }
    figures.push(variance > 0 ? covariance / variance : 0);
  }
  return figures;
}

function meanOf(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum / (to - from);
}
