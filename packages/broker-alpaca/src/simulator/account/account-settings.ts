/** What Alpaca says of an account beside its money; may be changed while the simulator runs. */
export interface AccountSettings {
  accountNumber: string;
  status: string;
  multiplier: '1' | '2' | '4';
  tradingBlocked: boolean;
  transfersBlocked: boolean;
  accountBlocked: boolean;
  /** The owner wants no new orders. */
  tradeSuspendedByUser: boolean;
  shortingEnabled: boolean;
  /** The fields of the former rule on day trading: as numbers, left out, or null. */
  dayTradeFields: 'present' | 'absent' | 'null';
}

/** A paper account on margin. */
export function paperAccount(): AccountSettings {
  return {
    accountNumber: 'PA3SIM000001',
    status: 'ACTIVE',
    multiplier: '2',
    tradingBlocked: false,
    transfersBlocked: false,
    accountBlocked: false,
    tradeSuspendedByUser: false,
    shortingEnabled: true,
    dayTradeFields: 'absent',
  };
}
