import { AccountType, type Algorithm, type BrokerageName, LockstepError } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Chooses a broker of crypto futures, which refuses a cash account. */
export function useMarginAccount(algorithm: Algorithm, broker: BrokerageName): void {
  let code = '';
  try {
    algorithm.setBrokerageModel(broker, AccountType.Cash);
  } catch (error: unknown) {
    if (error instanceof LockstepError) code = error.code;
  }
  requireThat(code === 'BROKERAGE_MODEL_INVALID', `${broker} took a cash account`);
  algorithm.setBrokerageModel(broker, AccountType.Margin);
}
