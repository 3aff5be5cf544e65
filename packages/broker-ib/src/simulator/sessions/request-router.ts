import type { Layout } from '../wire/layout.ts';
import type { ClientSession } from './client-session.ts';

/** Works on one kind of request. */
export interface RequestHandler {
  readonly name: string;
  readonly id: number;
  handle(session: ClientSession, fields: readonly string[]): void;
}

/** A handler of requests of a layout. */
export function handlerOf<N extends string>(
  layout: Layout<N>,
  handle: (session: ClientSession, values: Readonly<Record<N, string>>) => void,
): RequestHandler {
  return {
    name: layout.name,
    id: layout.id,
    handle: (session, fields) => handle(session, layout.read(fields)),
  };
}

/** Who works on which request. */
export class RequestRouter {
  readonly #handlers: ReadonlyMap<number, RequestHandler>;

  constructor(handlers: readonly RequestHandler[]) {
    this.#handlers = new Map(handlers.map((handler) => [handler.id, handler]));
  }

  find(fields: readonly string[]): RequestHandler | undefined {
    return this.#handlers.get(Number(fields[0]));
  }
}
