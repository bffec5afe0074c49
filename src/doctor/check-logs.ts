/** Whether the logs and platform metrics of the fleet can be asked: of each workspace one cluster for each of its tables. */
import type { AuditSource } from '../evidence/audit-logging.ts';
import type { Collected } from '../evidence/index.ts';
import type { ClusterRef } from '../model.ts';
import { collectAuditLog } from '../remediation/audit-log.ts';
import { nameInId } from '../remediation/azure-cli.ts';
import { countOf, listInWords } from '../shared/format.ts';
import type { Causes } from './cause.ts';
import { unknownWithout } from './consequences.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';
import { statusOf, whyMissing } from './why-missing.ts';

const check = 'logs';

interface LogContext {
  readonly seen: Seen;
  readonly causes: Causes;
  readonly before: readonly DoctorItem[];
}

export function checkLogs(seen: Seen, causes: Causes, before: readonly DoctorItem[]): readonly DoctorItem[] {
  if (seen.settings.fleet?.kind === 'kubeconfig') return [notAsked];
  if (seen.pass?.fleet.ok !== true) return [notKnown];
  const clusters = clustersOf(seen);
  const context = { seen, causes, before };
  return [
    ...workspaceItems(clusters, context),
    ...withoutLog(clusters),
    ...missingItems('auditLogging', 'Diagnostic settings', clusters, context),
    ...missingItems('platformMetrics', 'Platform metrics', clusters, context),
  ];
}

const notAsked = itemOf({
  id: 'logs:none',
  check,
  status: 'skipped',
  what: 'Logs and platform metrics',
  detail: 'The fleet comes from a kubeconfig: there is Kubernetes evidence alone.',
});

const notKnown = itemOf({
  id: 'logs:fleet',
  check,
  status: 'unknown',
  what: 'Logs and platform metrics',
  detail: 'Without the fleet, nobody knows whose.',
  because: 'fleet:list',
});

interface SeenCluster {
  readonly cluster: ClusterRef;
  readonly evidence: Collected;
  readonly surveyed: boolean;
}

function clustersOf({ pass }: Seen): readonly SeenCluster[] {
  if (pass === null || !pass.fleet.ok) return [];
  return pass.fleet.value.clusters.flatMap(({ cluster }) => {
    const evidence = pass.evidence.get(cluster.key);
    const surveyed = pass.surveyed.includes(cluster.key);
    return evidence === undefined ? [] : [{ cluster, evidence, surveyed }];
  });
}

function sourceOf({ evidence: { auditLogging } }: SeenCluster): AuditSource | null {
  return auditLogging?.ok === true ? auditLogging.value.source : null;
}

function workspaceItems(clusters: readonly SeenCluster[], context: LogContext): readonly DoctorItem[] {
  const logged = clusters.flatMap((one) => {
    const source = sourceOf(one);
    return source === null ? [] : [{ ...one, source }];
  });
  return [...Map.groupBy(logged, ({ source }) => source.workspaceId)].map(([id, members]) =>
    workspaceItem(id, members, context),
  );
}

const noTime = {
  detail: 'It was not asked: there was no time left.',
  remedy: 'Run npm run doctor from the command line, which takes the time that it needs.',
};

type LoggedCluster = SeenCluster & { readonly source: AuditSource };

function workspaceItem(
  workspaceId: string,
  members: readonly LoggedCluster[],
  context: LogContext,
): DoctorItem {
  const asked = members.filter(({ surveyed }) => surveyed);
  const missing = asked.flatMap(({ cluster, source, evidence: { logVisibility } }) =>
    logVisibility?.ok === false ? [{ cluster, source, why: logVisibility }] : [],
  );
  const name = nameInId(workspaceId);
  const common = { id: `logs:${workspaceId}`, check, what: `Workspace ${name}` } as const;
  const [first] = missing;
  if (asked.length === 0) return itemOf({ ...common, status: 'unknown', ...noTime });
  if (first === undefined) {
    const of = `the audit logs of ${countOf(members.length, 'cluster')}`;
    return itemOf({ ...common, status: 'ok', detail: `It has ${of} in ${tablesOf(asked)}.` });
  }
  const because = whyMissing('logVisibility', first.why, context);
  const { detail, remedy } = first.why;
  if (because !== null) return itemOf({ ...common, status: 'unknown', detail, because });
  const others =
    asked.length > missing.length
      ? ` Other tables of it can be asked: ${tablesOf(asked.filter(({ cluster }) => !missing.some((one) => one.cluster === cluster)))}.`
      : '';
  return itemOf({
    ...common,
    status: statusOf[first.why.reason],
    detail: `${detail}${others}`,
    remedy,
    clusters: members
      .filter(({ source }) => missing.some((one) => one.source.table === source.table))
      .map(({ cluster }) => cluster.name),
    unknownChecks: unknownWithout(
      ['logVisibility', 'requestsByClient', 'latencyByCall'],
      context.seen.checks,
    ),
  });
}

/** Several tables cost several queries each time. */
function tablesOf(asked: readonly LoggedCluster[]): string {
  const tables = [...new Set(asked.map(({ source: { table, plan } }) => `${table} (plan ${plan})`))];
  return tables.length > 1 ? `${tables.length} tables: ${listInWords(tables)}` : listInWords(tables);
}

function withoutLog(clusters: readonly SeenCluster[]): readonly DoctorItem[] {
  const silent = clusters.filter((one) => one.evidence.auditLogging?.ok === true && sourceOf(one) === null);
  const [first] = silent;
  if (first === undefined) return [];
  const { auditLogging } = first.evidence;
  const settings = auditLogging?.ok === true ? auditLogging.value.settings : [];
  const { summary, steps } = collectAuditLog({ resourceId: first.cluster.id, settings });
  return [
    itemOf({
      id: 'logs:not-collected',
      check,
      status: 'warning',
      what: `Audit logs of ${countOf(silent.length, 'cluster')}`,
      detail:
        'No diagnostic setting sends them to a workspace: who overloads an API server cannot be told there.',
      remedy: summary,
      commands: steps.flatMap(({ command }) =>
        command?.startsWith('az monitor diagnostic-settings') ? [command] : [],
      ),
      clusters: silent.map(({ cluster }) => cluster.name),
    }),
  ];
}

/** What is missing for the same reason is one problem; what comes from another one is that one. */
function missingItems(
  kind: 'auditLogging' | 'platformMetrics',
  what: string,
  clusters: readonly SeenCluster[],
  context: LogContext,
): readonly DoctorItem[] {
  const missing = clusters.flatMap(({ cluster, evidence }) => {
    const one = evidence[kind];
    return one?.ok === false ? [{ cluster, why: one }] : [];
  });
  const have = clusters.length - missing.length;
  const groups = Map.groupBy(
    missing,
    ({ why }) => whyMissing(kind, why, context) ?? `${why.reason} ${why.remedy}`,
  );
  return [
    ...[...groups.values()].flatMap((group, index) => {
      const [first] = group;
      if (first === undefined) return [];
      const because = whyMissing(kind, first.why, context);
      return itemOf({
        id: `logs:${kind}:${because === null ? first.why.reason : 'unseen'}${index === 0 ? '' : `:${index + 1}`}`,
        check,
        status: because === null ? statusOf[first.why.reason] : 'unknown',
        what: `${what} of ${countOf(group.length, 'cluster')}`,
        detail: first.why.detail,
        remedy: because === null ? first.why.remedy : null,
        clusters: group.map(({ cluster }) => cluster.name),
        unknownChecks: because === null ? unknownWithout([kind], context.seen.checks) : [],
        because,
      });
    }),
    ...(have === 0
      ? []
      : [
          itemOf({
            id: `logs:${kind}`,
            check,
            status: 'ok',
            what,
            detail: `Of ${countOf(have, 'cluster')}.`,
          }),
        ]),
  ];
}
