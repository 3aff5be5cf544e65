import { Algorithm } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A warm-up of a million minutes of crypto. */
export default class WarmUpOfAMillionMinutes extends Algorithm {
  #hasData = false;

  override initialize(): void {
    this.setStartDate(2017, 12, 17);
    this.setEndDate(2018, 1, 1);
    this.addCrypto('BTCUSD');
    this.setWarmUp(1_000_000);
  }

  override onData(): void {
    this.#hasData = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(!this.isWarmingUp, 'the warm-up has not ended');
    requireThat(this.#hasData, 'no data came');
  }
}
