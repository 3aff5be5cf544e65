import type { WireMessage } from '../wire/layout.ts';

/** Picks something that is told; `name` is that of the client's event for it. */
export type TellingMatch = (message: WireMessage) => boolean;

/** What becomes of something that is told to a client. */
export type TellingFate =
  | { readonly kind: 'arrives' }
  | { readonly kind: 'dropped' }
  /** It comes several times. */
  | { readonly kind: 'repeated'; readonly times: number }
  | { readonly kind: 'delayed'; readonly ms: number }
  /** It waits until the next message that matches has gone out to the same client. */
  | { readonly kind: 'after'; readonly match: TellingMatch }
  /** It comes with other fields. */
  | { readonly kind: 'changed'; readonly fields: (fields: readonly string[]) => readonly string[] }
  /** Half of it comes, then the connection ends. */
  | { readonly kind: 'cut' };

/** What becomes of something that a client asks. */
export type RequestFate =
  | { readonly kind: 'arrives' }
  /** It never arrives, and nobody says so. */
  | { readonly kind: 'lost' }
  /** The connection is reset before it arrives. */
  | { readonly kind: 'resetBefore' }
  /** It is worked on, and the connection is reset before anything is told. */
  | { readonly kind: 'resetAfter' }
  /** It is worked on, and what is told of it meanwhile is lost. */
  | { readonly kind: 'unanswered' }
  /** It comes later, to its own fate; it arrives unless another is given. */
  | { readonly kind: 'delayed'; readonly ms: number; readonly fate?: RequestFate };

/** A request as faults see it. */
export interface SeenRequest {
  /** Name of the client's method; empty for one that is not known. */
  readonly name: string;
  /** With the number of the message. */
  readonly fields: readonly string[];
}

export type RequestMatch = (request: SeenRequest) => boolean;

/** Decides what goes wrong on the wire. */
export interface WireFaults {
  request(request: SeenRequest): RequestFate;
  telling(message: WireMessage): TellingFate;
}

export const ARRIVES = { kind: 'arrives' } as const;
