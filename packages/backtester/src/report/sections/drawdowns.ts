import { MS_PER_DAY } from '@lockstep/core';
import { type DrawdownEpisode, underwater, worstDrawdowns } from '../analysis/drawdowns.ts';
import { timeChart } from '../charts/time-chart.ts';
import { formatDuration, formatNumber, formatPercent } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';

const COUNT = 5;

/** Distance below the highest equity so far, with the five deepest falls marked and listed. */
export function drawdownSection({ input, clock }: ReportView): SafeHtml {
  const worst = worstDrawdowns(input.equity, COUNT);
  if (worst.length === 0) {
    const text =
      input.equity.times.length === 0 ? 'The run has no equity.' : 'Equity never fell below an earlier value.';
    return card('drawdowns', 'Drawdown', '', emptyNote(text));
  }
  const end = input.equity.times.at(-1) ?? 0;
  const local = clock.localSeries(input.equity);
  const chart = timeChart({
    id: 'drawdown-data',
    summary: `Drawdown, at worst ${formatPercent(worst[0]?.depth ?? 0, 2)}`,
    series: [{ name: 'Drawdown', kind: 'area', color: 'c-loss', times: local.times, values: underwater(local.values) }],
    kind: 'percent',
    unit: '',
    height: 'short',
    includeZero: true,
    bands: worst.map((episode, i) => ({
      fromMs: clock.toLocalMs(episode.peakMs),
      toMs: clock.toLocalMs(episode.recoveryMs ?? end),
      label: String(i + 1),
    })),
  });
  const rows = worst.map((episode, i) => row(episode, i + 1, end));
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">#</th><th scope="col" class="number">Depth</th><th scope="col">Peak</th><th scope="col">Trough</th><th scope="col">Recovered</th><th scope="col" class="number">Length</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return card('drawdowns', 'Drawdown', 'the five deepest are numbered', [chart, table]);

  function row(episode: DrawdownEpisode, rank: number, endMs: number): SafeHtml {
    const recovered = episode.recoveryMs === null ? 'not yet' : clock.day(episode.recoveryMs);
    const length = lengthText((episode.recoveryMs ?? endMs) - episode.peakMs);
    return html`<tr><td>${rank}</td><td class="number loss">${formatPercent(episode.depth, 2)}</td><td>${clock.day(episode.peakMs)}</td><td>${clock.day(episode.troughMs)}</td><td>${recovered}</td><td class="number">${length}</td></tr>`;
  }
}

/** Days without hours once there are two. */
function lengthText(ms: number): string {
  return ms < 2 * MS_PER_DAY ? formatDuration(ms) : `${formatNumber(ms / MS_PER_DAY, 0)} days`;
}
