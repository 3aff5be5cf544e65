import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/** The input itself, ready after `period` of them. */
export class WindowIdentity extends WindowIndicator {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `WIN-ID${period}`, period);
  }

  protected override compute(_endTimeMs: number, value: number): number {
    return value;
  }
}
