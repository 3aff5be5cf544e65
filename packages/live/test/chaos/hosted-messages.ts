import type { LiveStatus } from '../../src/session/live-session.ts';
import type { Death } from './death.ts';
import type { Operation } from './operation.ts';
import type { SentOrder } from './sent-orders.ts';

/** What the process of an engine is told. */
export type ToHosted =
  | {
      readonly kind: 'begin';
      readonly seed: number;
      readonly broker: string;
      readonly address: string;
      readonly folder: string;
      readonly utcMs: number;
      readonly isTraced: boolean;
      readonly death: Death | null;
    }
  /** Time has moved to where nothing is due; answered by `quiet`. */
  | { readonly kind: 'clock'; readonly utcMs: number }
  /** Time has moved; answered by `quiet` once nothing is under way. */
  | { readonly kind: 'move'; readonly utcMs: number }
  | { readonly kind: 'operate'; readonly operation: Operation }
  | { readonly kind: 'die'; readonly death: Death | null }
  | { readonly kind: 'status' };

/** What it tells. */
export type FromHosted =
  /** Its program is loaded. */
  | { readonly kind: 'loaded' }
  /** Nothing is under way until an instant, or until it is told of something. */
  | { readonly kind: 'quiet'; readonly nextUtc: number }
  | { readonly kind: 'over'; readonly reason: string }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'sending'; readonly orders: readonly SentOrder[] }
  | { readonly kind: 'cancelling'; readonly orderId: number; readonly tag: string }
  | { readonly kind: 'status'; readonly status: LiveStatus }
  | { readonly kind: 'trace'; readonly text: string };
