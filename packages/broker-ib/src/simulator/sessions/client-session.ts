import type { Socket } from 'node:net';
import type { Clock } from '@lockstep/core';
import type { TellingMatch, WireFaults } from '../faults/telling-fate.ts';
import { FrameReader, frameOf, type Hello } from '../wire/framing.ts';
import type { WireMessage } from '../wire/layout.ts';
import { ERR_MSG } from '../wire/session-messages.ts';

/** What a connection needs of its server. */
export interface SessionHost {
  readonly clock: Clock;
  readonly faults: WireFaults;
  onHello(session: ClientSession, hello: Hello): void;
  onRequest(session: ClientSession, fields: readonly string[]): void;
  onClosed(session: ClientSession): void;
}

interface Waiting {
  readonly match: TellingMatch;
  readonly message: WireMessage;
}

/** One connection of a client. */
export class ClientSession {
  readonly socket: Socket;
  readonly #host: SessionHost;
  readonly #reader = new FrameReader();
  readonly #waiting: Waiting[] = [];
  /** Null until the client has said which one it is. */
  clientId: number | null = null;
  /** It takes part: its ids have been told. */
  isStarted = false;
  /** Bytes of frames are sent one at a time. */
  sendsBytewise = false;
  #isOpen = true;
  #isFrozen = false;
  #isEnding = false;
  #isMuted = false;

  constructor(socket: Socket, host: SessionHost) {
    this.socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#onData(chunk));
    // Whoever goes away without a word is gone all the same.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#onClose());
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Neither reads nor writes, while the connection stands. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** It is being ended in good order. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Bytes of a request that is not complete. */
  get pendingBytes(): number {
    return this.#reader.pendingBytes;
  }

  #onData(chunk: Buffer): void {
    if (this.#isFrozen) return;
    this.#reader.take(chunk);
    const hello = this.#reader.hello();
    if (hello !== null) this.#host.onHello(this, hello);
    for (let fields = this.#reader.next(); fields !== null; fields = this.#reader.next()) {
      if (!this.#isOpen) return;
      if (fields.length > 0) this.#host.onRequest(this, fields);
    }
    if (this.#reader.isForeign) this.reset();
  }

  #onClose(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#host.onClosed(this);
  }

  /** Tells the client something, if the wire lets it. */
  tell(message: WireMessage): void {
    if (this.#isMuted) return;
    const fate = this.#host.faults.telling(message);
    switch (fate.kind) {
      case 'arrives':
        this.#write(message);
        break;
      case 'dropped':
        break;
      case 'repeated':
        for (let time = 0; time < fate.times; time += 1) this.#write(message);
        break;
      case 'delayed':
        this.#host.clock.at(this.#host.clock.utcNow() + fate.ms, () => this.#write(message));
        break;
      case 'after':
        this.#waiting.push({ match: fate.match, message });
        break;
      case 'changed':
        this.#write({ ...message, fields: fate.fields(message.fields) });
        break;
      case 'cut':
        this.#cut(message);
        break;
      default:
    }
  }

  /** Tells an error, or a notice where it is about no request. @param id of the order or request, -1 for none */
  tellError(id: number, code: number, text: string, advancedReject = ''): void {
    this.tell(ERR_MSG.write({ id, code, text, advancedReject }));
  }

  #write(message: WireMessage): void {
    this.writeRaw(frameOf(message.fields));
    const due = this.#waiting.filter(({ match }) => match(message));
    for (const each of due) this.#waiting.splice(this.#waiting.indexOf(each), 1);
    for (const each of due) this.#write(each.message);
  }

  /** Writes bytes as they are. */
  writeRaw(bytes: Buffer): void {
    if (!this.#isOpen || this.#isFrozen) return;
    if (!this.sendsBytewise) this.socket.write(bytes);
    else for (const byte of bytes) this.socket.write(Buffer.of(byte));
  }

  #cut(message: WireMessage): void {
    const bytes = frameOf(message.fields);
    this.writeRaw(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    this.end();
  }

  /** Works on a request; what is told meanwhile leaves in one piece. */
  together(work: () => void): void {
    if (this.sendsBytewise) {
      work();
      return;
    }
    this.socket.cork();
    try {
      work();
    } finally {
      this.socket.uncork();
    }
  }

  /** Works on something of which the client hears nothing. */
  muted(work: () => void): void {
    this.#isMuted = true;
    try {
      work();
    } finally {
      this.#isMuted = false;
    }
  }

  /** Ends the connection in good order, once everything is written. */
  end(): void {
    this.#isEnding = true;
    this.socket.end();
    // What the client still sends is not waited for.
    this.socket.resume();
  }

  /** Ends the connection at once. */
  reset(): void {
    this.socket.resetAndDestroy();
    this.#onClose();
  }

  /** The connection stands, and nothing goes over it any more. */
  freeze(): void {
    this.#isFrozen = true;
  }
}
