import type { ApiDocument } from '../../pages/views.ts';
import { referencePage } from '../../pages/index.ts';
import { openApiDocument } from '../openapi/document.ts';
import { none } from '../request-input.ts';
import type { Route } from '../route.ts';
import { html, pageRoute } from '../route.ts';
import { frame } from '../views.ts';

/** Describes the other routes to people, from the document that describes them to programs. */
export function referenceRoute(others: readonly Route[]): Route {
  // Made when it is first asked for: a cold start must not wait for it.
  let made: ApiDocument | null = null;
  return pageRoute({
    name: 'page-reference',
    path: 'reference',
    summary: 'Page of the API',
    params: none,
    handle: async (deps) => {
      // It is JSON of a looser type, and an OpenAPI document: a test holds it against the schema of OpenAPI.
      made ??= openApiDocument(others) as unknown as ApiDocument;
      return html(referencePage({ ...frame(deps), document: made }));
    },
  });
}
