const LIGHT = `color-scheme: light;
--bg: #f5f6f8; --surface: #ffffff; --raised: #f0f2f5;
--ink: #151a21; --ink-2: #434c5a; --ink-3: #626c7b;
--line: #e1e5eb; --grid: #e9ecf1; --zero: #b4bcc8;
--accent: #2457d6; --benchmark: #8d96a5; --comparison: #b45309;
--gain: #0a7d70; --loss: #c2470f; --exit: #7a4fc4;
--warn: #8a5a00; --warn-bg: #fff6e0; --good-bg: #e2f4f0; --bad-bg: #fdeae1;
--shadow: 0 1px 2px rgb(20 26 33 / 5%);
--s1: #2457d6; --s2: #c2470f; --s3: #0a7d70; --s4: #9a4fb0; --s5: #94700a; --s6: #4d6a86;`;

const DARK = `color-scheme: dark;
--bg: #0d1117; --surface: #151b23; --raised: #1d2530;
--ink: #e9edf3; --ink-2: #b3bcc9; --ink-3: #8c97a6;
--line: #28303b; --grid: #212932; --zero: #4a5564;
--accent: #7ea6ff; --benchmark: #7d8897; --comparison: #f0a95b;
--gain: #3cc5ae; --loss: #ff8f61; --exit: #b99bff;
--warn: #ffca6b; --warn-bg: #2c2412; --good-bg: #10302c; --bad-bg: #381d12;
--shadow: none;
--s1: #7ea6ff; --s2: #ff8f61; --s3: #3cc5ae; --s4: #d69bea; --s5: #e3bd4b; --s6: #a3bbd3;`;

/** Colours (light, dark, print), spacing and type: every rule of the page takes its values from here. */
export const TOKENS_CSS = `:root {
${LIGHT}
--space-1: 4px; --space-2: 8px; --space-3: 12px; --space-4: 16px; --space-5: 24px; --space-6: 40px;
--text-xs: 0.72rem; --text-s: 0.82rem; --text-m: 0.94rem; --text-l: 1.06rem; --text-xl: 1.3rem; --text-xxl: 2rem;
--radius: 10px;
--font: Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
--mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {
${DARK}
} }
:root[data-theme="dark"] {
${DARK}
}
@media print { :root, :root[data-theme="dark"], :root:not([data-theme="light"]) {
${LIGHT}
--bg: #ffffff;
} }`;
