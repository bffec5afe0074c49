/** The errors of the API as parts of its description. */
import type { ProblemStatus } from '../problem.ts';
import { problemTitles } from '../problem.ts';
import type { JsonObject } from './json.ts';

const described: Readonly<Record<ProblemStatus, string>> = {
  400: 'A parameter or the body is wrong: `errors` names each and says what would be right.',
  401: 'Nobody is known by this request; `WWW-Authenticate` says how to ask again.',
  403: 'Who asks may not do this, or a page of another origin asks that may not write.',
  404: 'What the path names is not there; `detail` says where to find what is.',
  405: 'The address takes other methods; `Allow` names them.',
  409: 'Something is in the way; `detail` says what.',
  412: 'It was changed since it was read.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  429: 'Too many requests.',
  500: 'The request failed; the log says why under `invocationId`.',
  503: 'What the app depends on does not answer; `detail` says what it is.',
};

/** `NotFound` and the like, by which operations refer to them. */
export function problemName(status: ProblemStatus): string {
  return problemTitles[status].replaceAll(' ', '');
}

export const problemResponses: JsonObject = {
  ...Object.fromEntries(
    Object.entries(described).map(([status, description]): [string, JsonObject] => [
      problemName(Number(status) as ProblemStatus), // They are the keys above.
      response(description),
    ]),
  ),
  Error: response('Any other error, e.g. 405 for a method that the address does not take, or 500.'),
};

function response(description: string): JsonObject {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}
