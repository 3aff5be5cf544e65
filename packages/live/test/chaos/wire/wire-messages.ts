/** Questions that go over the wire: the methods of a `Brokerage` that ask. */
export type Question = 'getOpenOrders' | 'findOrder' | 'getExecutions' | 'getHoldings' | 'getCashBalance';

/** From the engine's end to the venue's. */
export type ToVenue =
  | { readonly kind: 'listen' }
  | { readonly kind: 'place'; readonly handover: unknown }
  | { readonly kind: 'update'; readonly order: unknown; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly order: unknown }
  | { readonly kind: 'ask'; readonly number: number; readonly question: Question; readonly argument: unknown }
  | { readonly kind: 'echo'; readonly number: number };

/** From the venue's end to the engine's. */
export type ToEngine =
  | { readonly kind: 'hello'; readonly name: string; readonly capabilities: unknown }
  | { readonly kind: 'listening'; readonly isReady: boolean }
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: unknown }
  | { readonly kind: 'noAnswer'; readonly number: number; readonly text: string }
  | { readonly kind: 'echo'; readonly number: number };
