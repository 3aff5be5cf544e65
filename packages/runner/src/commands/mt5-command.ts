import type { Command } from 'commander';
import { startBridge } from '../brokers/mt5.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';

/** Adds `lockstep mt5`. */
export function addMt5Command(program: Command, context: CommandContext): void {
  const mt5 = program
    .command('mt5')
    .summary('what MetaTrader 5 needs beside a strategy')
    .description('What MetaTrader 5 needs beside a strategy: the bridge, where the terminal runs on another machine.');
  mt5
    .command('bridge')
    .summary('the bridge, on the machine of the terminal')
    .description(
      'Waits for Lockstep on another machine, and speaks to the terminal on this one through the package MetaTrader5 of ' +
        'Python. Only who has the token MT5_BRIDGE_TOKEN (16 characters or more) is let in; what is said is not encrypted: ' +
        'beyond a network of your own, tunnel it. Ends on Ctrl-C.',
    )
    .option('--listen <host:port>', 'where to wait', '127.0.0.1:18812')
    .addHelpText(
      'after',
      `
Examples:
  $ MT5_BRIDGE_TOKEN=… lockstep mt5 bridge
  $ MT5_BRIDGE_TOKEN=… lockstep mt5 bridge --listen 192.168.1.20:18812
${EXIT_CODES_HELP}`,
    )
    .action(async ({ listen }: { readonly listen: string }) => {
      const { terminal } = context;
      const bridge = await startBridge(process.env, listen, (text) => writeLine(terminal.err, text));
      writeLine(terminal.out, `There    MT5_BRIDGE=${bridge.address} and MT5_BRIDGE_TOKEN\nCtrl-C ends it.`);
      const release = context.onStopSignal(() => bridge.stop());
      await bridge.ended;
      release();
    });
}
