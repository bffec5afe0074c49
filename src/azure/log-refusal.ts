/** What refusals of the query API mean: https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
import { ReadError } from '../shared/errors.ts';
import { type Asked, type RefusedAnswer, azureRefusal, refusedBy } from './refusals.ts';

/** What a refused query was about. */
export interface AskedLogs extends Asked {
  readonly workspace: string;
  /** One for each part of the query. */
  readonly tables: readonly string[];
}

/** Whether a query has to go to `/search`, because its table is on another plan than was thought. */
export function wantsSearch({ said }: RefusedAnswer): boolean {
  return said.some(
    ({ code, message }) =>
      code === 'UnsupportedApiQueryValidationError' || /basicLogsQueryAPI/u.test(message),
  );
}

/**
 * The table without which a query was refused: no row of that kind ever arrived in the workspace. The others may still be
 * asked.
 */
export function missingTable(error: unknown): string | null {
  const isMissing = error instanceof ReadError && error.reason === 'notCollected';
  return isMissing ? unresolvedIn(refusedBy(error)) : null;
}

/** Whether a query of several tables was refused because one of them turned out not to be on the Analytics plan. */
export function wantsTablesAlone(error: unknown): boolean {
  const refused = refusedBy(error);
  return refused !== null && wantsSearch(refused);
}

export function logRefusal(refused: RefusedAnswer, asked: AskedLogs): ReadError {
  const { workspace, tables } = asked;
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
  const unresolved = unresolvedIn(refused);
  // The compiler names the first thing it cannot resolve; only when that is a table of the query, there is no table.
  if (unresolved !== null && tables.includes(unresolved)) {
    return error(
      'notCollected',
      `The workspace ${workspace} has no table ${unresolved}: no row of that kind ever arrived, or the auditor may not see it.`,
      'Check the diagnostic settings of its clusters, and that the role of the auditor covers the table; the first rows take some minutes to arrive.',
      refused,
    );
  }
  if (tables.length > 1 && wantsSearch(refused)) {
    return error(
      'unsupported',
      `One query cannot ask ${asked.what}: not all of it is on the Analytics plan.`,
      `Assign the role Reader to the identity of the auditor at ${asked.scope}, so that it knows the plan of each table.`,
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

function unresolvedIn(refused: RefusedAnswer | null): string | null {
  for (const { message } of refused?.said ?? []) {
    const [, name] =
      /Failed to resolve table(?: or column)?(?: expression)? named '([^']+)'/iu.exec(message) ?? [];
    if (name !== undefined) return name;
  }
  return null;
}

function error(reason: ReadError['reason'], detail: string, remedy: string, cause: RefusedAnswer): ReadError {
  return new ReadError(reason, detail, remedy, { cause });
}
