import { NumberLine } from '../store/input-block.ts';
import { readInputs } from '../store/input-log.ts';
import type { InputLine } from './input-line.ts';
import { LineKind } from './line-kind.ts';
import { TickRows } from './tick-rows.ts';

/**
 * The lines of a session's record.
 *
 * @throws LockstepError `INPUTS_DAMAGED` where it is damaged
 */
export async function* readLines(file: string): AsyncGenerator<InputLine> {
  const ticks = new TickRows();
  for await (const { input } of readInputs(file)) {
    if (input instanceof NumberLine) yield lineOf(input, ticks);
    else {
      const line = input as InputLine;
      if (line[0] === 'data') ticks.note(line[1], line[2]);
      yield line;
    }
  }
}

function lineOf({ kind, values }: NumberLine, ticks: TickRows): InputLine {
  const [first = Number.NaN, second] = values;
  switch (kind) {
    case LineKind.Tick:
      return ['data', ...ticks.unpack(values)];
    case LineKind.Poll:
      return ['poll', first];
    case LineKind.Slice:
      return ['slice', second ?? null, first];
    case LineKind.Pulse:
      return ['pulse', second ?? null, first];
    default:
      throw new TypeError(`A line of kind ${kind} is not known: it was written by a newer version.`);
  }
}
