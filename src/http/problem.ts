/** Errors as clients read them: problem details, https://www.rfc-editor.org/rfc/rfc9457 */
import { z } from 'zod';
import { UsageError } from '../shared/errors.ts';
import { StorageRefused, StorageUnavailable } from '../store/storage-error.ts';

export const ParameterError = z.object({
  parameter: z
    .string()
    .describe('its name; of a body the path of the member, e.g. values.most, or body for the whole'),
  detail: z.string().describe('what is wrong, and what would be right'),
});
export type ParameterError = z.infer<typeof ParameterError>;

/** The body of every error; single routes add members of their own. */
export const Problem = z.looseObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().describe('path of the request'),
  errors: z
    .array(ParameterError)
    .readonly()
    .optional()
    .describe('of a 400: each parameter or member of the body that is wrong'),
});
export type Problem = z.infer<typeof Problem>;

// https://www.rfc-editor.org/rfc/rfc9457#section-4.2.1: with `about:blank` the title is that of the status.
export const problemTitles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;
export type ProblemStatus = keyof typeof problemTitles;

/** An answer that is an error; thrown by routes, turned into problem details by the handler. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: ProblemStatus;
  /** Members beside the standard ones, e.g. `sweepId`. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}

/** Problem details of an error for the request of this path. */
export function problemBody({ status, message, members }: HttpProblem, instance: string): Problem {
  return { type: 'about:blank', title: problemTitles[status], status, detail: message, instance, ...members };
}

/** What to answer for whatever was thrown; `id` finds its log line when the answer may not say more. */
export function problemOf(error: unknown, id: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof UsageError) return new HttpProblem(400, error.problems.join(' '));
  if (error instanceof StorageUnavailable) {
    return new HttpProblem(503, error.message, { invocationId: id }, { 'retry-after': '5' });
  }
  if (error instanceof StorageRefused) {
    const remedy = 'Look whether its tables and queues are there; they are made again when the app starts.';
    return new HttpProblem(503, `${error.message} ${remedy}`, { invocationId: id });
  }
  return new HttpProblem(500, `The request failed. The log says why under invocation ${id}.`, {
    invocationId: id,
  });
}
