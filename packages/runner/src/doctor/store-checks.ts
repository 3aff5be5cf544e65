import { processText, utcText } from '../terminal/texts.ts';
import { type Check, failedCheck } from './check.ts';

/** The store of each deployment: the journal, who runs it, whether trading is killed, what waits. */
export async function checkStores(folder: string, only: string | undefined): Promise<readonly Check[]> {
  const { deploymentsIn, storeFileOf } = await import('@lockstep/live');
  const names = deploymentsIn(folder).filter((name) => only === undefined || name === only);
  if (names.length === 0) return [{ name: 'store', verdict: 'ok', found: 'there is no deployment yet' }];
  const checks: Check[] = [];
  for (const name of names) checks.push(await checkStore(`store ${name}`, storeFileOf(folder, name)));
  return checks;
}

async function checkStore(name: string, file: string): Promise<Check> {
  const { StoreVisit } = await import('@lockstep/live');
  try {
    const visit = await StoreVisit.open(file);
    try {
      const [verdict, owner, latch, waiting] = [
        await visit.verify(),
        await visit.owner(),
        await visit.commands.killLatch(),
        await visit.commands.pending(),
      ];
      const runs = owner === null ? 'not running' : `run by ${processText(owner)} since ${utcText(owner.sinceMs)} UTC`;
      if (!verdict.intact) {
        const advice = 'Stop the deployment and restore a backup with `lockstep audit restore`.';
        return { name, verdict: 'fail', found: `the journal is broken: ${verdict.what}; ${runs}`, advice };
      }
      const found = `${verdict.entries} journal entries intact, ${runs}`;
      const details = waiting.length === 0 ? [] : [`waiting: ${waiting.map((command) => command.name).join(', ')}`];
      if (!latch.latched) return { name, verdict: 'ok', found, details };
      const killed = `killed by ${latch.changedBy} at ${utcText(latch.changedMs)} UTC: ${latch.reason}`;
      return {
        name,
        verdict: 'warn',
        found,
        details: [killed, ...details],
        advice: 'Clear it with `lockstep unkill`.',
      };
    } finally {
      await visit.close();
    }
  } catch (error) {
    return failedCheck(name, error);
  }
}
