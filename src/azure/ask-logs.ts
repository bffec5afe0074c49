/** One question to the logs of many clusters, in as few queries as their tables allow. */
import type { TablePlan } from '../evidence/audit-logging.ts';
import type { LogAnswer } from '../evidence/logs/gathered.ts';
import type { Gathered, Missing } from '../model.ts';
import { gathered, missingFrom } from './gathered.ts';
import type { LogPart, LogQuery, LogTable } from './kql/log-query.ts';
import type { LogAnalytics } from './log-analytics.ts';
import { missingTable, wantsTablesAlone } from './log-refusal.ts';

/** Where the rows of a cluster are. */
export interface LogPlace {
  /** ARM id, lower case. */
  readonly resourceId: string;
  readonly table: LogTable;
  readonly plan: TablePlan;
  readonly sees: LogPart['sees'];
  readonly workspaceId: string;
  readonly workspaceGuid: string;
}

/** By ARM id. All clusters must be of one workspace. Throws nothing that happens to a query. */
export type AskLogs = (
  query: Pick<LogQuery, 'kql'>,
  clusters: readonly LogPlace[],
) => Promise<ReadonlyMap<string, Gathered<LogAnswer>>>;

interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** It remembers which tables turned out not to exist, or not to go with others, so that no query fails twice of it. */
export function createAskLogs(logs: LogAnalytics, span: Span): AskLogs {
  const missing = new Map<LogTable, Missing>();
  let alone = false;

  return async (query, clusters) => {
    const groups = groupsOf(clusters, alone);
    const answers = await Promise.all(groups.map((group) => ask(query, group)));
    return new Map(answers.flatMap((answer) => [...answer]));
  };

  async function ask(
    query: Pick<LogQuery, 'kql'>,
    group: readonly LogPlace[],
  ): Promise<ReadonlyMap<string, Gathered<LogAnswer>>> {
    const absent = group.filter(({ table }) => missing.has(table));
    const there = group.filter(({ table }) => !missing.has(table));
    const gone = absent.flatMap(({ resourceId, table }) => {
      const why = missing.get(table);
      return why === undefined ? [] : [[resourceId, why] as const];
    });
    return new Map([...gone, ...(there.length === 0 ? [] : await askThere(query, there))]);
  }

  async function askThere(
    query: Pick<LogQuery, 'kql'>,
    group: readonly LogPlace[],
  ): Promise<ReadonlyMap<string, Gathered<LogAnswer>>> {
    try {
      const answer = await run(query, group);
      return forAll(group, answer);
    } catch (error) {
      const why = missingFrom(error);
      const tables = new Set(group.map(({ table }) => table));
      const absent = [...tables].find((table) => table === missingTable(error));
      if (absent !== undefined) {
        missing.set(absent, why);
        return ask(query, group);
      }
      if (tables.size > 1 && (wantsTablesAlone(error) || oneMaySpoilAll.has(why.reason))) {
        alone = true;
        const answers = await Promise.all(groupsOf(group, alone).map((one) => ask(query, one)));
        return new Map(answers.flatMap((one) => [...one]));
      }
      return forAll(group, why);
    }
  }

  async function run(
    { kql }: Pick<LogQuery, 'kql'>,
    group: readonly LogPlace[],
  ): Promise<Gathered<LogAnswer>> {
    const { from, to, signal, now } = span;
    const [first, ...others] = partsOf(group);
    if (first === undefined || group[0] === undefined) throw new TypeError('A query is about some cluster.');
    const { workspaceId, workspaceGuid, plan } = group[0];
    const parts = [first, ...others] as const;
    const { rows, partial } = await logs.runQuery({
      workspaceId,
      workspaceGuid,
      plan,
      kql: kql({ parts, from, to }),
      tables: parts.map(({ table }) => table),
      from,
      to,
      signal,
    });
    // Rows that are missing would be read as quiet.
    return partial ?? gathered(async () => ({ rows, partial: null }), now);
  }
}

/** What one table of several may be the reason of, e.g. AzureDiagnostics without the columns that only AKS rows bring. */
const oneMaySpoilAll = new Set<Missing['reason']>(['invalid', 'unsupported', 'truncated']);

/** Tables on the Analytics plan are asked together, each of the others alone. */
function groupsOf(clusters: readonly LogPlace[], alone: boolean): readonly (readonly LogPlace[])[] {
  const groups = Map.groupBy(clusters, ({ plan, table, sees }) =>
    plan === 'Analytics' && !alone ? '' : [plan, table, sees].join(' '),
  );
  return [...groups.values()];
}

function partsOf(clusters: readonly LogPlace[]): readonly LogPart[] {
  const parts = Map.groupBy(clusters, ({ table, sees }) => `${table} ${sees}`);
  return [...parts.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { table, sees } = first;
    return [{ table, sees, resourceIds: members.map(({ resourceId }) => resourceId) }];
  });
}

function forAll(
  clusters: readonly LogPlace[],
  answer: Gathered<LogAnswer>,
): ReadonlyMap<string, Gathered<LogAnswer>> {
  return new Map(clusters.map(({ resourceId }) => [resourceId, answer]));
}
