/** Page, header, key figures, cards and footer. */
export const LAYOUT_CSS = `*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 400 var(--text-m)/1.5 var(--font); font-variant-numeric: tabular-nums; }
[hidden], html:not(.scripted) .needs-script { display: none !important; }
main, .page-head, .page-foot, .jump { width: min(1180px, 100% - 2 * var(--space-5)); margin-inline: auto; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4); padding-block: var(--space-4); }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--accent); }
button, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: var(--space-4); top: var(--space-2); z-index: 9; background: var(--surface); padding: var(--space-2); }
.gain { color: var(--gain); } .loss { color: var(--loss); }
.note { color: var(--ink-3); font-size: var(--text-s); font-weight: 400; }
.empty { color: var(--ink-3); padding: 0; font-size: var(--text-s); }

.page-head { padding-top: var(--space-6); }
.head-row { display: flex; justify-content: space-between; align-items: center; }
.eyebrow { color: var(--accent); font-size: var(--text-s); font-weight: 600; letter-spacing: 0.02em; }
h1 { font-size: var(--text-xxl); line-height: 1.15; font-weight: 680; letter-spacing: -0.022em; overflow-wrap: anywhere; margin-block: var(--space-1) var(--space-3); }
.facts { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); color: var(--ink-2); font-size: var(--text-s); }
.badge { display: inline-block; border-radius: 99px; padding: 1px 10px; font-weight: 600; }
.badge-good { background: var(--good-bg); color: var(--gain); } .badge-bad { background: var(--bad-bg); color: var(--loss); }
.alert { margin-top: var(--space-3); padding: var(--space-3) var(--space-4); border-radius: var(--radius); background: var(--bad-bg); overflow-wrap: anywhere; }
.chips { display: flex; flex-wrap: wrap; gap: var(--space-2); margin-top: var(--space-3); font-size: var(--text-s); }
.chips li { padding: 2px 10px; border: 1px solid var(--line); border-radius: 99px; background: var(--surface); color: var(--ink-3); overflow-wrap: anywhere; }
.chips b { color: var(--ink); font-weight: 600; }
.theme { width: 34px; height: 34px; border: 1px solid var(--line); border-radius: 99px; background: var(--surface); cursor: pointer; font-size: 1.1rem; line-height: 1; }

.jump { position: sticky; top: 0; z-index: 5; margin-top: var(--space-4); background: var(--bg); border-bottom: 1px solid var(--line); }
.jump ul { display: flex; gap: var(--space-4); overflow-x: auto; scrollbar-width: none; }
.jump a { display: block; padding: var(--space-2) 0; color: var(--ink-2); font-size: var(--text-s); font-weight: 500; text-decoration: none; white-space: nowrap; }
.jump a:hover { color: var(--accent); }

.figures dl { display: grid; grid-template-columns: 2fr repeat(6, 1fr); border: 1px solid var(--line); border-radius: var(--radius); background: var(--line); gap: 1px; overflow: hidden; box-shadow: var(--shadow); }
.figure { background: var(--surface); padding: var(--space-3) var(--space-4); min-width: 0; }
.figure dt { color: var(--ink-3); font-size: var(--text-s); }
.figure dd { font-size: var(--text-l); font-weight: 620; letter-spacing: -0.01em; white-space: nowrap; }
.hero { grid-row: span 2; display: flex; flex-direction: column; justify-content: center; }
.hero dd { font-size: var(--text-xxl); line-height: 1.2; letter-spacing: -0.025em; }
.hero .hero-note { font-size: var(--text-s); color: var(--ink-2); font-weight: 400; letter-spacing: 0; }

.card { min-width: 0; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--space-4) var(--space-5) var(--space-5); box-shadow: var(--shadow); scroll-margin-top: 48px; }
.card-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); margin-bottom: var(--space-3); }
h2 { font-size: var(--text-l); font-weight: 640; letter-spacing: -0.01em; }
h3 { font-size: var(--text-s); font-weight: 600; color: var(--ink-2); margin-block: var(--space-4) var(--space-1); }
summary.card-head { cursor: pointer; margin-bottom: 0; list-style: none; }
summary.card-head::-webkit-details-marker { display: none; }
summary.card-head::before { content: "▸"; color: var(--ink-3); }
details[open] > summary.card-head::before { content: "▾"; }
details[open] > summary.card-head { margin-bottom: var(--space-3); }
#orders:has(details:not([open])), #logs:has(details:not([open])) { padding-bottom: var(--space-4); }
.columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-4); }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-5); }
.pair h3 { margin-top: 0; }

.page-foot { padding-block: var(--space-4) var(--space-6); color: var(--ink-3); font-size: var(--text-xs); display: grid; gap: var(--space-2); }
.page-foot dl { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); }
.page-foot dl div { display: flex; gap: var(--space-1); min-width: 0; }
.page-foot dd { font-family: var(--mono); overflow-wrap: anywhere; }

@media (max-width: 900px) {
  .figures dl { grid-template-columns: repeat(4, 1fr); }
  .hero { grid-column: 1 / -1; grid-row: auto; }
  .columns, .pair { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 560px) {
  main, .page-head, .page-foot, .jump { width: calc(100% - 2 * var(--space-3)); }
  main { gap: var(--space-3); }
  .page-head { padding-top: var(--space-5); }
  h1 { font-size: 1.55rem; }
  .figures dl { grid-template-columns: repeat(3, 1fr); }
  .figure { padding: var(--space-2) var(--space-3); }
  .figure dt { font-size: var(--text-xs); }
  .figure dd { font-size: var(--text-m); }
  .hero dd { font-size: 1.75rem; }
  .card { padding: var(--space-3) var(--space-3) var(--space-4); }
}
@media print {
  body { font-size: 10pt; }
  .jump, .theme, .switch, .pager, .choice { display: none !important; }
  .card, .figures dl { box-shadow: none; break-inside: avoid; }
  .pane, .plot { break-inside: avoid; } #charts { break-inside: auto; }
  #trades, #orders, #statistics { break-inside: auto; }
}`;
