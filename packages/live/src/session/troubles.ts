import type { LockstepError, RuntimeFailure } from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { Notices } from './notices.ts';
import type { Operator } from './operator.ts';
import type { TradingSwitch } from './trading-switch.ts';

/** What dealing with trouble works with. */
interface TroubleParts {
  readonly operator: Operator;
  readonly trading: TradingSwitch;
  readonly notices: Notices;
  readonly settings: LiveSettings;
}

/** A handler of the strategy has failed: the policy decides. True when the run goes on. */
export function onStrategyFailure(failure: RuntimeFailure, parts: TroubleParts): boolean {
  const { operator, trading, notices, settings } = parts;
  const policy = settings.strategyErrors ?? 'stop';
  if (policy === 'stop') return false;
  notices.tell({
    severity: policy === 'continue' ? 'error' : 'critical',
    code: 'STRATEGY_ERROR',
    title: failure.message,
    text:
      policy === 'continue'
        ? 'The strategy goes on.'
        : 'Trading is paused and positions are being closed. Mend the strategy and start again.',
    subject: failure.phase,
    details: { phase: failure.phase, timeMs: failure.utcMs },
  });
  if (policy === 'flatten') {
    trading.pause('strategy', failure.message);
    void operator.flatten('Error of the strategy');
  }
  return true;
}

/** Writing fails, or works again (null): what cannot be written down is not sent. */
export function onStoreHealth(error: LockstepError | null, trading: TradingSwitch, notices: Notices): void {
  if (error === null) {
    trading.lift('store', 'the journal can be written again');
    notices.settle('JOURNAL_FAILED');
    notices.tell({
      severity: 'info',
      code: 'JOURNAL_WORKS',
      title: 'The journal can be written again; trading goes on.',
    });
    return;
  }
  trading.pause('store', error.message);
  notices.tell({
    severity: 'critical',
    code: 'JOURNAL_FAILED',
    title: 'Trading is paused: the journal cannot be written.',
    text: `${error.message} What happens meanwhile is kept and written as soon as that is possible.`,
  });
}

/** The record of inputs cannot be written, or can again (null): trading goes on, a replay ends where the record does. */
export function onInputsHealth(error: unknown, notices: Notices): void {
  if (error === null) {
    notices.settle('INPUTS_FAILED');
    return;
  }
  notices.tell({
    severity: 'warning',
    code: 'INPUTS_FAILED',
    title: 'What enters the session cannot be recorded for a replay at present; trading goes on.',
    text: error instanceof Error ? error.message : 'The reason is not known.',
  });
}
