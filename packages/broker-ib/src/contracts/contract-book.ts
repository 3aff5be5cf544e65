import { Decimal, LockstepError, MS_PER_DAY, type SecuritySymbol, type SecurityType } from '@lockstep/core';
import type { Contract, ContractDetails } from '@stoqey/ib';
import type { IbConnection } from '../connection/ib-connection.ts';
import { IbFailure } from '../connection/ib-failure.ts';
import { type ContractHints, contractQueries, describeContract, tickerOfContract } from './contract-query.ts';
import { contractOfDetails, type IbContract, oneBand, ruleOf } from './ib-contract.ts';
import type { PriceBand } from './price-bands.ts';

export interface ContractBookOptions {
  readonly connection: IbConnection;
  /** What is added to a ticker that alone does not say which contract is meant, by ticker. */
  readonly hints?: Readonly<Record<string, ContractHints>> | undefined;
  /** Whose symbol a ticker is; null for none. */
  readonly symbolOf?: ((ticker: string, securityType: SecurityType) => SecuritySymbol | null) | undefined;
}

const NOT_FOUND = 200;
/** Most contracts that are named in a message. */
const MOST_NAMED = 5;

/**
 * Which contract a symbol is, and the other way round: asked of IB once a day for each symbol. Contracts are told apart by
 * their numbers, since the same one comes with other exchanges, or none, in executions and positions.
 */
export class ContractBook {
  readonly #options: ContractBookOptions;
  readonly #contracts = new Map<string, { readonly contract: IbContract; readonly atMs: number }>();
  readonly #asked = new Map<string, Promise<IbContract>>();
  readonly #symbols = new Map<number, SecuritySymbol>();
  readonly #rules = new Map<number, Promise<readonly PriceBand[] | null>>();

  constructor(options: ContractBookOptions) {
    this.#options = options;
  }

  /** A contract that was resolved before; null for none. */
  known(symbol: SecuritySymbol): IbContract | null {
    return this.#contracts.get(symbol.id)?.contract ?? null;
  }

  /**
   * The contract of a symbol.
   *
   * @throws LockstepError `BROKER_INSTRUMENT` when IB has none, or several
   * @throws IbFailure when it could not be asked
   */
  async resolve(symbol: SecuritySymbol): Promise<IbContract> {
    const known = this.#contracts.get(symbol.id);
    const isFresh = known !== undefined && this.#options.connection.clock.utcNow() - known.atMs < MS_PER_DAY;
    if (isFresh) return known.contract;
    try {
      return await this.#ask(symbol);
    } catch (error) {
      // What was right yesterday is better than nothing, unless IB says that it is not any more.
      if (known !== undefined && error instanceof IbFailure) return known.contract;
      throw error;
    }
  }

  /** Whose contract it is; null for one that nobody here trades. */
  symbolOf(contract: Contract): SecuritySymbol | null {
    const { conId } = contract;
    const known = conId === undefined ? undefined : this.#symbols.get(conId);
    if (known !== undefined) return known;
    const name = tickerOfContract(contract);
    const found = name === null ? null : (this.#options.symbolOf?.(name.ticker, name.securityType) ?? null);
    if (found !== null && conId !== undefined && conId > 0) this.#symbols.set(conId, found);
    return found;
  }

  #ask(symbol: SecuritySymbol): Promise<IbContract> {
    const asked = this.#asked.get(symbol.id);
    if (asked !== undefined) return asked;
    const answer = this.#find(symbol).finally(() => this.#asked.delete(symbol.id));
    this.#asked.set(symbol.id, answer);
    return answer;
  }

  async #find(symbol: SecuritySymbol): Promise<IbContract> {
    const queries = contractQueries(symbol, this.#options.hints?.[symbol.value]);
    for (const query of queries) {
      const found = oneOfEach(await this.#details(query));
      const [details, other] = found;
      if (details === undefined) continue;
      if (other !== undefined) throw ambiguous(symbol, query, found);
      const contract = contractOfDetails(symbol, details, await this.#priceBands(details));
      this.#contracts.set(symbol.id, { contract, atMs: this.#options.connection.clock.utcNow() });
      this.#symbols.set(contract.conId, symbol);
      return contract;
    }
    throw missing(symbol, queries);
  }

  /** What IB has for a description; empty where it has nothing. @throws IbFailure */
  async #details(query: Contract): Promise<readonly ContractDetails[]> {
    try {
      const answer = await this.#options.connection.request({
        name: `the contract ${describeContract(query)}`,
        send: (api, reqId) => api.reqContractDetails(reqId, query),
        item: 'contractDetails',
        end: 'contractDetailsEnd',
      });
      return answer.map(([, details]) => details);
    } catch (error) {
      if (error instanceof IbFailure && error.code === NOT_FOUND) return [];
      throw error;
    }
  }

  async #priceBands(details: ContractDetails): Promise<readonly PriceBand[]> {
    const rule = ruleOf(details);
    const asked = rule === null ? null : (this.#rules.get(rule) ?? this.#askRule(rule));
    return (await asked) ?? oneBand(details.minTick);
  }

  /** The steps of a rule; null when TWS does not say. */
  #askRule(rule: number): Promise<readonly PriceBand[] | null> {
    let bands: readonly PriceBand[] = [];
    const answer = this.#options.connection
      .question({
        name: `the price steps of rule ${rule}`,
        send: (api) => api.reqMarketRule(rule),
        on: {
          marketRule: (id, increments) => {
            if (id === rule) bands = increments.map(bandOf);
          },
        },
        end: 'marketRule',
        isEnd: (id: number) => id === rule,
        lane: 'data',
      })
      .then(() => bands)
      .catch((error: unknown) => {
        this.#rules.delete(rule);
        if (error instanceof IbFailure) return null;
        throw error;
      });
    this.#rules.set(rule, answer);
    return answer;
  }
}

function bandOf({ lowEdge, increment }: { readonly lowEdge: number; readonly increment: number }): PriceBand {
  return { lowEdge: Decimal.fromNumber(lowEdge), increment: Decimal.fromNumber(increment) };
}

/** The same contract may come once for each exchange. */
function oneOfEach(details: readonly ContractDetails[]): readonly ContractDetails[] {
  const byConId = new Map<number | undefined, ContractDetails>();
  for (const each of details) if (!byConId.has(each.contract.conId)) byConId.set(each.contract.conId, each);
  return [...byConId.values()];
}

function ambiguous(symbol: SecuritySymbol, query: Contract, found: readonly ContractDetails[]): LockstepError {
  const named = found.slice(0, MOST_NAMED).map(({ contract, longName = '' }) => {
    return `${describeContract({ ...contract, exchange: '' })} (${[contract.conId, longName].filter((part) => part !== '').join(', ')})`;
  });
  const rest = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
  return new LockstepError(
    'BROKER_INSTRUMENT',
    `IB 200: ${symbol.value} is ambiguous: for ${describeContract(query)} there are ${named.join('; ')}${rest}. Say which one ` +
      `is meant: its primary exchange in IBKR_CONTRACTS (${symbol.value}=NASDAQ), or a hint with its conId.`,
    { details: { symbol: symbol.value, conIds: found.map(({ contract }) => contract.conId ?? 0) } },
  );
}

function missing(symbol: SecuritySymbol, queries: readonly Contract[]): LockstepError {
  return new LockstepError(
    'BROKER_INSTRUMENT',
    `IB 200: no contract for ${symbol.value}: asked for ${queries.map(describeContract).join('; ')}. Check the ticker ` +
      '(IB may call it otherwise, or it is not listed any more), and whether the account may see its market.',
    { details: { symbol: symbol.value } },
  );
}
