import type { BridgeListener, BridgeStream, BridgeTransport } from '../src/bridge/bridge-transport.ts';
import { LineSplitter } from '../src/bridge/line-splitter.ts';

/** What becomes of an answer of the bridge: nothing that makes sense, or half of it and then the end. */
type AnswerFate = 'garbled' | 'cut';

/** The way to a bridge, on which a test can lay its hands. */
export class BridgeTap implements BridgeTransport {
  readonly token: string | null;
  readonly provesItself: boolean;
  /** Nothing that the bridge says is heard, and nothing says that it is gone. */
  isDeaf = false;
  /** Everything comes in pieces of so many bytes. */
  pieces = Number.POSITIVE_INFINITY;
  readonly #inner: BridgeTransport;
  /** By the name of the next request whose answer it is. */
  readonly #fates = new Map<string, AnswerFate>();
  #open: { readonly stream: BridgeStream; readonly listener: BridgeListener } | null = null;

  constructor(inner: BridgeTransport) {
    this.#inner = inner;
    this.token = inner.token;
    this.provesItself = inner.provesItself ?? false;
  }

  /** The next request of this name is carried out, and this becomes of its answer. */
  answer(method: string, fate: AnswerFate): void {
    this.#fates.set(method, fate);
  }

  /** Something comes from the bridge that it did not say itself. */
  say(text: string): void {
    this.#open?.listener.data(Buffer.from(text));
  }

  /** The bridge dies. */
  kill(): void {
    const { stream, listener } = this.#open ?? {};
    stream?.close();
    listener?.ended('it was killed');
  }

  open(listener: BridgeListener): BridgeStream {
    const fated = new Map<number, AnswerFate>();
    const hear = (text: string): void => {
      const bytes = Buffer.from(text);
      const size = Math.min(this.pieces, bytes.length);
      for (let at = 0; at < bytes.length; at += size) listener.data(bytes.subarray(at, at + size));
    };
    const lines = new LineSplitter(
      (line) => {
        const { id = 0 } = JSON.parse(line) as { id?: number };
        const fate = fated.get(id);
        if (fate === 'cut') {
          hear(line.slice(0, line.length / 2));
          this.kill();
        } else if (!this.isDeaf) hear(`${fate === 'garbled' ? JSON.stringify({ id, result: null }) : line}\n`);
      },
      () => undefined,
    );
    const stream = this.#inner.open({ data: (chunk) => lines.take(chunk), ended: (why) => listener.ended(why) });
    this.#open = { stream, listener };
    const send = (line: string): void => {
      const { id, method = '' } = JSON.parse(line) as { id?: number; method?: string };
      const fate = this.#fates.get(method);
      if (id !== undefined && fate !== undefined && this.#fates.delete(method)) fated.set(id, fate);
      stream.send(line);
    };
    return { send, close: () => stream.close() };
  }
}
