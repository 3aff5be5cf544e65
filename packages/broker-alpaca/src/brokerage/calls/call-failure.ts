/** A call of Alpaca's trading API that brought no result. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  /** HTTP status of the answer; null when none came, or none that could be read. */
  readonly status: number | null;
  /** Alpaca's own code, for logs: it is used for several reasons. */
  readonly code: string;
  /** Further fields of the answer, such as `buying_power`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** How long Alpaca wants to be left alone, ms; null where it did not say. */
  readonly retryAfterMs: number | null;
  /** Alpaca's id of the call, which its support asks for. */
  readonly requestId: string;

  constructor(text: string, facts: CallFailureFacts = {}) {
    super(text, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.status = facts.status ?? null;
    this.code = facts.code ?? '';
    this.fields = facts.fields ?? {};
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.requestId = facts.requestId ?? '';
  }

  /**
   * Whether it may have been carried out all the same: no answer, one that cannot be read, or one of a server in trouble,
   * which says nothing about what was done before.
   */
  get isAmbiguous(): boolean {
    return this.status === null || this.status >= 500 || this.status === 408;
  }
}

/** What is known of a failed call. */
export interface CallFailureFacts {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Longest text of an answer that is passed on: pages of HTML say nothing. */
const LONGEST_TEXT = 300;

/** The failure behind what Alpaca's client threw. The client comes in two builds, so it is known by its fields. */
export async function callFailureOf(error: unknown): Promise<CallFailure> {
  if (error instanceof CallFailure) return error;
  if (!isApiError(error)) {
    const text = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return new CallFailure(`No answer: ${text}${cause}`, { cause: error });
  }
  const { status, code, message, retryAfterMs, requestId, response } = error;
  const fields = await fieldsOf(response);
  const text = typeof fields['message'] === 'string' ? fields['message'] : message;
  return new CallFailure(shortened(text), {
    status,
    code: code === undefined ? '' : String(code),
    fields,
    retryAfterMs,
    requestId,
    cause: error,
  });
}

interface ApiErrorLike {
  readonly status: number;
  readonly code?: number | string;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly response: Response;
}

function isApiError(error: unknown): error is ApiErrorLike {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}

/** The body can still be read after the client has; where it is no object there are no fields. */
async function fieldsOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(await response.text());
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function shortened(text: string): string {
  const plain = text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length <= LONGEST_TEXT ? plain : `${plain.slice(0, LONGEST_TEXT)}…`;
}
