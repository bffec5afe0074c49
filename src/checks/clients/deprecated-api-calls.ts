import type { ApiMetrics, DeprecatedApi } from '../../evidence/api-metrics.ts';
import type { AuditLogging } from '../../evidence/audit-logging.ts';
import type { LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import type { Excerpt, FindingDraft, Gathered, Threshold } from '../../model.ts';
import { replaceVersion } from '../../remediation/api-removals.ts';
import { links } from '../../remediation/links.ts';
import { minorOf } from '../../remediation/server-version.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { kindOf } from '../support/log-calls.ts';
import { byClient, clientInWords } from '../support/log-clients.ts';
import { tooYoung } from '../support/process-age.ts';

const thresholds = {
  /** Ours: upgrades go minor by minor, so there is one upgrade left to change clients in. */
  ahead: { value: 2, unit: 'minors', source: links.apiRemovals },
  /** Ours: the server marks what was called since it started; most controllers call within the hour. */
  window: { value: 3_600, unit: 'seconds', source: links.apiDeprecation },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const deprecatedApiCalls = defineCheck({
  id: 'deprecated-api-calls',
  title: 'Calls to API versions that are about to go',
  passTitle: 'Nobody calls an API version that is about to go',
  category: 'clients',
  severity: 'low',
  guide: '+',
  rationale:
    'After the upgrade that removes a version its callers get 404: controllers stop to work, and deployments of manifests in that version fail.',
  remedy:
    'Find the clients that call it, and upgrade them to the version that replaces it before the cluster is upgraded.',
  learnMore: links.apiRemovals,
  requires: ['apiMetrics'],
  uses: ['auditLogging', 'latencyByCall'],
  thresholds,
  evaluate({ apiMetrics, auditLogging, latencyByCall }, { now, thresholds: bounds }) {
    const minor = minorOf(apiMetrics.serverVersion ?? '');
    const removals = removalsIn(apiMetrics.deprecatedApis);
    const near = minor === null ? [] : removals.filter(({ removedIn }) => removedIn - minor <= bounds.ahead);
    const drafts = near.map((removal) =>
      findingOn(removal, minor ?? 0, { auditLogging, latencyByCall }, bounds),
    );
    const unseen =
      minor === null && removals.length > 0
        ? versionUnknown(removals, apiMetrics)
        : tooYoung(apiMetrics, now.toISOString(), bounds.window);
    return verdictOf(removals.length, drafts, unseen);
  },
});

interface Removal extends Pick<DeprecatedApi, 'group' | 'version' | 'resource'> {
  readonly removedIn: number;
}

/** Each version of a kind once, whatever its subresources; one whose end is not planned goes on being served. */
function removalsIn(called: readonly DeprecatedApi[]): readonly Removal[] {
  const removals = new Map<string, Removal>();
  for (const { group, version, resource, removedRelease } of called) {
    const [, minor] = /^1\.(\d{1,4})$/u.exec(removedRelease) ?? [];
    if (minor === undefined) continue;
    removals.set(JSON.stringify([group, resource, version]), {
      group,
      version,
      resource,
      removedIn: Number(minor),
    });
  }
  return [...removals].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, removal]) => removal);
}

function versionUnknown(removals: readonly Removal[], { serverVersion }: ApiMetrics): Unseen {
  const names = listInWords([...new Set(removals.map(kindInWords))]);
  const given =
    serverVersion === null
      ? 'does not give its version'
      : `gives its version as ${cleanText(serverVersion, 80)}`;
  return {
    reason: serverVersion === null ? 'notCollected' : 'invalid',
    detail: `Deprecated versions of ${names} are called, but how soon they go is not known: the API server ${given} on /metrics.`,
    remedy: 'See the version by kubectl version, and compare it with the deprecated API migration guide.',
  };
}

interface Sources {
  readonly auditLogging: Gathered<AuditLogging>;
  readonly latencyByCall: Gathered<LatencyByCall>;
}

function findingOn(
  removal: Removal,
  minor: number,
  { auditLogging, latencyByCall }: Sources,
  bounds: Bounds,
): FindingDraft {
  const { group, version, removedIn } = removal;
  const kind = kindInWords(removal);
  const observed = `called in ${cleanText(version, 40)}, which Kubernetes 1.${removedIn} does not serve`;
  return {
    severity: 'low',
    confidence: 'measured',
    resource: { kind: 'APIResource', name: kind, part: version },
    summary: `The kind ${kind} is ${observed}; expected are only versions that are served for more than ${countOf(bounds.ahead, 'minor')} after 1.${minor}.`,
    observed: { text: observed, value: removedIn - minor, unit: 'minors' },
    threshold: { ...thresholds.ahead, value: bounds.ahead },
    excerpts: [
      { label: 'Server', value: `1.${minor}` },
      { label: 'Called', value: `${group}/${version}, at least once since the API server started` },
      ...callersOf(kind, latencyByCall),
    ],
    remediation: replaceVersion(removal, auditLogging.ok ? auditLogging.value.source : null),
  };
}

/** The log evidence does not tell versions apart, so these are candidates only. */
function callersOf(kind: string, latencyByCall: Gathered<LatencyByCall>): readonly Excerpt[] {
  if (!latencyByCall.ok) return [];
  const calls = latencyByCall.value.calls.filter((call) => kindOf(call) === kind);
  if (calls.length === 0) return [];
  return [
    {
      label: 'Clients that call the kind, in whatever version',
      value: listInWords(byClient(calls).map(clientInWords)),
    },
  ];
}

function kindInWords({ group, resource }: Removal): string {
  return cleanText(group === '' ? resource : `${resource}.${group}`, 120);
}
