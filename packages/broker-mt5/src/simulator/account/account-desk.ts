import { Decimal, type Security, SecurityType, type SimulatedVenue } from '@lockstep/core';
import { AccountTrade, MarginMode, PositionSide } from '../../wire/enums.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { TerminalRecord } from '../orders/order-records.ts';
import { stopPrices } from '../orders/position-stops.ts';
import type { SimulatedPosition } from '../positions/simulated-positions.ts';

/** Who has logged in. */
export interface SimulatedAccount {
  readonly login: number;
  readonly server: string;
  readonly password: string;
  readonly tradeMode: number;
  readonly marginMode: number;
  /** Positions have to be closed in the order in which they were opened. */
  readonly fifoClose: boolean;
}

export const DEMO_ACCOUNT: SimulatedAccount = {
  login: 5_012_345,
  server: 'Lockstep-Demo',
  password: 'demo',
  tradeMode: AccountTrade.Demo,
  marginMode: MarginMode.RetailNetting,
  fifoClose: false,
};

/** Account, terminal and positions. */
export class AccountDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  account(): TerminalRecord {
    const { venue, faults, ledger } = this.#parts;
    const { login, server, tradeMode, marginMode, fifoClose } = this.#parts.account;
    venue.portfolio.invalidate();
    const equity = venue.portfolio.exactTotalPortfolioValue;
    const balance = balanceOf(venue, ledger.positions.all());
    const margin = venue.portfolio.exactTotalMarginUsed;
    return {
      login: faults.login ?? login,
      trade_mode: tradeMode,
      leverage: 100,
      limit_orders: 200,
      margin_so_mode: 0,
      trade_allowed: faults.tradeAllowed,
      trade_expert: faults.expertAllowed,
      margin_mode: marginMode,
      currency_digits: 2,
      fifo_close: fifoClose,
      balance: balance.toNumber(),
      credit: 0,
      profit: equity.minus(balance).toNumber(),
      equity: equity.toNumber(),
      margin: margin.toNumber(),
      margin_free: equity.minus(margin).toNumber(),
      margin_level: margin.isZero() ? 0 : equity.toNumber() / margin.toNumber(),
      name: 'Simulated',
      server,
      currency: venue.cashBook.accountCurrency,
      company: 'Lockstep',
    };
  }

  terminal(): TerminalRecord {
    const { faults } = this.#parts;
    return {
      connected: faults.connected,
      trade_allowed: faults.autoTrading,
      build: 5735,
      ping_last: 1_000,
      name: 'Simulated terminal',
      company: 'Lockstep',
      language: 'English',
      path: '',
      data_path: '',
      commondata_path: '',
    };
  }

  positions(symbol: string | null): TerminalRecord[] {
    const { ledger, server } = this.#parts;
    const all = ledger.positions.all().filter(({ instrument }) => symbol === null || instrument.name === symbol);
    return all.map(({ ticket, instrument, openedMs, updatedMs, magic, comment, units, price, profit }) => {
      const { security } = instrument;
      const isLong = units.sign() > 0;
      const [opened, updated] = [server.toServer(openedMs), server.toServer(updatedMs)];
      return {
        ticket,
        identifier: ticket,
        time: Math.floor(opened / 1000),
        time_msc: opened,
        time_update: Math.floor(updated / 1000),
        time_update_msc: updated,
        type: isLong ? PositionSide.Buy : PositionSide.Sell,
        magic,
        reason: 3,
        volume: instrument.lotsOf(units.abs()).toNumber(),
        price_open: price.toNumber(),
        ...stopPrices(ledger.orders.get(ticket)),
        price_current: isLong ? security.bidPrice : security.askPrice,
        swap: 0,
        profit: profit.toNumber(),
        symbol: instrument.name,
        comment,
        external_id: '',
      };
    });
  }
}

/**
 * What an account of MetaTrader would say is its balance: the cash of the venue, with what its positions were paid with put
 * back, in account currency.
 */
function balanceOf(
  { cashBook, portfolio, securities }: SimulatedVenue,
  positions: readonly SimulatedPosition[],
): Decimal {
  const amounts = new Map<string, Decimal>();
  const add = (currency: string, amount: Decimal): void =>
    void amounts.set(currency, (amounts.get(currency) ?? Decimal.ZERO).plus(amount));
  for (const { symbol, exactAmount } of cashBook) add(symbol, exactAmount);
  for (const { symbol, exactAmount } of portfolio.unsettledCashBook) add(symbol, exactAmount);
  for (const security of securities.values) {
    if (security.holdings.exactQuantity.isZero() || !movesCash(security)) continue;
    const { exactQuantity, exactAveragePrice } = security.holdings;
    add(security.quoteCurrency.symbol, exactQuantity.times(exactAveragePrice));
    if (security.baseCurrency !== null) add(security.baseCurrency.symbol, exactQuantity.negated());
  }
  // What the venue holds at an average price is here, at the prices at which it was opened.
  for (const { instrument, units, price } of positions) {
    const { quoteCurrency, symbolProperties, holdings } = instrument.security;
    const value = units.times(price.minus(holdings.exactAveragePrice));
    add(quoteCurrency.symbol, value.times(symbolProperties.contractMultiplier));
  }
  let balance = Decimal.ZERO;
  for (const [currency, amount] of amounts) {
    if (!amount.isZero()) balance = balance.plus(cashBook.valueInAccountCurrency(amount, currency));
  }
  return balance.normalize();
}

/** Contracts for difference are not paid for. */
function movesCash({ type }: Security): boolean {
  return type !== SecurityType.Cfd && type !== SecurityType.Future && type !== SecurityType.CryptoFuture;
}
