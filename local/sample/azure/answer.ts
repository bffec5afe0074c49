/** Answers of Azure services, before they are sent. */

export interface AzureAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing at all when it is left out. */
  readonly body?: unknown;
}

export function ok(body: unknown): AzureAnswer {
  return { status: 200, body };
}

/** The error object of Azure Resource Manager; other services wear it too. */
export function failure(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AzureAnswer {
  return { status, headers, body: { error: { code, message } } };
}

/** What is answered to an identity without the role. */
export function forbidden(action: string, scope: string): AzureAnswer {
  return failure(
    403,
    'AuthorizationFailed',
    `The client does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** What is answered to an identity that asked too often. */
export function throttled(retryAfterSeconds: number, code = 'TooManyRequests'): AzureAnswer {
  return failure(429, code, 'The request is being throttled. Please try again later.', {
    'retry-after': String(retryAfterSeconds),
  });
}
