import type { Command } from 'commander';
import { initProject } from '../project/init-project.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';

/** Adds `lockstep init`. */
export function addInitCommand(program: Command, { terminal, cwd }: CommandContext): void {
  program
    .command('init')
    .summary('make a project with a strategy, its test and sample data')
    .description(
      'Makes a TypeScript project: two strategies with typed parameters, a unit test of them, sample data (daily S&P 500 ' +
        '2000-2020 and five generated days of minutes), lockstep.config.ts with limits for orders and losses, ' +
        '.env.example, .gitignore and a README.',
    )
    .argument('<folder>', 'name of the new folder')
    .option('--force', 'write into a folder that holds files; files of the same names are replaced')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep init my-bot                      a new folder
  $ mkdir bot && cd bot && lockstep init .    the current folder`,
    )
    .action((folder: string, options: { force?: boolean }) => {
      const project = initProject(folder, { cwd, force: options.force === true });
      const { style, out } = terminal;
      writeLine(out, `Made ${style.bold(folder)} with ${project.files.length} files. Now:`);
      writeLine(out);
      if (project.folder !== cwd) writeLine(out, `  cd ${shownPath(project.folder, cwd)}`);
      writeLine(out, '  npm install');
      writeLine(out, '  npx lockstep backtest strategy.ts');
    });
}
