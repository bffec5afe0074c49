/** How far the auditor gets on its way to each API server, and what it may not read there. */
import type { AccessLayer, ApiAccess } from '../evidence/api-access.ts';
import { type Collected, type EvidenceKind, gatherers } from '../evidence/index.ts';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import { missingDataActionFor } from '../kubernetes/data-action.ts';
import { missingRuleFor } from '../kubernetes/missing-rule.ts';
import type { ClusterRef } from '../model.ts';
import { reachApiServer } from '../remediation/api-access.ts';
import { countOf, listInWords } from '../shared/format.ts';
import { shellQuote } from '../shared/quote.ts';
import { assignRole } from './assign-role.ts';
import type { Causes } from './cause.ts';
import { claimsOf } from './check-identity.ts';
import { type ClusterRule, clusterRuleId, clusterRules } from './cluster-rules.ts';
import { unknownWithout } from './consequences.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';
import { statusOf, whyMissing } from './why-missing.ts';

const check = 'clusters';

interface ClusterContext {
  readonly seen: Seen;
  readonly causes: Causes;
  readonly before: readonly DoctorItem[];
}

interface SeenCluster {
  readonly cluster: ClusterRef;
  readonly managed: ManagedCluster | null;
  readonly evidence: Collected;
  readonly access: ApiAccess;
}

export function checkClusters(
  seen: Seen,
  causes: Causes,
  before: readonly DoctorItem[],
): readonly DoctorItem[] {
  if (seen.pass?.fleet.ok !== true) return [notKnown];
  const context = { seen, causes, before };
  const clusters = clustersOf(seen);
  const reached = clusters.filter(({ access }) => access.state === 'reached');
  const refused = refusedRules(seen);
  return [
    ...skippedItems(seen),
    ...notLookedAtItems(seen),
    ...notTriedItems(clusters),
    ...failedItems(clusters, context),
    ...ruleItems(reached, refused, seen),
    ...evidenceItems(reached, refused, seen),
    ...reachedItems(reached, seen),
  ];
}

const notKnown = itemOf({
  id: 'clusters:fleet',
  check,
  status: 'unknown',
  what: 'API servers',
  detail: 'Without the fleet, nobody knows where they are.',
  because: 'fleet:list',
});

function clustersOf({ pass }: Seen): readonly SeenCluster[] {
  if (pass === null || !pass.fleet.ok) return [];
  return pass.fleet.value.clusters.flatMap(({ cluster }) => {
    const evidence = pass.evidence.get(cluster.key) ?? {};
    const { apiAccess, managedCluster } = evidence;
    if (apiAccess?.ok !== true) return [];
    const managed = managedCluster?.ok === true ? managedCluster.value : null;
    return [{ cluster, managed, evidence, access: apiAccess.value }];
  });
}

function skippedItems({ pass }: Seen): readonly DoctorItem[] {
  const skipped =
    pass?.fleet.ok === true ? pass.fleet.value.clusters.filter(({ skip }) => skip !== null) : [];
  return [...Map.groupBy(skipped, ({ skip }) => skip ?? '')].map(([why, group], index) =>
    itemOf({
      id: `clusters:skipped:${index + 1}`,
      check,
      status: 'skipped',
      what: `${countOf(group.length, 'cluster')} not audited`,
      detail: why,
      clusters: group.map(({ cluster }) => cluster.name),
    }),
  );
}

/** Those that there was no room or time for: nothing is known of them. */
function notLookedAtItems({ pass }: Seen): readonly DoctorItem[] {
  if (pass === null || !pass.fleet.ok) return [];
  const names = pass.fleet.value.clusters.flatMap(({ cluster, skip }) =>
    skip === null && pass.evidence.get(cluster.key)?.apiAccess?.ok !== true ? [cluster.name] : [],
  );
  if (names.length === 0) return [];
  return [
    itemOf({
      id: 'clusters:not-looked-at',
      check,
      status: 'unknown',
      what: `${countOf(names.length, 'cluster')} not looked at`,
      detail: 'There was no room or time left for them.',
      remedy: 'Run npm run doctor from the command line, which takes the time that it needs.',
      clusters: names,
    }),
  ];
}

/** By setting or tag; or because the only way in is an administrator's certificate, which somebody has to decide about. */
function notTriedItems(clusters: readonly SeenCluster[]): readonly DoctorItem[] {
  const notTried = clusters.flatMap(({ cluster, managed, access }) =>
    access.state === 'notTried' ? [{ cluster, why: access.why, entra: managed?.identity.entra ?? true }] : [],
  );
  return [...Map.groupBy(notTried, ({ entra, why }) => `${entra} ${why.remedy}`).values()].flatMap(
    (group, index) => {
      const [first] = group;
      if (first === undefined) return [];
      const { entra, why } = first;
      return itemOf({
        id: entra ? `clusters:not-read:${index + 1}` : 'clusters:no-entra',
        check,
        status: entra ? 'skipped' : 'missing',
        what: `API servers of ${countOf(group.length, 'cluster')}`,
        detail: why.detail,
        remedy: entra ? null : why.remedy,
        clusters: group.map(({ cluster }) => cluster.name),
      });
    },
  );
}

type Failed = SeenCluster & { readonly access: Extract<ApiAccess, { readonly state: 'failed' }> };

function failedItems(clusters: readonly SeenCluster[], context: ClusterContext): readonly DoctorItem[] {
  const failed = clusters.flatMap((one): Failed[] =>
    one.access.state === 'failed' ? [{ ...one, access: one.access }] : [],
  );
  const groups = Map.groupBy(failed, (one) => becauseOf(one, context) ?? groupOf(one));
  return [...groups].flatMap(([group, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const because = becauseOf(first, context);
    const names = members.map(({ cluster }) => cluster.name);
    const { detail } = first.access.why;
    if (because !== null) {
      const what = `API servers of ${countOf(members.length, 'cluster')}`;
      return itemOf({
        id: `clusters:unseen:${because}`,
        check,
        status: 'unknown',
        what,
        detail,
        clusters: names,
        because,
      });
    }
    return itemOf({
      id: `clusters:${group}`,
      check,
      ...wordsOf(first, members, context.seen),
      clusters: names,
      unknownChecks: unknownWithout(
        gatherers.map(({ id }) => id),
        context.seen.checks,
      ),
    });
  });
}

/** What strangers are kept out by has another remedy than what should be open. */
function groupOf({ access: { layer, closedBy }, managed }: Failed): string {
  if (layer === '403')
    return managed?.identity.azureRbac === true ? 'no-rights:azure' : 'no-rights:kubernetes';
  return closedBy === null ? layer : `${layer}:${closedBy}`;
}

function becauseOf({ access: { layer, why }, cluster }: Failed, context: ClusterContext): string | null {
  if (layer !== 'credential') return null;
  const { causes, before } = context;
  const otherTenant = before.find(
    ({ id, clusters }) => id === 'identity:tenant' && clusters.includes(cluster.name),
  );
  const known = whyMissing('apiAccess', why, context);
  return known ?? causes.ofAudience('apiServers') ?? otherTenant?.id ?? null;
}

function wordsOf(
  { access: { layer, why, closedBy }, managed }: Failed,
  members: readonly Failed[],
  seen: Seen,
): Pick<DoctorItem, 'status' | 'what' | 'detail' | 'remedy' | 'commands'> {
  const { summary, steps } = reachApiServer(layer, managed);
  const many = countOf(members.length, 'cluster');
  const noRights = layer === '403';
  return {
    status: layer === 'throttled' ? 'unknown' : 'missing',
    what: noRights ? `Rights in ${many}` : `The way to the API servers of ${many}: ${layerWords[layer]}`,
    detail: closedBy === null ? why.detail : `${why.detail} It is ${closedBy}.`,
    remedy: closedBy === null ? summary : `${summary} ${why.remedy}`,
    commands: noRights ? rightsCommands(members, seen) : steps.flatMap(({ command }) => command ?? []),
  };
}

const layerWords: Readonly<Record<AccessLayer, string>> = {
  credential: 'no credential',
  DNS: 'DNS',
  TCP: 'TCP',
  TLS: 'TLS',
  proxy: 'proxy',
  timeout: 'no answer in time',
  '401': 'the credential is not accepted (401)',
  '403': 'no rights (403)',
  '5xx': 'it answers with errors of its own',
  throttled: 'it throttles the auditor',
  other: 'what answers is no API server',
};

const azureRole = 'AKS Fleet Auditor';

/** With the role and the ClusterRole of docs/permissions.md. */
function rightsCommands(clusters: readonly SeenCluster[], { tokens }: Seen): readonly string[] {
  const claims = claimsOf(tokens);
  const user = claims === null || claims.objectId === null ? '"$IDENTITY"' : shellQuote(claims.objectId);
  return [
    ...new Set(
      clusters.map(({ cluster, managed }) =>
        managed?.identity.azureRbac === true
          ? assignRole(azureRole, cluster.id, claims)
          : `kubectl create clusterrolebinding aks-fleet-auditor --clusterrole=aks-fleet-auditor --user=${user}`,
      ),
    ),
  ];
}

/** Rules that were refused, by cluster. */
type Refused = ReadonlyMap<string, ReadonlySet<string>>;

function refusedRules({ witnessed }: Seen): Refused {
  const forbidden = witnessed.clusters.filter(({ outcome }) => outcome === 'forbidden');
  return new Map(
    [...Map.groupBy(forbidden, ({ clusterKey }) => clusterKey)].map(([key, answers]) => [
      key,
      new Set(answers.map(({ verb, path }) => clusterRuleId(verb, path))),
    ]),
  );
}

function ruleItems(clusters: readonly SeenCluster[], refused: Refused, seen: Seen): readonly DoctorItem[] {
  return clusterRules.flatMap((rule) => {
    const without = clusters.filter(({ cluster }) => refused.get(cluster.key)?.has(rule.id) === true);
    const groups = Map.groupBy(without, ({ managed }) => managed?.identity.azureRbac === true);
    return [...groups].map(([byAzure, members]) => ruleItem(rule, byAzure, members, seen));
  });
}

function ruleItem(
  { id, verb, path, kinds }: ClusterRule,
  byAzure: boolean,
  members: readonly SeenCluster[],
  seen: Seen,
): DoctorItem {
  return itemOf({
    id: `clusters:rule:${id}${byAzure ? ':azure' : ''}`,
    check,
    status: 'missing',
    what: `The right to ${id} in ${countOf(members.length, 'cluster')}`,
    detail: `The API ${members.length === 1 ? 'server refuses' : 'servers refuse'} it (403).`,
    remedy: byAzure ? missingDataActionFor(path) : missingRuleFor(verb, path),
    commands: rightsCommands(members, seen),
    clusters: members.map(({ cluster }) => cluster.name),
    unknownChecks: unknownWithout(kinds, seen.checks),
  });
}

/** What else could not be read of clusters that were reached. */
function evidenceItems(
  clusters: readonly SeenCluster[],
  refused: Refused,
  seen: Seen,
): readonly DoctorItem[] {
  const missing = clusters.flatMap(({ cluster, evidence }) =>
    gatherers.flatMap(({ id: kind }) => {
      const one = evidence[kind];
      if (
        one === undefined ||
        one.ok ||
        (one.reason === 'forbidden' && isExplained(kind, refused.get(cluster.key)))
      )
        return [];
      return [{ cluster, kind, why: one }];
    }),
  );
  const groups = Map.groupBy(missing, ({ kind, why }) => `${kind}:${why.reason}`);
  return [...groups].flatMap(([group, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const { kind, why } = first;
    return itemOf({
      id: `clusters:${group}`,
      check,
      status: statusOf[why.reason],
      what: `${kind} of ${countOf(members.length, 'cluster')}`,
      detail: why.detail,
      remedy: why.remedy,
      clusters: members.map(({ cluster }) => cluster.name),
      unknownChecks: unknownWithout([kind], seen.checks),
    });
  });
}

function isExplained(kind: EvidenceKind, refused: ReadonlySet<string> = new Set()): boolean {
  return clusterRules.some(({ id, kinds }) => refused.has(id) && kinds.includes(kind));
}

function reachedItems(clusters: readonly SeenCluster[], { witnessed }: Seen): readonly DoctorItem[] {
  if (clusters.length === 0) return [];
  const idsOf = (answers: typeof witnessed.clusters): ReadonlySet<string> =>
    new Set(answers.map(({ verb, path }) => clusterRuleId(verb, path)));
  const asked = idsOf(witnessed.clusters);
  const allowed = idsOf(witnessed.clusters.filter(({ outcome }) => outcome === 'allowed'));
  const notAsked = clusterRules.filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  const proven = clusterRules.filter(({ id }) => allowed.has(id)).length;
  return [
    itemOf({
      id: 'clusters:reached',
      check,
      status: 'ok',
      what: `${countOf(clusters.length, 'API server')} reached`,
      detail: `${proven} of the ${clusterRules.length} rights that a sweep needs are proven by answers.`,
    }),
    ...(notAsked.length === 0
      ? []
      : [
          itemOf({
            id: 'clusters:not-asked',
            check,
            status: 'skipped',
            what: 'Rights that no cluster had a use for',
            detail: `${listInWords(notAsked, 10)}: a sweep asks when there is something to read, as a webhook that calls a service.`,
          }),
        ]),
  ];
}
