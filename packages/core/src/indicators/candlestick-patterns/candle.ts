/** A bar as patterns see it. Prices are whole numbers of the smallest step where they can be, so that comparing is exact. */
export class Candle {
  open = 0;
  high = 0;
  low = 0;
  close = 0;

  /** Whether it closed at the open or above. */
  get isWhite(): boolean {
    return this.close >= this.open;
  }

  get isBlack(): boolean {
    return this.close < this.open;
  }

  /** 1 for white, −1 for black. */
  get color(): 1 | -1 {
    return this.isWhite ? 1 : -1;
  }

  /** Size of the real body, from open to close. */
  get body(): number {
    return Math.abs(this.close - this.open);
  }

  /** From low to high. */
  get range(): number {
    return this.high - this.low;
  }

  /** Upper end of the real body. */
  get top(): number {
    return Math.max(this.open, this.close);
  }

  /** Lower end of the real body. */
  get bottom(): number {
    return Math.min(this.open, this.close);
  }

  get upperShadow(): number {
    return this.high - this.top;
  }

  get lowerShadow(): number {
    return this.bottom - this.low;
  }

  /** Whether its real body lies above that of another. */
  bodyGapsUpFrom(other: Candle): boolean {
    return this.bottom > other.top;
  }

  /** Whether its real body lies below that of another. */
  bodyGapsDownFrom(other: Candle): boolean {
    return this.top < other.bottom;
  }

  /** Whether it lies above another, shadows included. */
  gapsUpFrom(other: Candle): boolean {
    return this.low > other.high;
  }

  /** Whether it lies below another, shadows included. */
  gapsDownFrom(other: Candle): boolean {
    return this.high < other.low;
  }

  /** Whether its real body lies within that of another and touches neither end. */
  isWithinBodyOf(other: Candle): boolean {
    return this.top < other.top && this.bottom > other.bottom;
  }

  /** A share of the real body; a whole number where it is one. @param share with up to six decimals */
  bodyShare(share: number): number {
    return (this.body * Math.round(share * 1e6)) / 1e6;
  }
}
