import type { BrokerageCapabilities } from '../brokerage/brokerage.ts';
import { DefaultBrokerageModel } from '../brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../currencies/cash-book.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { type Fixture, fixture, quote, trade } from '../securities/models/model-fixture.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { mirrorSecurity } from '../venue/mirror-security.ts';
import { SimulatedVenue } from '../venue/simulated-venue.ts';
import { FillsInParts } from './faults/fills-in-parts.ts';

const FIRST_PRICE = '100';

/** What a staged market differs in. */
export interface StagedMarketOptions {
  /** US dollars of the account. @defaultValue 100000 */
  readonly cash?: number | undefined;
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  /** What is traded beside the stocks, by its ticker. */
  readonly others?: Readonly<Record<string, Fixture>> | undefined;
}

/** Stocks whose prices a test says, and a venue that trades them, by one virtual clock. */
export class StagedMarket {
  readonly clock: VirtualClock = new VirtualClock(fixture().clock.now);
  readonly venue: SimulatedVenue;
  readonly #sources: ReadonlyMap<string, Fixture>;
  readonly #last = new Map<string, string>();

  constructor(tickers: readonly string[], { cash = 100_000, capabilities, others = {} }: StagedMarketOptions = {}) {
    const { clock } = this;
    const sources = new Map([
      ...tickers.map((ticker) => [ticker, fixture({ ticker })] as const),
      ...Object.entries(others),
    ]);
    const model = new DefaultBrokerageModel();
    this.#sources = sources;
    this.venue = new SimulatedVenue({
      openingCash: () => {
        const book = new CashBook('USD');
        book.set('USD', Decimal.fromNumber(cash), Decimal.ONE);
        return book;
      },
      utcNow: () => clock.utcNow(),
      brokerageModel: () => model,
      stalePriceMs: () => 3_600_000,
      list: (symbol, on) => {
        const source = sources.get(symbol.value);
        return source === undefined ? null : mirrorSecurity(source.security, on.cashBook, clock);
      },
      capabilities: { nativeBrackets: 'fromCompleteFill', ...capabilities },
      reportError: () => undefined,
    });
  }

  get tickers(): readonly string[] {
    return [...this.#sources.keys()];
  }

  /** The symbol of a ticker; null for one that is not traded here. */
  symbolOf(ticker: string): SecuritySymbol | null {
    return this.#sources.get(ticker)?.security.symbol ?? null;
  }

  /** The market comes to a price now. @param price that of the beginning unless given */
  quote(ticker: string, price = Number(FIRST_PRICE)): void {
    const { security } = this.#sources.get(ticker) ?? fixture();
    const last = this.#last.get(ticker) ?? FIRST_PRICE;
    const text = String(price);
    const ends = [last, text].toSorted((a, b) => Number(a) - Number(b)) as [string, string];
    const bar = [last, ends[1], ends[0], text] as const;
    trade(security, this.clock.utcNow(), bar);
    quote(security, this.clock.utcNow(), bar, bar);
    this.#last.set(ticker, text);
    this.venue.scan();
  }

  /** Lets orders in a stock fill in these parts, one at each look, and wholly afterwards. */
  fillInParts(ticker: string, parts: readonly number[]): void {
    const security = this.venue.securities.values.find(({ symbol }) => symbol.value === ticker);
    security?.setFillModel(new FillsInParts(security.fillModel, parts));
  }
}
