import type { Command } from 'commander';
import type { DeploymentChoice } from '../deployments/find-deployment.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';

/** Options that say which deployment is meant. */
export interface DeploymentFlags {
  readonly deployment?: string;
  readonly folder?: string;
}

/** Adds them to a command. */
export function addDeploymentOptions(command: Command): Command {
  return command
    .option('--deployment <name>', 'which deployment; not needed while there is only one')
    .option('--folder <folder>', "folder of the deployments; else the configuration's live.folder, else ./live");
}

/** What they choose. */
export function deploymentChoice(flags: DeploymentFlags, { terminal, cwd }: CommandContext): DeploymentChoice {
  return {
    cwd,
    onWarning: (text) => writeLine(terminal.err, `${terminal.style.yellow('Warning:')} ${text}`),
    ...(flags.deployment === undefined ? {} : { deployment: flags.deployment }),
    ...(flags.folder === undefined ? {} : { folder: flags.folder }),
  };
}
