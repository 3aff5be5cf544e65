import type { PriceBand } from '../../contracts/price-bands.ts';
import type { ContractDefinition } from './contract-definition.ts';

/** IB's number of the rule for US stocks. */
const FIRST_RULE = 26;

/** Price steps by the numbers of rules; contracts with the same steps share one. */
export class MarketRules {
  readonly #rules: (readonly PriceBand[])[] = [];

  idOf({ priceBands }: ContractDefinition): number {
    const known = this.#rules.findIndex((bands) => isSame(bands, priceBands));
    if (known >= 0) return FIRST_RULE + known;
    this.#rules.push(priceBands);
    return FIRST_RULE + this.#rules.length - 1;
  }

  get(id: number): readonly PriceBand[] | undefined {
    return this.#rules[id - FIRST_RULE];
  }
}

function isSame(left: readonly PriceBand[], right: readonly PriceBand[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ lowEdge, increment }, at) => {
      const other = right[at];
      return other !== undefined && lowEdge.equals(other.lowEdge) && increment.equals(other.increment);
    })
  );
}
