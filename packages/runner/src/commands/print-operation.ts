import type { CommandName } from '@lockstep/live';
import type { OperationOutcome } from '../deployments/operate.ts';
import type { Style } from '../terminal/terminal.ts';
import { processText, utcText } from '../terminal/texts.ts';

/** What waits for a process that is not there, and what a person has to do meanwhile. */
const UNTIL_THEN: Readonly<Record<CommandName, string>> = {
  pause: 'It trades nothing meanwhile.',
  resume: 'It trades nothing meanwhile.',
  flatten: 'Orders and positions at the broker stay as they are until then; close them there if it cannot wait.',
  kill: 'The latch is set already. Orders and positions at the broker stay as they are; close them there if it cannot wait.',
  unkill: 'The latch stays set until then.',
};

/** False when a running process refused the command or has not taken it up. */
export function isAnswered({ command, owner }: OperationOutcome): boolean {
  return (
    command.status === 'done' || (command.status !== 'refused' && owner === null) || command.status === 'acknowledged'
  );
}

/** What came of a command, in a line or two. */
export function operationLines({ deployment, command, owner, latch }: OperationOutcome, style: Style): string[] {
  const heading = `${style.bold(command.name)} ${deployment}:`;
  const waited = command.requestedMs;
  switch (command.status) {
    case 'done':
      return [`${heading} ${style.green('done')}${told(command.outcome)} (${utcText(command.doneMs)} UTC)`];
    case 'refused':
      return [`${heading} ${style.red('refused')}${told(command.outcome)}`];
    default:
      break;
  }
  if (owner === null) {
    return [
      `${heading} no process runs this deployment. The command is kept and will be carried out at the next start.`,
      UNTIL_THEN[command.name],
    ];
  }
  const seconds = Math.max(1, Math.round((Date.now() - waited) / 1_000));
  if (command.status === 'acknowledged') {
    return [
      `${heading} taken up by ${processText(owner)}, not done after ${seconds} s. \`lockstep status\` tells more.`,
    ];
  }
  return [
    style.yellow(`${command.name} ${deployment}: ${processText(owner)} has not taken it up within ${seconds} s.`),
    `The command is kept${latch.latched && command.name === 'kill' ? ', and the latch is set' : ''}. If the process hangs, end it: it takes the command up when it starts again.`,
  ];
}

function told(outcome: string | null): string {
  return outcome === null || outcome === '' ? '' : `: ${outcome}`;
}
