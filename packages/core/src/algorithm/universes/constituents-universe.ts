import type { BaseData, BaseDataClass } from '../../market/base-data.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { ConstituentsUniverseData, ETFConstituentUniverse } from '../../market/universe-data.ts';
import { Resolution } from '../../time/resolution.ts';
import { type DataSelector, FuncUniverse } from './func-universe.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** The line of a file that names no security. */
const NO_SECURITY = 'NONE 0';

/**
 * The securities that a file of each day names: `equity/usa/universes/daily/<name>/<yyyyMMdd>.csv`, `TICKER,IDENTIFIER` a
 * line. Of a name with hyphens the part after the last one counts.
 */
export class ConstituentsUniverse extends FuncUniverse<ConstituentsUniverseData> {
  constructor(
    name: string,
    settings: UniverseSettings | null = null,
    selector: DataSelector<ConstituentsUniverseData> = named,
  ) {
    super(daily(name, SecurityType.Equity, Market.USA, settings, ConstituentsUniverseData, selector));
  }
}

/** Everything a file names; one line `NONE,NONE 0` stands for nothing. */
function named(constituents: readonly ConstituentsUniverseData[]): SecuritySymbol[] {
  const symbols = constituents.map(({ symbol }) => symbol);
  return symbols.length === 1 && symbols[0]?.id === NO_SECURITY ? [] : symbols;
}

/**
 * The securities that a fund holds, or an index has, by the files of `equity/usa/universes/etf/<ticker>`. It follows the
 * ticker of the fund, and ends when that is delisted.
 */
export class ETFConstituentsUniverse extends FuncUniverse<ETFConstituentUniverse> {
  constructor(
    composite: SecuritySymbol,
    settings: UniverseSettings | null = null,
    selector: DataSelector<ETFConstituentUniverse> | null = null,
  ) {
    const { securityType, market } = composite;
    super({
      ...daily('', securityType, market, settings, ETFConstituentUniverse, selector),
      symbol: composite.dataSymbol('qc-universe-etf-constituents', securityType, ETFConstituentUniverse),
    });
  }

  override get kind(): string {
    return 'qc-universe-etf-constituents';
  }
}

function daily<T extends BaseData>(
  name: string,
  securityType: SecurityType,
  market: string,
  settings: UniverseSettings | null,
  dataType: BaseDataClass,
  selector: DataSelector<T> | null,
): ConstructorParameters<typeof FuncUniverse<T>>[0] {
  return { name, securityType, market, settings, dataType, selector, resolution: Resolution.Daily };
}
