/** What a stream to a bridge tells. */
export interface BridgeListener {
  data(chunk: Buffer): void;
  /** The stream has ended; nothing more comes. */
  ended(reason: string): void;
}

/** An open stream to a bridge. */
export interface BridgeStream {
  send(line: string): void;
  /** Ends it; `ended` is told if it was not yet. */
  close(): void;
}

/** A way to a bridge: a process of ours, or one that waits on another machine. */
export interface BridgeTransport {
  /** Shared with the bridge, where others could connect to it. */
  readonly token: string | null;
  /** The other side has come to us, and has to prove that it has the token, too. */
  readonly provesItself?: boolean;
  open(listener: BridgeListener): BridgeStream;
}
