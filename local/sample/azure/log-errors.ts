/** How Log Analytics says no: https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
import { randomUUID } from 'node:crypto';
import type { AzureAnswer } from './answer.ts';

export function logFailure(status: number, code: string, message: string): AzureAnswer {
  return { status, body: { error: { message, code, correlationId: randomUUID() } } };
}

export interface InnerMost {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly pos: number;
}

/** A query that will never be answered as it is. */
export function refusal(code: string, message: string, innererror?: InnerMost): AzureAnswer {
  return {
    status: 400,
    body: {
      error: {
        message: 'The request had some invalid properties',
        code: 'BadArgumentError',
        correlationId: randomUUID(),
        innererror: { code, message, ...(innererror === undefined ? {} : { innererror }) },
      },
    },
  };
}

/** The identity may not read the workspace. */
export function insufficientAccess(): AzureAnswer {
  return logFailure(
    403,
    'InsufficientAccessError',
    'The provided credentials have insufficient access to perform the requested operation',
  );
}

/** An answer that lacks something: 200, with an error beside the tables. */
export function partial(body: object, why: string): AzureAnswer {
  return {
    status: 200,
    body: {
      ...body,
      error: {
        code: 'PartialError',
        message: 'There were some errors when processing your query.',
        details: [
          {
            code: 'EngineError',
            message: 'Something went wrong processing your query on the server.',
            innererror: { code: '-2133196797', message: why, severity: 2, severityName: 'Error' },
          },
        ],
      },
    },
  };
}
