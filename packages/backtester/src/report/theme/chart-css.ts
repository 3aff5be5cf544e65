/** Plots: SVG that is stretched, with labels in HTML so that their size stays. */
export const CHART_CSS = `.chart-bar { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: var(--space-2) var(--space-4); min-height: 4px; margin-bottom: var(--space-2); }
.legend { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); font-size: var(--text-s); color: var(--ink-2); }
.legend:not(.shapes) li::before { content: ""; display: inline-block; width: 14px; height: 3px; border-radius: 2px; background: var(--c); vertical-align: middle; margin-right: 6px; }
.legend.shapes li { color: var(--c); }
.switch { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; font-size: var(--text-s); }
.switch button { border: 0; background: var(--surface); color: var(--ink-2); padding: 3px 11px; cursor: pointer; min-height: 28px; }
.switch button + button { border-left: 1px solid var(--line); }
.switch button[aria-pressed="true"] { background: var(--raised); color: var(--ink); font-weight: 600; }
.switch button:disabled { color: var(--zero); cursor: default; }
.switch button:focus-visible { outline-offset: -2px; }

.plot { position: relative; padding: 8px 52px 24px 0; }
.plot-area { position: relative; height: 100%; }
.plot-tall { height: 360px; } .plot-medium { height: 250px; } .plot-short { height: 190px; }
.layer, .layer > svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.layer > svg { overflow: visible; }
.chart[data-scale="linear"] .layer-log, .chart[data-scale="log"] .layer-linear { display: none; }
.y-labels span { position: absolute; left: 100%; transform: translateY(-50%); padding-left: 8px; }
.x-labels { position: absolute; left: 0; right: 52px; bottom: 0; height: 18px; }
.x-labels span { position: absolute; transform: translateX(-50%); }
.y-labels span, .x-labels span { font-size: var(--text-xs); color: var(--ink-3); white-space: nowrap; line-height: 1; }
.plot path { fill: none; vector-effect: non-scaling-stroke; }
.plot .grid { stroke: var(--grid); } .plot .zero { stroke: var(--zero); }
.plot .line { stroke: var(--c); stroke-width: 1.6; stroke-linejoin: round; }
.plot .thin { stroke-width: 1; }
.plot .fill { fill: var(--c); opacity: 0.13; }
.plot .bars { stroke: var(--c); stroke-width: 2; opacity: 0.8; }
.plot .dots { stroke: var(--c); stroke-width: 5; stroke-linecap: round; }
.plot rect { fill: var(--c); stroke: var(--surface); stroke-width: 1; vector-effect: non-scaling-stroke; opacity: 0.85; }
.plot rect:hover { opacity: 1; }
.c-accent { --c: var(--accent); } .c-benchmark { --c: var(--benchmark); } .c-comparison { --c: var(--comparison); }
.c-gain { --c: var(--gain); } .c-loss { --c: var(--loss); } .c-exit { --c: var(--exit); }
.c-1 { --c: var(--s1); } .c-2 { --c: var(--s2); } .c-3 { --c: var(--s3); } .c-4 { --c: var(--s4); } .c-5 { --c: var(--s5); } .c-6 { --c: var(--s6); }
.band { position: absolute; top: 0; bottom: 0; min-width: 2px; background: color-mix(in srgb, var(--loss) 7%, transparent); border-left: 1px solid color-mix(in srgb, var(--loss) 35%, transparent); }
.band b { position: absolute; z-index: 2; bottom: 4px; left: 4px; font-size: var(--text-xs); line-height: 16px; min-width: 16px; text-align: center; color: var(--surface); background: var(--loss); border-radius: 99px; font-weight: 650; }
.cursor { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--ink-3); pointer-events: none; }
.tip { position: absolute; top: 0; z-index: 4; pointer-events: none; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 4px 14px rgb(0 0 0 / 14%); padding: 6px 10px; font-size: var(--text-s); white-space: nowrap; }
.tip b { display: block; font-weight: 600; }
.tip div { display: flex; justify-content: space-between; gap: var(--space-4); color: var(--ink-2); }
.tip div span:last-child { color: var(--ink); font-weight: 600; }
.mark { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--ink-3); pointer-events: none; }
.mark span { position: absolute; top: 0; padding-inline: 4px; font-size: var(--text-xs); line-height: 1.1; color: var(--ink-2); white-space: nowrap; }
.mark-low span { right: 0; }
.pane + .pane { margin-top: var(--space-4); border-top: 1px solid var(--line); }
.plot + .pane-name, .chart + .pane-name { margin-top: var(--space-3); }
.pane-name { font-size: var(--text-s); color: var(--ink-3); }

.price-chart { height: 440px; }
.price-bar { margin-bottom: var(--space-1); }
.readout { font-size: var(--text-s); color: var(--ink-2); min-height: 1.5em; line-height: 1.5; }
.choice { font-size: var(--text-s); color: var(--ink-2); }
.choice select { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 4px 8px; font-weight: 600; color: var(--ink); }
/* A canvas keeps its colours on paper. */
@media print { .price-chart[data-drawn="dark"] { filter: invert(1) hue-rotate(180deg); } }
@media (max-width: 560px) {
  .plot { padding-right: 44px; } .x-labels { right: 44px; }
  .plot-tall { height: 270px; } .plot-medium { height: 210px; } .plot-short { height: 170px; }
  .x-labels span:nth-child(even) { display: none; }
  .price-chart { height: 330px; } .readout { min-height: 3em; }
}`;
