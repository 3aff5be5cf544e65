import type { FeedStatus } from '../../data/data-feed.ts';
import { formatUtc } from '../../time/calendar.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/** Logs what the market data feed has told. */
export function tellOfFeed(run: AlgorithmRun, status: FeedStatus): void {
  const isTrouble =
    status.kind === 'refused' || status.kind === 'incomplete' || (status.kind === 'disconnected' && !status.expected);
  run.log(isTrouble ? 'error' : 'debug', describe(status));
}

function describe(status: FeedStatus): string {
  switch (status.kind) {
    case 'disconnected':
      return `Market data is disconnected: ${status.reason}`;
    case 'reconnected':
      return 'Market data is connected again.';
    case 'refused':
      return `There is no market data of ${status.symbol.value}: ${status.text} (${status.code})`;
    case 'incomplete':
      return (
        `Bars of ${status.symbol.value} from ${formatUtc(status.fromUtc)} to ${formatUtc(status.untilUtc)} hold only what was ` +
        `seen of them: ${status.reason}`
      );
    case 'missed':
      return `The stream of ${status.symbol.value} had stopped and goes on: ${status.reason}`;
    case 'delayed':
      return `Market data of ${status.symbol.value} comes ${status.delayMs / 1_000} s late.`;
    case 'live':
      return `Market data of ${status.symbol.value} is live.`;
    default:
      return `Trading in ${status.symbol.value} is ${status.kind}: ${status.reason}`;
  }
}
