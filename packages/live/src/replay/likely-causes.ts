import type { SessionStart } from '../inputs/input-line.ts';
import type { ReplayOptions } from './replay-session.ts';

/** What may have led a replay another way, the likeliest first. */
export function likelyCauses(
  start: SessionStart,
  damage: string | null,
  { strategyHash = '', versions = {} }: ReplayOptions,
): string[] {
  const causes: string[] = [];
  if (strategyHash !== '' && start.strategyHash !== '' && strategyHash !== start.strategyHash) {
    causes.push(
      `The strategy is another version: it was ${start.strategyHash.slice(0, 8)}, it is ${strategyHash.slice(0, 8)} now. Replay the version that ran.`,
    );
  }
  const changed = Object.keys(start.versions).filter(
    (name) => versions[name] !== undefined && versions[name] !== start.versions[name],
  );
  if (changed.length > 0) {
    const list = changed.map((name) => `${name} ${start.versions[name]}, now ${versions[name]}`);
    causes.push(`Lockstep is another version: ${list.join('; ')}.`);
  }
  if (damage !== null) causes.push(`The record is damaged: ${damage}`);
  if (causes.length === 0) {
    causes.push(
      'The strategy uses something that is not recorded, such as Math.random, Date.now or new Date(), a timer, a file, ' +
        'the network, process.env, or a variable outside of its class. Take the time from this.time, chance from ' +
        'SeededRandom, and data by addData, history or the object store.',
    );
  }
  return causes;
}
