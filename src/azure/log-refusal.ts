/** What refusals of the query API mean: https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
import { ReadError } from '../shared/errors.ts';
import { type Asked, type RefusedAnswer, azureRefusal } from './refusals.ts';

/** What a refused query was about. */
export interface AskedLogs extends Asked {
  readonly workspace: string;
  /** The table the query begins with. */
  readonly table: string;
}

/** Whether a query has to go to `/search`, because its table is on another plan than was thought. */
export function wantsSearch({ said }: RefusedAnswer): boolean {
  return said.some(
    ({ code, message }) =>
      code === 'UnsupportedApiQueryValidationError' || /basicLogsQueryAPI/u.test(message),
  );
}

export function logRefusal(refused: RefusedAnswer, asked: AskedLogs): ReadError {
  const { workspace, table } = asked;
  if (refused.status === 204) {
    return error(
      'notCollected',
      `The workspace ${workspace} holds no data at all.`,
      'Check that the diagnostic settings of the clusters send to it; the first rows take up to an hour to arrive.',
      refused,
    );
  }
  if (refused.status === 200 && refused.said.length === 0) {
    return error(
      'invalid',
      `${asked.service} answers the query about ${asked.what} with nothing, as it does when it cannot read the request.`,
      'Look for a proxy that changes requests; this may also be a fault of the auditor.',
      refused,
    );
  }
  if (isMissingTable(refused, table)) {
    return error(
      'notCollected',
      `The workspace ${workspace} has no table ${table}: no row of that kind ever arrived, or the auditor may not see it.`,
      'Check the diagnostic settings of its clusters, and that the role of the auditor covers the table; the first rows take some minutes to arrive.',
      refused,
    );
  }
  if (refused.said.some(({ code }) => tooLarge.has(code))) {
    return error(
      'truncated',
      `${asked.service} finds the answer about ${asked.what} too large to give.`,
      'Audit more often, so that each query covers less time.',
      refused,
    );
  }
  return azureRefusal(refused, asked);
}

const tooLarge = new Set(['ResponseSizeError', 'ResponsePayloadTooLarge']);

/** The compiler names the first thing it cannot resolve; only when that is the table, there is no table. */
function isMissingTable({ said }: RefusedAnswer, table: string): boolean {
  return said.some(({ message }) => {
    const [, name] =
      /Failed to resolve table(?: or column)?(?: expression)? named '([^']+)'/iu.exec(message) ?? [];
    return name === table;
  });
}

function error(reason: ReadError['reason'], detail: string, remedy: string, cause: RefusedAnswer): ReadError {
  return new ReadError(reason, detail, remedy, { cause });
}
