/** Longest line, bytes. */
const LONGEST = 8 * 1024 * 1024;

/** Lines of a stream that comes in pieces. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #pieces: Buffer[] = [];
  #size = 0;
  #isSkipping = false;

  constructor(onLine: (line: string) => void, onTooLong: () => void) {
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, end));
      from = end + 1;
      const line = Buffer.concat(this.#pieces).toString('utf8').trim();
      const isWhole = !this.#isSkipping;
      this.#forget();
      this.#isSkipping = false;
      if (isWhole && line !== '') this.#onLine(line);
    }
    this.#keep(chunk.subarray(from));
  }

  #keep(piece: Buffer): void {
    if (this.#isSkipping || piece.length === 0) return;
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size <= LONGEST) return;
    this.#forget();
    this.#isSkipping = true;
    this.#onTooLong();
  }

  #forget(): void {
    this.#pieces = [];
    this.#size = 0;
  }
}
