/** Answers of an API server, before they are sent. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(status: number, value: unknown, space?: number): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(value, null, space)}${space === undefined ? '\n' : ''}`,
  };
}

export function textAnswer(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body,
  };
}

/** A refusal as the API server words it: an object of kind Status. */
export function statusAnswer(status: number, reason: string, message: string, details?: object): Answer {
  return jsonAnswer(status, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === undefined ? {} : { details }),
    code: status,
  });
}

export function unauthorized(): Answer {
  return statusAnswer(401, 'Unauthorized', 'Unauthorized');
}

export function notFound(resource: string, name: string): Answer {
  return statusAnswer(404, 'NotFound', `${resource} "${name}" not found`, { name, kind: resource });
}

/** What an API server says about a path that nothing serves. */
export function pageNotFound(): Answer {
  return textAnswer(404, '404 page not found\n');
}

export function badRequest(message: string): Answer {
  return statusAnswer(400, 'BadRequest', message);
}

/** What priority and fairness answers when it has no seat: not a Status. */
export function tooManyRequests(retryAfterSeconds: number): Answer {
  const { status, headers, body } = textAnswer(429, 'Too many requests, please try again later.\n');
  return { status, headers: { ...headers, 'retry-after': String(retryAfterSeconds) }, body };
}
