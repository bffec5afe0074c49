/** What to do about calls to versions of APIs that Kubernetes stops serving. */
import type { AuditSource } from '../evidence/audit-logging.ts';
import type { Remediation, RemediationStep } from '../model.ts';
import { links } from './links.ts';

export interface RemovedVersion {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** Minor that does not serve it any more. */
  readonly removedIn: number;
}

/** `source` is where the audit log goes; null when it cannot be asked. */
export function replaceVersion(removed: RemovedVersion, source: AuditSource | null): Remediation {
  const { group, version, resource, removedIn } = removed;
  const replacement = replacementOf(removed);
  const instead = replacement === null ? 'the version that replaces it' : `${group}/${replacement}`;
  return {
    summary: `Let every client use ${instead} of ${resource} before the cluster is upgraded to 1.${removedIn}: from then on ${group}/${version} is not found.`,
    steps: [
      findClients(source),
      {
        text: `Upgrade these clients, and change manifests, charts and pipelines to ${instead}. What is stored need not be changed: the server converts it.`,
      },
      {
        text: `See which versions of ${group} the cluster serves.`,
        command: String.raw`kubectl get --raw /apis | jq --raw-output '.groups[].versions[].groupVersion' | sort`,
      },
      {
        text: 'See whether it is still called. The series goes away only when the API server restarts, and each API server has its own.',
        command: "kubectl get --raw /metrics | grep '^apiserver_requested_deprecated_apis'",
      },
    ],
    learnMore: links.apiRemovals,
  };
}

function findClients(source: AuditSource | null): RemediationStep {
  if (source === null) {
    return {
      text: 'Find who calls it: the audit log marks such calls with the annotation k8s.io/deprecated, and names the user and the user agent. It is not collected where it can be asked; the page of removals says which versions of common tools call it.',
    };
  }
  return {
    text: `Find who calls it, in the logs of the cluster.${source.sees === 'writes' ? ' Only writes are logged, so clients that read alone are not among them.' : ''}`,
    kql: deprecatedCalls(source),
  };
}

/** Users and user agents that called anything deprecated within a day. */
export function deprecatedCalls({ mode, table }: Pick<AuditSource, 'mode' | 'table'>): string {
  const [read, event, user, object, annotations] =
    mode === 'azureDiagnostics'
      ? [
          '\n| where Category in ("kube-audit", "kube-audit-admin") and log_s has "k8s.io/deprecated"\n| extend Event = parse_json(log_s)',
          'Event.',
          'Event.user.username',
          'Event.objectRef',
          'Event.annotations',
        ]
      : ['', '', 'User.username', 'ObjectRef', 'Annotations'];
  const field = (own: string, text: string): string => (event === '' ? own : `tostring(${event}${text})`);
  return `${table}
| where TimeGenerated > ago(1d)${read}
| where tostring(${annotations}["k8s.io/deprecated"]) == "true"
| summarize Requests = count(), Last = max(TimeGenerated)
    by UserAgent = ${field('UserAgent', 'userAgent')}, Username = tostring(${user}),
    Verb = ${field('Verb', 'verb')}, ApiGroup = tostring(${object}.apiGroup), Version = tostring(${object}.apiVersion),
    Resource = tostring(${object}.resource), RemovedIn = tostring(${annotations}["k8s.io/removed-release"])
| order by Requests desc`;
}

/** What is served in its place by the last minor that still serves the version; null when it is not known. */
export function replacementOf({ group, version, removedIn }: RemovedVersion): string | null {
  const known = replacements.find(
    (one) => one.group === group && one.version === version && one.removedIn === removedIn,
  );
  return known?.by ?? null;
}

/**
 * Built-in versions that go away from 1.26 on: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the
 * lifecycle of each type (https://github.com/kubernetes/api, zz_generated.prerelease-lifecycle.go).
 */
const replacements: readonly (Omit<RemovedVersion, 'resource'> & { readonly by: string })[] = [
  { group: 'autoscaling', version: 'v2beta2', removedIn: 26, by: 'v2' },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta1', removedIn: 26, by: 'v1beta2' },
  { group: 'storage.k8s.io', version: 'v1beta1', removedIn: 27, by: 'v1' },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta2', removedIn: 29, by: 'v1beta3' },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta3', removedIn: 32, by: 'v1' },
  { group: 'admissionregistration.k8s.io', version: 'v1beta1', removedIn: 34, by: 'v1' },
  { group: 'networking.k8s.io', version: 'v1beta1', removedIn: 37, by: 'v1' },
  { group: 'storage.k8s.io', version: 'v1beta1', removedIn: 37, by: 'v1' },
];
