// Writes what each entry of each package exports, with types, to `<package>/<entry>.api.md`; `--check` fails when a
// committed report differs. It reads the built declarations, so it builds what is stale first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { buildPackages } from './build.mjs';
import { ensureInstalled } from './ensure-install.mjs';
import { isMain, root } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

const SCRATCH = join(root, 'node_modules', '.cache', 'api-report');
const COMPILER_OPTIONS = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  skipLibCheck: true,
  types: ['node'],
};
/** What the extractor says about members without a comment: noise, since many need none. */
const UNDOCUMENTED = /^ *\/\/ \(undocumented\)\n| \(undocumented\)$/gm;

/**
 * Makes the reports of all packages and writes them, or compares them with the committed ones.
 * Resolves to `{ code, output }`; the output names the files that differ.
 */
export async function apiReports({ check }) {
  const built = await buildPackages({ ifStale: true });
  if (built.code !== 0) return built;
  const extractor = await import('@microsoft/api-extractor');
  let output = '';
  for (const entry of workspacePackages()) {
    for (const { name, declarations } of entriesOf(entry)) {
      const file = join(entry.folder, `${name}.api.md`);
      const report = reportOf(extractor, entry, name, declarations);
      const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (committed === report) continue;
      output += `${relative(root, file)} ${check ? 'differs' : 'written'}\n`;
      if (!check) writeFileSync(file, report);
    }
  }
  return { code: check && output !== '' ? 1 : 0, output };
}

/** Entries with declarations: the package itself (`core`) and its sub-paths (`core-testing`). */
function entriesOf({ folder, manifest }) {
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === 'object' && target.types !== undefined)
    .map(([path, { types }]) => ({
      name: basename(folder) + path.slice(1).replaceAll('/', '-'),
      declarations: join(folder, types),
    }));
}

function reportOf({ Extractor, ExtractorConfig, ExtractorLogLevel }, { folder }, name, declarations) {
  const scratch = join(SCRATCH, name);
  mkdirSync(scratch, { recursive: true });
  const none = { logLevel: ExtractorLogLevel.None };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files: [declarations] } },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: scratch,
        reportTempFolder: scratch,
        includeForgottenExports: false,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: none },
        extractorMessageReporting: { default: none },
        tsdocMessageReporting: { default: none },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`API Extractor cannot read ${declarations}`);
  return readFileSync(join(scratch, `${name}.api.md`), 'utf8').replaceAll(UNDOCUMENTED, '');
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  const { code, output } = await apiReports({ check: process.argv.includes('--check') });
  process.stderr.write(output);
  process.exitCode = code;
}
