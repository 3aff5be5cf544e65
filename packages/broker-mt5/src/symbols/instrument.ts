import { Decimal, type SecuritySymbol } from '@lockstep/core';
import type { WireSymbol } from '../wire/structures.ts';
import { wireDecimal } from '../wire/wire-decimal.ts';

/** Why a volume cannot be sent. */
export interface VolumeRefusal {
  readonly refusal: string;
}

/** A symbol of the terminal and the security that it is: lots and units, steps of volume and price. */
export class Instrument {
  readonly symbol: SecuritySymbol;
  readonly wire: WireSymbol;
  /** Units of the security in a lot. */
  readonly unitsPerLot: Decimal;
  readonly step: Decimal;
  readonly tick: Decimal;

  constructor(symbol: SecuritySymbol, wire: WireSymbol) {
    this.symbol = symbol;
    this.wire = wire;
    this.unitsPerLot = wireDecimal(wire.trade_contract_size);
    this.step = wireDecimal(wire.volume_step);
    this.tick = wireDecimal(wire.trade_tick_size === 0 ? wire.point : wire.trade_tick_size);
  }

  /** Units of so many lots. */
  unitsOf(lots: number): Decimal {
    return wireDecimal(lots).times(this.unitsPerLot).normalize();
  }

  /** The lots of an order for so many units: whole steps of the volume, less rather than more. */
  lotsOf(units: Decimal): Decimal | VolumeRefusal {
    const { volume_min: min, volume_max: max, volume_step: step } = this.wire;
    const lots = units.abs().dividedBy(this.unitsPerLot);
    const whole = lots.dividedBy(this.step).truncate().times(this.step).normalize();
    const size = (volume: number): string => `${volume} lots (${this.unitsOf(volume).toString()} units)`;
    if (whole.isZero() || whole.lt(wireDecimal(min))) {
      return {
        refusal: `${units.abs().toString()} units of ${this.wire.name} are less than the smallest order, ${size(min)}, in steps of ${size(step)}`,
      };
    }
    if (whole.gt(wireDecimal(max)))
      return {
        refusal: `${units.abs().toString()} units of ${this.wire.name} are more than the largest order, ${size(max)}: place several`,
      };
    return whole;
  }

  /** A price of whole ticks: the nearest one. */
  priceOf(price: Decimal): Decimal {
    return this.tick.isZero() ? price : price.dividedBy(this.tick).round(0).times(this.tick).normalize();
  }

  /** How far orders have to stay away from the market, as a price; zero where that is not published. */
  get stopsDistance(): Decimal {
    return wireDecimal(this.wire.point).times(Decimal.fromInteger(this.wire.trade_stops_level));
  }

  /** How near to the market orders can no longer be changed, as a price; zero where there is no such distance. */
  get freezeDistance(): Decimal {
    return wireDecimal(this.wire.point).times(Decimal.fromInteger(this.wire.trade_freeze_level));
  }
}
