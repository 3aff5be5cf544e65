import type { EngineOutcome, WarningJson } from '@lockstep/core';
import { sawItsData } from './run-span.ts';

/** A warning for every parameter that was given and that the strategy neither declares nor reads. */
export function unusedParameters(outcome: EngineOutcome): WarningJson[] {
  if (!sawItsData(outcome)) return [];
  return outcome.run.algorithm.parameterSet.unused.map((name) => ({
    code: 'PARAMETER_UNUSED',
    severity: 'warning',
    text:
      `The parameter '${name}' had no effect: the strategy declares no parameters, and never reads this one with ` +
      'getParameter. Look for a mistyped name, or declare it with defineParameters.',
    time: null,
    orderId: null,
  }));
}
