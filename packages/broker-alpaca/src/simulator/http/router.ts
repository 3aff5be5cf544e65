import type { Reply } from './reply.ts';

/** A request as a route sees it. */
export interface RoutedRequest {
  /** Parts of the path that the pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON of the body; undefined without one. */
  readonly body: unknown;
}

/** What answers requests of a method to a path. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path with names of parts, such as `/v2/orders/:id`; a name takes one part. */
  readonly path: string;
  readonly answer: (request: RoutedRequest) => Reply | Promise<Reply>;
}

interface CompiledRoute extends Route {
  readonly pattern: RegExp;
}

/** Finds the route of a request. Routes are tried in their order. */
export class Router {
  readonly #routes: readonly CompiledRoute[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  }

  /** The route and the named parts of the path; null when there is none. */
  find(method: string, path: string): { readonly route: Route; readonly params: Record<string, string> } | null {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (match === null) continue;
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(match.groups ?? {})) params[name] = decodeURIComponent(value);
      return { route, params };
    }
    return null;
  }
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (!part.startsWith(':')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return `(?<${part.slice(1)}>[^/]+)`;
  });
  return new RegExp(`^${parts.join('/')}$`);
}
