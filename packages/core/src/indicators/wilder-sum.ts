/**
 * Wilder's running sum: the plain sum of the first `period` inputs, then each input is added after `1 / period` of the sum
 * has been taken away.
 */
export class WilderSum {
  readonly period: number;
  value: number;
  private count: number;

  constructor(period: number) {
    this.period = period;
    this.value = 0;
    this.count = 0;
  }

  add(value: number): void {
    this.count++;
    const leaving = this.count > this.period ? this.value / this.period : 0;
    this.value += value - leaving;
  }

  reset(): void {
    this.value = 0;
    this.count = 0;
  }
}
