import type { SessionOutcome } from '@lockstep/live';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReplaySpeed } from '../live/drive-replay.ts';
import type { LivePlan, LiveRequest } from '../live/live-plan.ts';
import type { StartedLive } from '../live/start-live.ts';
import { LiveDisplay, profitText, statusText } from '../terminal/live-display.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { amountText } from '../terminal/texts.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';
import { dateOption, pairsOption, positiveNumberOption } from './option-parsers.ts';

const BROKERS = ['paper', 'ib', 'alpaca', 'mt5'] as const;

interface LiveFlags extends Omit<LiveRequest, 'parameters' | 'confirmation'> {
  readonly param?: Readonly<Record<string, string>>;
  readonly yesLive?: boolean;
  readonly quiet?: boolean;
}

/** Adds `lockstep live`. */
export function addLiveCommand(program: Command, context: CommandContext): void {
  program
    .command('live')
    .summary('trade a strategy live, on paper or at a broker')
    .description(
      'Trades a strategy live: the file of the backtest, unchanged. Every order passes the limits of lockstep.config.ts, is ' +
        'written to the journal and sent then. Ends in order on Ctrl-C or SIGTERM, at once on the second one; a process ' +
        'that died goes on where it stood when it is started again.',
    )
    .argument('<strategy>', 'strategy file')
    .addOption(new Option('--broker <name>', 'where orders go: paper, ib, alpaca or mt5').choices(BROKERS))
    .addOption(new Option('--feed <name>', 'where data comes from; else the broker').choices([...BROKERS, 'replay']))
    .option('--date <date>', 'with --feed replay: the recorded day, yyyy-MM-dd', dateOption)
    .option('--to <date>', 'with --feed replay: the last recorded day', dateOption)
    .option('--speed <factor>', 'with --feed replay: times the wall clock, or max (default: 1)', speedOption)
    .option('--data <folder>', "data folder; else the configuration's, LOCKSTEP_DATA, ./data")
    .option('--dry-run', "the broker's data and account, but orders go to a paper account; nothing is sent")
    .option('--yes-live', 'say yes to real money without typing the phrase')
    .option('--adopt', 'take up open orders of another version of the strategy')
    .option(
      '--deployment <name>',
      'name under which journal, lock and order ids are kept (default: strategy and account)',
    )
    .option('--folder <folder>', "folder of the deployments; else the configuration's live.folder, else ./live")
    .option('--cash <amount>', 'starting cash of a paper account', positiveNumberOption)
    .option('--param <name=value>', 'value of a strategy parameter; repeat for several', pairsOption)
    .option('--quiet', 'print errors, alerts and the summary only')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep live strategy.ts --broker paper --feed replay --date 2024-03-04 --speed 60
  $ lockstep live strategy.ts --broker paper --feed replay --date 2024-03-04 --to 2024-03-08 --speed max
  $ lockstep live strategy.ts --feed replay --date 2024-03-04 --deployment trend-1 --param fast=20

From another terminal: lockstep status, pause, resume, flatten, kill, audit.
${EXIT_CODES_HELP}`,
    )
    .action((path: string, flags: LiveFlags) => runLiveCommand(path, flags, context));
}

function speedOption(text: string): ReplaySpeed {
  if (text === 'max') return 'max';
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidArgumentError('Expected a number above 0, such as 60, or max.');
}

async function runLiveCommand(path: string, flags: LiveFlags, context: CommandContext): Promise<void> {
  const { terminal, cwd, exit } = context;
  const { param, yesLive, quiet, ...rest } = flags;
  // Loaded here, so that commands that trade nothing do not load it.
  const { startLive } = await import('../live/start-live.ts');
  const { askAtTerminal } = await import('../live/confirm-money.ts');
  let started: StartedLive | null = null;
  const display = new LiveDisplay(terminal, () => (started === null ? '' : statusOf(started)));
  started = await startLive(path, {
    ...rest,
    ...(param === undefined ? {} : { parameters: param }),
    cwd,
    confirmation: yesLive === true ? 'flag' : 'none',
    ask: askAtTerminal,
    onPlan: (plan) => printPlan(terminal, plan, cwd),
    onAlert: (text) => display.alert(text),
    onLine: (line) => {
      if (quiet !== true) display.line(line);
    },
  });
  const release = stopOnSignals(started, context);
  display.start();
  try {
    const outcome = await started.ended;
    display.stop();
    printSummary(terminal, outcome, started, cwd);
    if (outcome.failure !== null) exit(ExitCode.StrategyError);
  } finally {
    display.stop();
    release();
  }
}

function statusOf({ session, startEquity }: StartedLive): string {
  const { status } = session;
  return statusText(status, startEquity() ?? status.equity);
}

/** The first signal ends the session in order, the second one at once. */
function stopOnSignals({ session }: StartedLive, { onStopSignal, terminal, exit }: CommandContext): () => void {
  return onStopSignal((signal, count) => {
    if (count === 1) {
      writeLine(terminal.err, `${signal}: ending the session in order; once more ends it at once.`);
      void session.stop(signal).catch(() => undefined);
    } else if (count === 2) {
      writeLine(terminal.err, `${signal}: ended at once. The next start goes on from the journal.`);
      exit(ExitCode.Interrupted);
      void session.abandon().catch(() => undefined);
    }
  });
}

function printPlan({ out, style }: Terminal, plan: LivePlan, cwd: string): void {
  const { broker, feed, replay, money, deployment, folder } = plan;
  const source = replay === null ? feed : replayText(replay);
  writeLine(out, `${style.bold(deployment)}: orders to ${broker}, data from ${source}`);
  const reason = money.account === 'paper' && money.overruled ? style.yellow(money.reason) : money.reason;
  writeLine(out, `Money   ${money.account === 'real' ? style.red('REAL') : 'paper'}: ${reason}`);
  writeLine(out, `Store   ${shownPath(folder, cwd)}`);
}

function replayText({ from, to, speed }: NonNullable<LivePlan['replay']>): string {
  return `the recording of ${from}${to === from ? '' : ` to ${to}`}, speed ${speed}`;
}

function printSummary(
  terminal: Terminal,
  { reason, status, failure, session }: SessionOutcome,
  started: StartedLive,
  cwd: string,
): void {
  const { out, err, style } = terminal;
  writeLine(out);
  writeLine(out, `${style.bold(`Session ${session}`)} ended: ${reason}`);
  const { equity, positions, orders, openOrders, trades } = status;
  const held = positions.map(({ symbol, quantity }) => `${symbol} ${quantity}`).join(', ');
  writeLine(
    out,
    `Equity     ${amountText(equity.toFixed(2))}, P&L ${profitText(equity - (started.startEquity() ?? equity))}`,
  );
  writeLine(out, `Trades     ${trades} closed, ${orders} orders, ${openOrders} of them open`);
  writeLine(out, `Positions  ${held === '' ? 'none' : held}`);
  if (failure !== null) writeLine(err, style.red(`The strategy threw in ${failure.phase}: ${failure.message}`));
  if (status.positions.length > 0 || status.openOrders > 0) {
    writeLine(
      out,
      style.yellow('Positions and orders stay; live.atEnd in lockstep.config.ts says what becomes of them.'),
    );
  }
  if (started.putAside !== null) writeLine(out, `The earlier replay is in ${shownPath(started.putAside, cwd)}.`);
}
