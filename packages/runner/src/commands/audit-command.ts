import { resolve } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { type Command, Option } from 'commander';
import { AUDIT_TABLES, type AuditFilter, RIGHT_COLUMNS } from '../deployments/audit-tables.ts';
import { type AuditFormat, auditText, valueText } from '../deployments/audit-text.ts';
import { auditTable, exportAudit } from '../deployments/export-audit.ts';
import { findDeployment, visitDeployment } from '../deployments/find-deployment.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { columnTable } from '../terminal/tables.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { utcText } from '../terminal/texts.ts';
import type { CommandContext } from './command-context.ts';
import { addDeploymentOptions, type DeploymentFlags, deploymentChoice } from './deployment-options.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';
import { instantOption, wholeNumberOption } from './option-parsers.ts';

interface FilterFlags extends DeploymentFlags {
  readonly from?: number;
  readonly to?: number;
  readonly symbol?: string;
  readonly session?: number;
  readonly limit?: number;
  readonly csv?: boolean;
  readonly json?: boolean;
}

interface AuditFlags extends FilterFlags {
  readonly sql?: string;
}

interface ExportFlags extends FilterFlags {
  readonly out?: string;
}

/** Rows that a terminal shows unless asked for more. */
const ROWS_SHOWN = 50;

/** Adds `lockstep audit` with its sub-commands. */
export function addAuditCommand(program: Command, context: CommandContext): void {
  const tables = Object.entries(AUDIT_TABLES).map(([name, { about }]) => `  ${name.padEnd(14)}${about}`);
  const audit = program
    .command('audit')
    .summary('read what a deployment did: orders, trades, events, …; check it, export it, back it up')
    .description(
      'Reads the store of a deployment, whether its process runs or not. With the name of a table it prints the latest ' +
        'rows, newest first; with --sql it runs a query that only reads. Times are UTC.',
    )
    .argument('[table]', 'what to print (see below)');
  addFilterOptions(addDeploymentOptions(audit))
    .option('--sql <query>', 'run a query; the tables are described in docs/live/store.md')
    .option('--debug', 'print stacks of errors')
    .addHelpText(
      'after',
      `
Tables:
${tables.join('\n')}

Examples:
  $ lockstep audit orders --from 2024-03-04 --symbol ALFA
  $ lockstep audit trades --json
  $ lockstep audit --sql "SELECT symbol, count(*) AS trades FROM trades GROUP BY symbol"
  $ lockstep audit verify
${EXIT_CODES_HELP}`,
    )
    .action((table: string | undefined, flags: AuditFlags) => runAudit(table, flags, context));
  addVerifyCommand(audit, context);
  addExportCommand(audit, context);
  addBackupCommand(audit, context);
  addRestoreCommand(audit, context);
}

function addFilterOptions(command: Command): Command {
  return command
    .option('--from <time>', 'from this day or instant on, yyyy-MM-dd or ISO 8601, UTC', instantOption)
    .option('--to <time>', 'before this day or instant', instantOption)
    .option('--symbol <ticker>', 'of this symbol only')
    .option('--session <id>', 'of this session only', wholeNumberOption)
    .option('--limit <rows>', 'so many rows at most', wholeNumberOption)
    .addOption(new Option('--csv', 'as CSV').conflicts('json'))
    .option('--json', 'as JSON');
}

function filterOf({ from, to, symbol, session, limit }: FilterFlags): AuditFilter {
  return { fromMs: from, toMs: to, symbol, session, limit };
}

function formatOf({ csv, json }: FilterFlags): AuditFormat | undefined {
  return json === true ? 'json' : csv === true ? 'csv' : undefined;
}

async function runAudit(table: string | undefined, flags: AuditFlags, context: CommandContext): Promise<void> {
  const { terminal } = context;
  if ((table === undefined) === (flags.sql === undefined)) {
    throw new LockstepError(
      'USAGE',
      `Expected a table (${Object.keys(AUDIT_TABLES).join(', ')}), or a query with --sql "SELECT …".`,
    );
  }
  const format = formatOf(flags);
  await visitDeployment(deploymentChoice(flags, context), async ({ queries }) => {
    if (flags.sql !== undefined) {
      const rows = await queries.sql(flags.sql);
      if (format === undefined) printQuery(terminal, rows);
      else terminal.out.write(format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : auditText(rows, 'csv'));
      return;
    }
    const { read, shown } = auditTable(table as string);
    if (format !== undefined) {
      terminal.out.write(auditText(await read(queries, filterOf(flags)), format));
      return;
    }
    const rows = (await read(queries, { ...filterOf(flags), limit: flags.limit ?? ROWS_SHOWN })) as Record<
      string,
      unknown
    >[];
    const cells = rows.map((row) => shown.map(([, text]) => text(row)));
    printTable(
      terminal,
      shown.map(([heading]) => heading),
      cells,
      RIGHT_COLUMNS,
    );
  });
}

function printQuery(terminal: Terminal, rows: readonly Readonly<Record<string, unknown>>[]): void {
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => header.map((name) => valueText(row[name])));
  const numbers = header.filter((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number'));
  printTable(terminal, header, cells, numbers);
}

function printTable(
  { out, style }: Terminal,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[],
): void {
  if (rows.length === 0) {
    writeLine(out, 'No rows.');
    return;
  }
  const [heading = '', ...lines] = columnTable(header, rows, right);
  writeLine(out, style.bold(heading));
  for (const line of lines) writeLine(out, line);
}

function addVerifyCommand(audit: Command, context: CommandContext): void {
  const command = audit
    .command('verify')
    .summary('check the chain of hashes of the journal')
    .description(
      'Walks the journal from its first entry and names the first that was changed, is missing or out of place. Ends ' +
        'with exit code 3 if there is one.',
    );
  addDeploymentOptions(command)
    .option('--json', 'print the verdict as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ lockstep audit verify\n  $ lockstep audit verify --deployment my-bot --json',
    )
    .action(async (flags: DeploymentFlags & { readonly json?: boolean }) => {
      const { terminal, exit, cwd } = context;
      await visitDeployment(deploymentChoice(flags, context), async (visit, { name, file }) => {
        const verdict = await visit.verify();
        if (!verdict.intact) exit(ExitCode.DataError);
        if (flags.json === true) {
          writeLine(terminal.out, JSON.stringify({ deployment: name, ...verdict }, null, 2));
        } else if (verdict.intact) {
          const { entries, firstSeq, lastSeq, lastHash } = verdict;
          const range =
            entries === 0 ? 'no entries yet' : `${entries} entries, ${firstSeq} to ${lastSeq}, end ${lastHash}`;
          writeLine(terminal.out, `${terminal.style.green('intact')}: ${range}`);
        } else {
          writeLine(terminal.out, `${terminal.style.red('broken')} in ${shownPath(file, cwd)}: ${verdict.what}`);
          writeLine(terminal.out, 'Stop the deployment and restore a backup with `lockstep audit restore`.');
        }
      });
    });
}

function addExportCommand(audit: Command, context: CommandContext): void {
  const command = audit
    .command('export')
    .summary('write tables as CSV or JSON')
    .description(
      'Writes one table to a file or to standard output, or without a name all tables, each to a file in a folder. ' +
        'Secrets of the environment are masked.',
    )
    .argument('[table]', 'one table');
  addFilterOptions(addDeploymentOptions(command))
    .option('--out <path>', 'file for one table; folder for all')
    .addHelpText(
      'after',
      '\nExamples:\n  $ lockstep audit export --csv --out audit-2024\n  $ lockstep audit export trades --json > trades.json',
    )
    .action((table: string | undefined, flags: ExportFlags) => runExport(table, flags, context));
}

async function runExport(table: string | undefined, flags: ExportFlags, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context;
  const choice = deploymentChoice(flags, context);
  const format = formatOf(flags);
  if (format === undefined) throw new LockstepError('USAGE', 'Expected a format: --csv or --json.');
  if (flags.out !== undefined) {
    const named = table === undefined ? {} : { table };
    const files = await exportAudit({ ...choice, ...named, format, filter: filterOf(flags), out: flags.out });
    for (const file of files) writeLine(terminal.out, shownPath(file, cwd));
    return;
  }
  if (table === undefined)
    throw new LockstepError('USAGE', 'Expected a folder for all tables with --out, or one table.');
  const { read } = auditTable(table);
  await visitDeployment(choice, async ({ queries }) => {
    terminal.out.write(auditText(await read(queries, filterOf(flags)), format));
  });
}

function addBackupCommand(audit: Command, context: CommandContext): void {
  const command = audit
    .command('backup')
    .summary('copy the store, also while it is in use')
    .description('Copies the store into backups/ beside it, complete and compact, without holding the deployment up.');
  addDeploymentOptions(command)
    .option('--keep <number>', 'backups that are kept', wholeNumberOption, 7)
    .addHelpText('after', '\nExamples:\n  $ lockstep audit backup\n  $ lockstep audit backup --keep 30')
    .action(async (flags: DeploymentFlags & { readonly keep: number }) => {
      await visitDeployment(deploymentChoice(flags, context), async (visit) => {
        writeLine(context.terminal.out, shownPath(await visit.backup(Math.max(1, flags.keep)), context.cwd));
      });
    });
}

function addRestoreCommand(audit: Command, context: CommandContext): void {
  const command = audit
    .command('restore')
    .summary('put a backup in the place of a damaged store')
    .description(
      'Restores the newest backup, or the one named, and adds the entries after it that can still be read in the damaged ' +
        'file, which is moved aside. The process of the deployment has to be down.',
    );
  addDeploymentOptions(command)
    .option('--backup <file>', 'backup to restore')
    .addHelpText('after', '\nExamples:\n  $ lockstep audit restore\n  $ lockstep audit restore --deployment my-bot')
    .action(async (flags: DeploymentFlags & { readonly backup?: string }) => {
      const { terminal, cwd } = context;
      const { file } = await findDeployment(deploymentChoice(flags, context));
      const { restoreStore } = await import('@lockstep/live');
      const backup = flags.backup === undefined ? {} : { backup: resolve(cwd, flags.backup) };
      const restored = await restoreStore(file, backup);
      const from = `${restored.backupEntries} entries of ${shownPath(restored.backup, cwd)}`;
      writeLine(
        terminal.out,
        `Restored ${shownPath(file, cwd)}: ${from}, ${restored.takenOver} after it from the damaged file.`,
      );
      if (restored.damaged !== null)
        writeLine(terminal.out, `The damaged file is now ${shownPath(restored.damaged, cwd)}.`);
      writeLine(terminal.out, `Done at ${utcText(Date.now())} UTC. The next start reconciles with the broker.`);
    });
}
