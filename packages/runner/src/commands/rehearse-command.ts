import type { FactKind, RehearsalDifference, RunFact } from '@lockstep/live';
import type { BrokerKind } from '@lockstep/live/config';
import { type Command, Option } from 'commander';
import type { FinishedRehearsal } from '../rehearsal/rehearse.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { utcText } from '../terminal/texts.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';
import { dateOption, pairsOption, positiveNumberOption } from './option-parsers.ts';

interface RehearseFlags {
  readonly broker?: BrokerKind;
  readonly data?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cash?: number;
  readonly param?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/** Adds `lockstep rehearse`. */
export function addRehearseCommand(program: Command, context: CommandContext): void {
  program
    .command('rehearse')
    .summary("run the live stack over a broker's real wire without an account, and compare with the backtest")
    .description(
      "Runs the strategy twice over recorded data: as a backtest with deferred fills, and as a live session whose orders go through the broker's adapter, over real " +
        "sockets, to a simulator of the broker's API, in virtual time. Compares requests, order events, orders, trades, " +
        'positions and cash. Prints "identical" with what was compared and how many errors were logged, or the first difference with its likely cause.',
    )
    .argument('<strategy>', 'strategy file, .ts or .js')
    .addOption(new Option('--broker <name>', "whose wire; else the project's").choices(['alpaca', 'ib', 'mt5']))
    .option('--data <folder>', "data folder; else the configuration's, LOCKSTEP_DATA, ./data")
    .option('--from <date>', "first day, yyyy-MM-dd (default: the strategy's)", dateOption)
    .option('--to <date>', "last day, yyyy-MM-dd (default: the strategy's)", dateOption)
    .option('--cash <amount>', "what the account begins with (default: the strategy's)", positiveNumberOption)
    .option('--param <name=value>', 'value of a parameter; repeat for several', pairsOption)
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep rehearse strategy.ts --broker alpaca
  $ lockstep rehearse strategy.ts --broker ib
  $ lockstep rehearse strategy.ts --broker alpaca --from 2024-03-04 --to 2024-03-08 --param fast=20
${EXIT_CODES_HELP}`,
    )
    .action(async (strategy: string, { param, json, ...flags }: RehearseFlags) => {
      const { rehearse } = await import('../rehearsal/rehearse.ts');
      const finished = await rehearse(strategy, {
        ...flags,
        cwd: context.cwd,
        ...(param === undefined ? {} : { parameters: param }),
      });
      if (json === true) writeLine(context.terminal.out, JSON.stringify(jsonOf(finished), null, 2));
      else printRehearsal(context.terminal, finished);
      if (finished.difference !== null) context.exit(ExitCode.Failed);
    });
}

function jsonOf(finished: FinishedRehearsal): object {
  const { strategy, broker, counts, difference } = finished;
  return { strategy, broker, identical: difference === null, counts, difference, errors: errorsOf(finished) };
}

function printRehearsal({ out, style }: Terminal, finished: FinishedRehearsal): void {
  const { strategy, broker, counts, difference } = finished;
  writeLine(out, `${style.bold(strategy)} at ${broker}`);
  if (difference !== null) {
    printDifference({ out, style }, difference);
    return;
  }
  const compared = (Object.entries(counts) as [FactKind, number][])
    .filter(([kind, count]) => count > 0 && kind !== 'steps')
    .map(([kind, count]) => `${count} ${kind}`);
  writeLine(out, style.green(`identical: ${[...compared, `${counts.steps} data points`].join(', ')}`));
  const errors = errorsOf(finished);
  const [first] = errors;
  if (first === undefined) return;
  const count = errors.length === 1 ? 'One error was logged' : `${errors.length} errors were logged`;
  writeLine(
    out,
    style.yellow(`${count} in both runs, such as refused orders. The first, ${first.time}: ${first.text}`),
  );
}

/** Errors that the run logged: what the strategy asked for and was not done, such as orders that the broker cannot take. */
function errorsOf({ rehearsal }: FinishedRehearsal): { time: string; text: string }[] {
  return rehearsal.run.runLog.lines
    .filter(({ level }) => level === 'error')
    .map(({ timeMs, text }) => ({ time: `${utcText(timeMs)} UTC`, text }));
}

function printDifference(
  { out, style }: Pick<Terminal, 'out' | 'style'>,
  { kind, timeMs, backtest, rehearsal, fields, cause }: RehearsalDifference,
): void {
  const when = Number.isFinite(timeMs) ? `at ${utcText(timeMs)} UTC` : 'at the end';
  writeLine(out, style.red(`different in ${kind}, ${when}`));
  writeLine(out, `  backtest   ${shown(backtest, fields)}`);
  writeLine(out, `  rehearsal  ${shown(rehearsal, fields)}`);
  writeLine(out, `→ ${cause}`);
}

/** A fact with the fields that differ; all of them when the other side has nothing in its place. */
function shown(fact: RunFact | null, differing: readonly string[]): string {
  if (fact === null) return 'nothing';
  const names = differing.length > 0 ? differing : Object.keys(fact.fields);
  return `${fact.text}: ${names.map((name) => `${name} ${JSON.stringify(fact.fields[name])}`).join(', ')}`;
}
