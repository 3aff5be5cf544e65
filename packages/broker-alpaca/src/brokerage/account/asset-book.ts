import type { Clock } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { TradingApi } from '../calls/trading-api.ts';

/** What Alpaca says of an asset is asked for again after this time, ms. */
const FRESH_MS = 3_600_000;

/** What Alpaca says of assets that are traded, asked for when an order in one is placed first. */
export class AssetBook {
  readonly #api: TradingApi;
  readonly #clock: Clock;
  readonly #assets = new Map<string, { readonly asset: WireAsset; readonly atMs: number }>();

  constructor(api: TradingApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** An asset by its symbol; null where that cannot be learnt, and Alpaca itself has to judge. */
  async get(symbol: string): Promise<WireAsset | null> {
    const known = this.#assets.get(symbol);
    const atMs = this.#clock.utcNow();
    if (known !== undefined && atMs - known.atMs < FRESH_MS) return known.asset;
    try {
      const asset = await this.#api.getAsset(symbol);
      this.#assets.set(symbol, { asset, atMs });
      return asset;
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      return known?.asset ?? null;
    }
  }
}
