/**
 * Where a request failed. `ipc`: the terminal is gone from the bridge; `mt5`: the package said no; `args`, `params`: it was not
 * taken for its form; `late`: nobody waited for it any more; `account`, `real`, `package`: what `initialize` refuses; `token`,
 * `version`: what the handshake refuses; `timeout`: no answer came in time; `lost`: the bridge is gone; `internal`: a mistake in the bridge.
 */
export type FailureKind =
  | 'ipc'
  | 'mt5'
  | 'args'
  | 'params'
  | 'late'
  | 'account'
  | 'real'
  | 'package'
  | 'token'
  | 'version'
  | 'timeout'
  | 'lost'
  | 'internal';

/** A request to the bridge that was not answered, or answered with an error. */
export class BridgeFailure extends Error {
  readonly kind: FailureKind;
  /** `last_error()` of the package, or 0. */
  readonly code: number;
  /** Whether an order may have reached the trade server; null when that is not known. */
  readonly sent: boolean | null;

  constructor(kind: FailureKind, code: number, message: string, sent: boolean | null) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.sent = sent;
  }

  /** The connection to the terminal is gone. */
  get isLoss(): boolean {
    return this.kind === 'ipc' || this.kind === 'lost' || this.kind === 'timeout';
  }
}
