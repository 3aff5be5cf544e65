/** Why a question to TWS has no answer. */
export type IbFailureKind =
  /** TWS refused it, with a code. */
  | 'refused'
  /** Nothing came in time. */
  | 'silent'
  /** The connection ended before an answer came. */
  | 'lost'
  /** It was not sent: there was no connection. */
  | 'unsent';

/** A question to TWS that was not answered, or not in full. */
export class IbFailure extends Error {
  readonly kind: IbFailureKind;
  /** IB's number of a refusal; null for other failures. */
  readonly code: number | null;

  constructor(kind: IbFailureKind, text: string, code: number | null = null) {
    super(text);
    this.name = 'IbFailure';
    this.kind = kind;
    this.code = code;
  }

  /** Whether what was asked for may have been done all the same. */
  get isAmbiguous(): boolean {
    return this.kind === 'silent' || this.kind === 'lost';
  }
}
