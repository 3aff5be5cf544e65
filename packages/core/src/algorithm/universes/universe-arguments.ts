import { LockstepError } from '../../errors/lockstep-error.ts';
import { shownValue } from '../../errors/shown-value.ts';
import { BaseData, type BaseDataClass } from '../../market/base-data.ts';
import { CoarseFundamental, type Fundamental } from '../../market/fundamental.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import { FundamentalUniverseData } from '../../market/universe-data.ts';
import type { DateRule } from '../../scheduling/schedule-rule.ts';
import { Resolution } from '../../time/resolution.ts';
import { coarseFineUniverse, FundamentalFilteredUniverse } from './filtered-universe.ts';
import { type DataSelector, FuncUniverse } from './func-universe.ts';
import { FundamentalUniverse } from './fundamental-universe.ts';
import { FunctionUniverse, type UniverseSelector } from './timed-universes.ts';
import { Universe } from './universe.ts';
import { UniverseSettings } from './universe-settings.ts';

type Arguments = readonly unknown[];

/**
 * The universe that the arguments of `addUniverse` describe, of which LEAN knows many kinds.
 *
 * @param settings the strategy's own
 * @throws LockstepError `ARGUMENT_INVALID`
 */
export function universeOf(args: Arguments, settings: UniverseSettings): Universe {
  const [first, second] = args;
  if (first instanceof Universe) return args.length === 1 ? first : filtered(first, second);
  if (isDataType(first)) return dataUniverse(first, args.slice(1));
  if (typeof first === 'function') return fundamentalUniverse(first, args.slice(1), settings);
  if (typeof first === 'string' || typeof first === 'number') return functionUniverse(args);
  if (isDateRule(first)) return scheduledFundamentals(first, second, settings);
  throw new LockstepError(
    'ARGUMENT_INVALID',
    `addUniverse got ${shownValue(first)} first; expected a universe, a name and a function of the time, a function of fundamentals, a date rule and such a function, or a type of data.`,
  );
}

function filtered(universe: Universe, selector: unknown): Universe {
  return new FundamentalFilteredUniverse(universe, selector as DataSelector<Fundamental>);
}

function isDataType(value: unknown): value is BaseDataClass {
  return typeof value === 'function' && value.prototype instanceof BaseData;
}

function isDateRule(value: unknown): value is DateRule {
  return typeof value === 'object' && value !== null && 'days' in value;
}

function fundamentalUniverse(coarse: object, [fine]: Arguments, settings: UniverseSettings): Universe {
  if (fine === undefined) return new FundamentalUniverse(coarse as DataSelector<Fundamental>);
  return coarseFineUniverse(coarse as DataSelector<CoarseFundamental>, fine as DataSelector<Fundamental>, settings);
}

function scheduledFundamentals(rule: DateRule, selector: unknown, settings: UniverseSettings): Universe {
  const own = new UniverseSettings(settings);
  own.schedule.on(rule);
  return new FundamentalUniverse(selector as DataSelector<Fundamental>, own);
}

/** Name, resolution, market, settings and selector, in this order; each may be left out. */
function dataUniverse(type: BaseDataClass, args: Arguments): Universe {
  const [name = '', market = Market.USA] = args.filter((each) => typeof each === 'string');
  const resolution = args.find((each) => typeof each === 'number') ?? Resolution.Daily;
  const settings = args.find((each) => each instanceof UniverseSettings) ?? null;
  const selector = (args.find((each) => typeof each === 'function') as DataSelector<BaseData> | undefined) ?? null;
  const isFundamental = [CoarseFundamental, FundamentalUniverseData].some(
    (each) => type === each || type.prototype instanceof each,
  );
  if (isFundamental) return new FundamentalUniverse(selector as DataSelector<Fundamental> | null, settings);
  return new FuncUniverse({
    name,
    market,
    resolution: resolution as Resolution,
    settings,
    selector,
    dataType: type,
    securityType: SecurityType.Base,
  });
}

function functionUniverse(args: Arguments): Universe {
  const selector = args.at(-1) as UniverseSelector;
  if (typeof args[0] === 'string') {
    return new FunctionUniverse(args[0], selector, args.length > 2 ? (args[1] as Resolution) : Resolution.Daily);
  }
  const [type, name, resolution, market, settings] = args as [
    SecurityType,
    string,
    Resolution,
    string,
    UniverseSettings,
  ];
  return new FunctionUniverse(name, selector, resolution, type, market, settings);
}
