import type { LiveOptions } from '../../src/session/live-options.ts';
import type { ChaosPlan } from './chaos-plan.ts';

/** How the random trader runs in a seed. @param trace told what it logs and what people are told, in words */
export function traderOptions(
  { seed, quietUtc, strategyFailures, settings }: ChaosPlan,
  trace: ((text: string) => void) | null,
): Pick<LiveOptions, 'parameters' | 'settings' | 'risk' | 'onLog' | 'onNotice'> {
  return {
    parameters: { seed, quietFrom: quietUtc, failures: strategyFailures },
    settings,
    risk: {},
    ...(trace !== null && {
      onLog: ({ text }) => trace(text),
      onNotice: ({ title, text = '' }) => trace(`! ${title} ${text}`),
    }),
  };
}
