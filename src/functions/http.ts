import type { app } from '@azure/functions';
import type { HttpDeps } from '../http/deps.ts';
import { httpHandler } from '../http/handler.ts';
import { preflight, preflightHandler } from '../http/preflight.ts';
import { routes } from '../http/routes/index.ts';

/** HTTP: the API and the pages, one function a route. */
export function registerHttp(to: Pick<typeof app, 'http'>, deps: HttpDeps): void {
  for (const route of routes) {
    to.http(route.name, {
      methods: [...route.methods],
      authLevel: route.role === null ? 'anonymous' : deps.auth.hostAsks,
      route: route.path,
      handler: httpHandler(route, deps),
    });
  }
  to.http(preflight.name, {
    methods: [preflight.method],
    authLevel: 'anonymous',
    route: preflight.path,
    handler: preflightHandler(deps.cors),
  });
}
