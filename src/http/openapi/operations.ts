/** One route as an operation of the API's description. */
import type { ProblemStatus } from '../problem.ts';
import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';
import { problemName } from './problems.ts';
import { bodySchema, parametersOf } from './schemas.ts';

const ref = (path: string): JsonObject => ({ $ref: `#/components/${path}` });

export function operationOf(route: Route, answer: unknown): JsonObject {
  const { name, summary, details, role, body } = route;
  const needs = role === null ? 'Anybody may ask.' : `Takes the role ${role}.`;
  return {
    operationId: name,
    tags: [tagOf(route.path)],
    summary,
    description: details === undefined ? needs : `${details}\n\n${needs}`,
    ...(role === null ? { security: [] } : {}),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(isRead(route) ? [ref('parameters/IfNoneMatch')] : []),
    ],
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodySchema(body, name) } },
          },
        }),
    responses: responsesOf(route, answer),
  };
}

/** The first word behind `api/`. */
export function tagOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function responsesOf(route: Route, answer: unknown): JsonObject {
  const status = route.answer?.status ?? 200;
  return {
    [status]: {
      description: words[status] ?? 'Success.',
      ...(isRead(route) && status === 200 ? { headers: { ETag: ref('headers/ETag') } } : {}),
      ...(status === 201 || status === 202 ? { headers: { Location: ref('headers/Location') } } : {}),
      ...(status === 204 ? {} : { content: contentOf(route, answer) }),
    },
    ...(isRead(route) ? { 304: ref('responses/NotModified') } : {}),
    ...Object.fromEntries(problemsOf(route).map((one) => [one, ref(`responses/${problemName(one)}`)])),
    default: ref('responses/Error'),
  };
}

const words: Readonly<Record<number, string>> = {
  200: 'What was asked for.',
  201: 'It was made.',
  202: 'It was begun.',
  204: 'It was done, and there is nothing to say.',
};

/** Of each content type; parameters of a type, as the charset, are not part of its name. */
function contentOf({ produces }: Route, answer: unknown): JsonObject {
  const types = [...new Set(produces.map((type) => type.split(';')[0] ?? type))];
  return Object.fromEntries(
    types.map((type) => [type, { schema: type === 'application/json' ? (answer ?? {}) : textSchema(type) }]),
  );
}

function textSchema(type: string): JsonObject {
  return type.endsWith('+json') ? { type: 'object' } : { type: 'string' };
}

/** What the route may answer but success, beside what `default` stands for. */
function problemsOf(route: Route): readonly ProblemStatus[] {
  const known = new Set<ProblemStatus>([400]);
  if (route.role !== null) for (const status of [401, 403, 503] as const) known.add(status);
  if (Object.keys(route.params.shape).length > 0) known.add(404);
  if (route.body !== null) for (const status of [413, 415] as const) known.add(status);
  for (const status of route.problems ?? []) known.add(status);
  return [...known].toSorted((left, right) => left - right);
}

function isRead({ methods }: Route): boolean {
  return methods.includes('GET');
}
