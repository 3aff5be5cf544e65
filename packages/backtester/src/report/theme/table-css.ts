/** Tables, heat map, pairs of name and value, warnings and log. */
export const TABLE_CSS = `.scroll { overflow-x: auto; overscroll-behavior-x: contain; }
table { border-collapse: collapse; width: 100%; font-size: var(--text-s); }
th, td { padding: 6px 8px; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--ink-3); font-weight: 500; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; }
tbody tr:hover td { background: var(--raised); }
thead button { border: 0; background: none; padding: 0; font: inherit; color: inherit; cursor: pointer; }
html:not(.scripted) thead button { cursor: default; }
th[aria-sort] button { color: var(--ink); font-weight: 600; }
th[aria-sort="ascending"] button::after { content: " ↑"; } th[aria-sort="descending"] button::after { content: " ↓"; }
.pager { display: flex; justify-content: space-between; align-items: center; gap: var(--space-3); margin-top: var(--space-3); font-size: var(--text-s); color: var(--ink-3); }
#drawdowns table { margin-top: var(--space-4); }

.heat { border-collapse: separate; border-spacing: 2px; table-layout: fixed; min-width: 720px; }
.heat th, .heat td { border: 0; padding: 5px 2px; text-align: center; border-radius: 4px; }
.heat th { position: sticky; left: 0; background: var(--surface); }
.heat td.up { background: color-mix(in srgb, var(--gain) var(--tint), var(--surface)); }
.heat td.down { background: color-mix(in srgb, var(--loss) var(--tint), var(--surface)); }
.heat tbody tr:hover td { filter: saturate(1.25); }
.heat td.total { font-weight: 650; } .heat th:last-child, .heat td.total { border-left: 8px solid transparent; background-clip: padding-box; }

.pairs { columns: 3; column-gap: var(--space-6); font-size: var(--text-s); }
.pairs div { display: flex; justify-content: space-between; gap: var(--space-4); padding: 5px 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.pairs dt { color: var(--ink-2); } .pairs dd { font-weight: 560; text-align: right; overflow-wrap: anywhere; }
.pairs .long { font: 400 var(--text-xs)/1.9 var(--mono); }
.inline-figures { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-5); margin-top: var(--space-3); font-size: var(--text-s); }
.inline-figures dt { color: var(--ink-3); } .inline-figures dd { font-weight: 600; }

#warnings { border-color: color-mix(in srgb, var(--warn) 45%, var(--line)); background: var(--warn-bg); }
.warnings { display: grid; gap: var(--space-2); font-size: var(--text-s); max-height: 320px; overflow-y: auto; }
.warnings + .note { margin-top: var(--space-2); }
.warnings li { overflow-wrap: anywhere; }
.warnings code { font: 600 var(--text-xs)/1.4 var(--mono); color: var(--warn); margin-right: var(--space-1); }
.warnings small { color: var(--ink-3); white-space: nowrap; }
.log { max-height: 420px; overflow: auto; font: var(--text-xs)/1.65 var(--mono); }
.log div { white-space: pre-wrap; overflow-wrap: anywhere; }
.log time { color: var(--ink-3); } .log-error { color: var(--loss); }
@media (max-width: 900px) { .pairs { columns: 2; } }
@media (max-width: 560px) { .pairs { columns: 1; } .heat th, .heat td { padding-block: 4px; }
  .heat td.total, .heat th:last-child { position: sticky; right: 0; border: 0; box-shadow: -5px 0 0 var(--surface); } }
@media print {
  .log, .warnings { max-height: none; }
  .scroll { overflow: visible; }
  table { font-size: 6pt; } th, td { padding: 2px 3px; }
  .heat { min-width: 0; border-spacing: 1px; }
}`;
