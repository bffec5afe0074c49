import { z } from 'zod';
import { openApiDocument } from '../openapi/document.ts';
import { none } from '../request-input.ts';
import type { Route } from '../route.ts';
import { jsonRoute } from '../route.ts';

/** Describes the other routes and itself. */
export function openApiRoute(others: readonly Route[]): Route {
  // Made when it is first asked for: a cold start must not wait for it.
  let made: ReturnType<typeof openApiDocument> | null = null;
  const route: Route = jsonRoute({
    name: 'api-openapi',
    method: 'GET',
    path: 'api/openapi.json',
    summary: 'The description of this API by OpenAPI 3.1',
    params: none,
    query: none,
    answer: z
      .looseObject({ openapi: z.string().describe('version of OpenAPI') })
      .describe('an OpenAPI document'),
    handle: async () => {
      made ??= openApiDocument([...others, route]);
      return { ...made, openapi: String(made['openapi']) };
    },
  });
  return route;
}
