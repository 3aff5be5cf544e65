// Who may import whom. Packages first, then the layers inside core; see ARCHITECTURE.md for the reasons.
import { readdirSync } from 'node:fs';

/** Workspace packages (folder names) that each package may import; `lockstep` (runner) joins all of them. */
const PACKAGES = {
  core: [],
  backtester: ['core'],
  live: ['core'],
  'broker-alpaca': ['core'],
  'broker-ib': ['core'],
  'broker-mt5': ['core'],
  runner: ['core', 'backtester', 'live', 'broker-alpaca', 'broker-ib', 'broker-mt5'],
};

/** Third-party packages core may use, each by the folders named (`true`: anywhere in core). */
const CORE_DEPENDENCIES = {
  luxon: true,
  eventemitter3: true,
  technicalindicators: ['indicators'],
};

/** Core's layers, lowest first: a folder may import its own layer and the layers below. */
const CORE_LAYERS = [
  ['errors', 'numeric', 'time'],
  ['market'],
  ['orders', 'market-hours', 'symbol-properties', 'currencies'],
  ['data', 'indicators', 'consolidators', 'securities'],
  ['portfolio', 'scheduling', 'statistics', 'brokerage-models'],
  ['brokerage', 'risk', 'sizing'],
  ['execution'],
  ['venue'],
  ['algorithm'],
  ['engine'],
  ['testing'],
];

/** What the layers alone would allow and must not be: folder → folders it never imports. */
const CORE_EXCEPTIONS = {
  errors: ['numeric', 'time'],
  data: ['indicators'],
};

/** Severity of a rule broken by a type-only import: such an import binds the reader, not the program. */
const TYPE_ONLY_SEVERITY = 'warn';

const unlisted = readdirSync(new URL('packages/core/src', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !CORE_LAYERS.flat().includes(entry.name))
  .map((entry) => entry.name);
if (unlisted.length > 0) {
  throw new Error(`Give these folders of packages/core/src a layer in .dependency-cruiser.mjs: ${unlisted.join(', ')}`);
}

const TESTS = '\\.test(-d)?\\.ts$|/test/';
const anyOf = (names) => `(${names.join('|')})`;
const coreFolders = (names) => `^packages/core/src/${anyOf(names)}/`;

/** The same prohibition twice: as an error for value imports, and with its own severity for type-only imports. */
function forbid(name, comment, from, to) {
  const source = { pathNot: TESTS, ...from };
  return [
    { name, comment, severity: 'error', from: source, to: { ...to, dependencyTypesNot: ['type-only'] } },
    {
      name: `${name}-types`,
      comment,
      severity: TYPE_ONLY_SEVERITY,
      from: source,
      to: { ...to, dependencyTypes: ['type-only'] },
    },
  ];
}

const packageRules = Object.entries(PACKAGES).flatMap(([folder, allowed]) => {
  const others = Object.keys(PACKAGES).filter((name) => name !== folder && !allowed.includes(name));
  if (others.length === 0) return [];
  const rule = { severity: 'error', from: { path: `^packages/${folder}/src/`, pathNot: TESTS } };
  return [
    {
      ...rule,
      name: `package-${folder}`,
      comment: `packages/${folder} may import ${allowed.length === 0 ? 'no other package' : allowed.join(', ')}.`,
      to: { path: `^packages/${anyOf(others)}/` },
    },
  ];
});

const entryRules = Object.keys(PACKAGES).map((folder) => ({
  name: `entries-of-${folder}`,
  comment: 'Another package is imported through its public entries (its exports), never by a path into it.',
  severity: 'error',
  from: { pathNot: `^packages/${folder}/|${TESTS}` },
  to: {
    path: `^packages/${folder}/src/`,
    pathNot: `^packages/${folder}/src/(index|testing/index|config/index|simulator/index|indicators/technicalindicators/index)\\.ts$`,
  },
}));

const layerRules = CORE_LAYERS.flatMap((layer, index) => {
  const higher = CORE_LAYERS.slice(index + 1).flat();
  return layer.flatMap((folder) => {
    const forbidden = [...higher, ...(CORE_EXCEPTIONS[folder] ?? [])];
    if (forbidden.length === 0) return [];
    return forbid(
      `core-${folder}`,
      `core/${folder} must not import ${forbidden.join(', ')}.`,
      { path: coreFolders([folder]) },
      { path: coreFolders(forbidden) },
    );
  });
});

const coreDependencyRules = [
  {
    name: 'core-pure',
    comment: 'Core does no I/O: no node: modules.',
    severity: 'error',
    from: { path: '^packages/core/src/', pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-dependencies',
    comment: `Core's only third-party packages are ${Object.keys(CORE_DEPENDENCIES).join(', ')}.`,
    severity: 'error',
    from: { path: '^packages/core/src/', pathNot: TESTS },
    to: { path: 'node_modules/', pathNot: `node_modules/(@types/)?${anyOf(Object.keys(CORE_DEPENDENCIES))}/` },
  },
  ...Object.entries(CORE_DEPENDENCIES)
    .filter(([, folders]) => Array.isArray(folders))
    .map(([name, folders]) => ({
      name: `core-${name}`,
      comment: `Only ${folders.join(', ')} may import ${name}.`,
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: `${coreFolders(folders)}|${TESTS}` },
      to: { path: `node_modules/${name}/` },
    })),
];

export default {
  forbidden: [
    ...packageRules,
    ...entryRules,
    ...layerRules,
    ...coreDependencyRules,
    {
      name: 'sqlite3-in-one-place',
      comment:
        'The native driver of the store is loaded by one file of packages/live, and only when a store is opened.',
      severity: 'error',
      from: { pathNot: '^packages/live/src/store/sqlite-connection\\.ts$|/test/processes/' },
      to: { path: 'node_modules/sqlite3/' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or miss a third one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-types',
      comment: 'A cycle closed by type-only imports: put the contract into the lower layer.',
      severity: TYPE_ONLY_SEVERITY,
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-import-of-index',
      comment: 'Inside a package modules import each other, not the package index.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: TESTS },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'no-import-of-tests',
      comment: 'Only tests import tests.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: '\\.test(-d)?\\.ts$' },
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves to a declared dependency.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['types', 'main'],
    },
  },
};
