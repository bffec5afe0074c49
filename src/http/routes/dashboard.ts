/**
 * The dashboard, and everything that no other route serves: the Functions host hands the root of the site to a catch-all
 * only. https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint
 */
import { dashboardPage } from '../../pages/index.ts';
import { cleanText } from '../../shared/clean-text.ts';
import type { HttpDeps } from '../deps.ts';
import { dashboardView } from '../fleet-view.ts';
import { HttpProblem } from '../problem.ts';
import { fleetPageQuery } from '../page-query.ts';
import { filledIn, none, parsedQuery } from '../request-input.ts';
import type { Reply, Route, RouteInput } from '../route.ts';
import { html, htmlType, methods } from '../route.ts';

/** Made from the other routes, because a method they do not take ends here as well. */
export function dashboardRoute(others: readonly Route[]): Route {
  return {
    name: 'page-dashboard',
    methods,
    path: '{*path}',
    summary: 'The fleet at a glance; elsewhere the answer to an address that is not there',
    // Also for what it answers to other methods: what is here and what is not is no news for strangers.
    role: 'Reader',
    kind: 'page',
    produces: [htmlType],
    params: none,
    query: fleetPageQuery,
    body: null,
    answer: null,
    respond: (deps, input) => respond(others, deps, input),
  };
}

async function respond(others: readonly Route[], deps: HttpDeps, input: RouteInput): Promise<Reply> {
  const path = (input.params['path'] ?? '').replaceAll(/^\/+|\/+$/gu, '');
  const taken = path === '' ? ['GET', 'HEAD'] : methodsOf(others, path);
  if (taken.length === 0) {
    throw new HttpProblem(404, `There is nothing at /${cleanText(path, 200)}.`);
  }
  if (path !== '' || !taken.includes(input.method)) {
    const allow = taken.join(', ');
    throw new HttpProblem(405, `This address takes ${allow}, not ${input.method}.`, {}, { allow });
  }
  const query = parsedQuery(fleetPageQuery, filledIn(input.query));
  return { status: 200, ...html(dashboardPage(await dashboardView(deps, query))) };
}

function methodsOf(routes: readonly Route[], path: string): readonly string[] {
  return routes.filter((route) => isAt(route.path, path)).flatMap((route) => route.methods);
}

/** Whether a path is one of a template whose parts are words and `{name}`. */
function isAt(template: string, path: string): boolean {
  const [parts, given] = [template.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, place) => part.startsWith('{') || part.toLowerCase() === given[place]?.toLowerCase())
  );
}
