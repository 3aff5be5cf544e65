import { Algorithm } from '../algorithm/algorithm.ts';
import { LockstepError } from '../errors/lockstep-error.ts';

/**
 * Refuses a strategy whose handlers are spelt as in C# or Python (`OnData`, `on_data`): they would never be called.
 *
 * @throws LockstepError `STRATEGY_HANDLER_NAME`
 */
export function checkHandlers(algorithm: Algorithm): void {
  const known = new Map<string, string>();
  for (const name of methodNames(Algorithm.prototype, Object.prototype)) {
    if (name === 'initialize' || /^on[A-Z]/.test(name)) known.set(normalized(name), name);
  }
  known.set('initialize', 'initialize');
  for (const name of methodNames(Object.getPrototypeOf(algorithm), Algorithm.prototype)) {
    const handler = known.get(normalized(name));
    if (handler === undefined || handler === name) continue;
    throw new LockstepError(
      'STRATEGY_HANDLER_NAME',
      `${algorithm.constructor.name} has a method ${name}, which nothing calls; the handler's name is ${handler}. Rename it.`,
      { details: { received: name, expected: handler } },
    );
  }
  if (typeof algorithm.initialize === 'function') return;
  throw new LockstepError(
    'STRATEGY_HANDLER_NAME',
    `${algorithm.constructor.name} has no method initialize; add one that sets dates and cash and adds securities.`,
  );
}

/** Names of the methods from a prototype up to one where the chain stops. */
function methodNames(prototype: object, end: object): string[] {
  const names: string[] = [];
  for (let each = prototype; each !== end && each !== null; each = Object.getPrototypeOf(each)) {
    names.push(...Object.getOwnPropertyNames(each));
  }
  return names;
}

function normalized(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
