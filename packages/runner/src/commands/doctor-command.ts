import type { BrokerKind } from '@lockstep/live/config';
import { type Command, Option } from 'commander';
import type { Check, Verdict } from '../doctor/check.ts';
import { type Style, type Terminal, writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { addDeploymentOptions, type DeploymentFlags } from './deployment-options.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';

interface DoctorFlags extends DeploymentFlags {
  readonly timeSource?: readonly string[];
  readonly json?: boolean;
  readonly broker?: BrokerKind;
}

/** Width of verdicts and names. */
const VERDICT = 9;
const NAME = 15;

/** Adds `lockstep doctor`. */
export function addDoctorCommand(program: Command, { terminal, cwd, exit }: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('look at everything that live trading stands on, and say what to do')
    .description(
      'Checks Node, SQLite, configuration, environment (secrets by their names only), paper or real money, alerts, the ' +
        'clock, the stores, disk space and the broker. Each line is ok, warn, fail or unknown; exit code 5 if one fails.',
    );
  addDeploymentOptions(command)
    .option(
      '--time-source <url>',
      'ntp://host or https://host to compare the clock with; repeat for several',
      (url: string, previous: readonly string[] | undefined) => [...(previous ?? []), url],
    )
    .addOption(
      new Option('--broker <name>', "the broker to look at; else the project's").choices([
        'paper',
        'alpaca',
        'ib',
        'mt5',
      ]),
    )
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `\nExamples:\n  $ lockstep doctor\n  $ lockstep doctor --broker alpaca\n  $ lockstep doctor --broker ib\n  $ lockstep doctor --time-source ntp://time.example.com --json\n${EXIT_CODES_HELP}`,
    )
    .action(async ({ timeSource, json, ...choice }: DoctorFlags) => {
      const { examine } = await import('../doctor/doctor.ts');
      const checks = await examine({
        cwd,
        ...choice,
        ...(timeSource === undefined ? {} : { timeSources: timeSource }),
      });
      if (json === true) writeLine(terminal.out, JSON.stringify(checks, null, 2));
      else printChecks(terminal, checks);
      if (checks.some(({ verdict }) => verdict === 'fail')) exit(ExitCode.Failed);
    });
}

function printChecks({ out, style }: Terminal, checks: readonly Check[]): void {
  const indent = ' '.repeat(VERDICT + NAME);
  for (const { name, verdict, found, details = [], advice } of checks) {
    writeLine(out, `${coloured(verdict, style)}${style.bold(name.padEnd(NAME - 1))} ${found}`);
    for (const detail of details) writeLine(out, indent + style.dim(detail));
    if (advice !== undefined) writeLine(out, `${indent}→ ${advice}`);
  }
  const count = (wanted: Verdict): number => checks.filter(({ verdict }) => verdict === wanted).length;
  writeLine(out);
  writeLine(out, `${count('ok')} ok, ${count('warn')} warnings, ${count('fail')} failed, ${count('unknown')} unknown`);
}

function coloured(verdict: Verdict, style: Style): string {
  const text = verdict.padEnd(VERDICT);
  if (verdict === 'ok') return style.green(text);
  return verdict === 'fail' ? style.red(text) : style.yellow(text);
}
