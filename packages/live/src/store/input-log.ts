import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import { BLOCK_HEADER, InputBlock, isIntact, linesOf, readBlockHeader } from './input-block.ts';

/** What is handed to the system in one piece, in bytes. */
const CHUNK = 64 * 1024;
/** Longest time that a line waits for others, in ms. */
const LONGEST_WAIT_MS = 200;
/** Lines that wait for a disk that does not answer, in bytes; beyond it inputs are lost and the log has a gap. */
const MAX_WAITING = 64 * 1024 * 1024;
/** Values of a line of numbers at most. */
const MOST_NUMBERS = 255;

/** An input as it entered. */
export interface RecordedInput {
  /** Counts from 1. */
  readonly number: number;
  /** What came as JSON, or a `NumberLine`. */
  readonly input: unknown;
}

/** What a log works with. */
export interface InputLogOptions {
  readonly clock: Clock;
  /** Told when writing fails, and when it works again (null). */
  readonly onHealth?: (error: unknown) => void;
  /** Takes secrets out of the texts of inputs. */
  readonly scrubber?: SecretScrubber | undefined;
}

const JSON_TEXT = /"(?:[^"\\]|\\.)*"/g;

/**
 * Everything that enters a live engine, in order, so that the session can be replayed: slices, messages of the broker,
 * timers, answers. It is a stream beside the journal and cheaper: blocks of lines, each with a checksum, not synced. What was
 * flushed survives the death of the process, though not of the machine; the journal is what must survive that.
 */
export class InputLog {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onHealth: (error: unknown) => void;
  readonly #scrubber: SecretScrubber | undefined;
  #handle: FileHandle | null = null;
  #block = new InputBlock(CHUNK);
  /** Finished blocks that wait to be written. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Bytes in the file that belong to whole blocks. */
  #size = 0;
  #count = 0;
  #timer: Timer | null = null;
  #writing: Promise<void> | null = null;
  #isFailing = false;

  /** @param file a new one for each session; an existing one is begun anew */
  constructor(file: string, { clock, onHealth = (): void => undefined, scrubber }: InputLogOptions) {
    this.#scrubber = scrubber;
    this.#file = file;
    this.#clock = clock;
    this.#onHealth = onHealth;
  }

  /** Inputs recorded so far. */
  get count(): number {
    return this.#count;
  }

  /** Bytes recorded so far, as far as they are not lost. */
  get bytes(): number {
    return this.#size + this.#waitingBytes + this.#block.length;
  }

  /** Takes an input, which has to survive JSON, and returns its number. */
  record(input: unknown): number {
    const json = this.#scrubbed(JSON.stringify(input));
    if (this.#makeRoom(InputBlock.bytesOf(json))) {
      this.#block.addJson(json);
      this.#flushSoon();
    }
    return this.#count;
  }

  /**
   * Takes an input that is numbers alone.
   *
   * @param kind from 1 to 255, for those who read it
   * @param count of the values, how many belong to it; 255 at most
   */
  recordNumbers(kind: number, values: ArrayLike<number>, count: number): void {
    if (!this.#makeRoom(2 + 8 * MOST_NUMBERS)) return;
    this.#block.addNumbers(kind, values, count);
    this.#flushSoon();
  }

  /** Counts a line, and sees to a block with room for it; false when it is lost. */
  #makeRoom(bytes: number): boolean {
    this.#count += 1;
    const isLost = this.#waitingBytes > MAX_WAITING;
    if (isLost || !this.#block.hasRoom(bytes)) this.#seal(this.#count - 1, bytes);
    return !isLost;
  }

  #flushSoon(): void {
    if (this.#waiting.length > 0) void this.flush();
    else this.#timer ??= this.#clock.at(this.#clock.utcNow() + LONGEST_WAIT_MS, () => void this.flush());
  }

  /** Finishes the block at hand. @param lastNumber of its last line @param room bytes that the next one has room for */
  #seal(lastNumber: number, room: number): void {
    const { count, capacity } = this.#block;
    if (count > 0) {
      const sealed = this.#block.take(lastNumber - count + 1);
      this.#waiting.push(sealed);
      this.#waitingBytes += sealed.length;
    }
    if (capacity > CHUNK || !this.#block.hasRoom(room)) this.#block = new InputBlock(Math.max(CHUNK, room));
  }

  /** Digits of a secret may be those of a price: only texts are masked. */
  #scrubbed(json: string): string {
    const scrubber = this.#scrubber;
    if (scrubber === undefined || scrubber.text(json) === json) return json;
    return json.replaceAll(JSON_TEXT, (text) => scrubber.text(text));
  }

  /** Resolves when what was recorded is with the system, or could not be written; it never rejects. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    while (this.#writing !== null) await this.#writing;
    if (this.#waiting.length === 0 && this.#block.count === 0) return;
    this.#writing = this.#write();
    await this.#writing;
  }

  /** Flushes and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    await this.#handle?.close();
    this.#handle = null;
  }

  async #write(): Promise<void> {
    try {
      this.#handle ??= await this.#open();
      while (this.#waiting.length > 0) await this.#writeFirst(this.#handle);
      this.#seal(this.#count, 0);
      while (this.#waiting.length > 0) await this.#writeFirst(this.#handle);
      if (this.#isFailing) this.#onHealth(null);
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#onHealth(error);
      this.#isFailing = true;
    }
    this.#writing = null;
  }

  /** Writes at the end of what is there whole: a piece that an error left behind is overwritten by the next try. */
  async #writeFirst(handle: FileHandle): Promise<void> {
    const [block] = this.#waiting as [Buffer];
    let done = 0;
    while (done < block.length) {
      const { bytesWritten } = await handle.write(block, done, block.length - done, this.#size + done);
      done += bytesWritten;
    }
    this.#size += block.length;
    this.#waiting.shift();
    this.#waitingBytes -= block.length;
  }

  async #open(): Promise<FileHandle> {
    mkdirSync(dirname(this.#file), { recursive: true });
    return open(this.#file, 'w');
  }
}

/**
 * The inputs of a recorded session. An unfinished last block, which a crash leaves, is passed over.
 *
 * @throws LockstepError `INPUTS_DAMAGED` where a block is missing or was changed
 */
export async function* readInputs(file: string): AsyncGenerator<RecordedInput> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    let number = 0;
    for (let at = 0; at + BLOCK_HEADER <= size; ) {
      const { isBlock, bytes, firstNumber } = readBlockHeader(await readBytes(handle, at, BLOCK_HEADER));
      if (!isBlock)
        throw damagedError(file, number + 1, `at byte ${at} there is no record of this version of Lockstep`);
      if (at + bytes > size) return;
      const block = await readBytes(handle, at, bytes);
      at += bytes;
      if (!isIntact(block)) {
        if (at >= size) return;
        throw damagedError(file, number + 1, 'it was changed or cut off');
      }
      if (firstNumber !== number + 1) {
        throw damagedError(file, number + 1, `number ${firstNumber} follows: what came between was lost`);
      }
      for (const input of linesOf(block)) yield { number: (number += 1), input };
    }
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new Error(`The file ended at byte ${position + done}, while it was read.`);
    done += bytesRead;
  }
  return bytes;
}

function damagedError(file: string, line: number, what: string): LockstepError {
  return new LockstepError(
    'INPUTS_DAMAGED',
    `${file}, input ${line}: ${what}. The session can be replayed up to the input before.`,
    { details: { file, line } },
  );
}
