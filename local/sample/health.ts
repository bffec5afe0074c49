/** `/readyz`, `/livez` and `/healthz` as an API server of these days words them. */
import { textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';

export type HealthPath = 'readyz' | 'livez' | 'healthz';

// https://kubernetes.io/docs/reference/using-api/health-checks/
const everywhere = ['ping', 'log', 'etcd'];
const readyOnly = ['etcd-readiness', 'informer-sync'];
const hooks = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'aggregator-reload-proxy-client-cert',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
];

export function healthAnswer(path: HealthPath, failing: readonly string[], verbose: boolean): Answer {
  const names = [
    ...everywhere,
    ...(path === 'readyz' ? readyOnly : []),
    ...hooks.map((hook) => `poststarthook/${hook}`),
    'autoregister-completion',
    'poststarthook/apiservice-openapi-controller',
    'poststarthook/apiservice-openapiv3-controller',
    ...(path === 'readyz' ? ['shutdown'] : []),
  ];
  const failed = names.some((name) => failing.includes(name));
  if (!failed && !verbose) return textAnswer(200, 'ok');
  const lines = names.map((name) =>
    failing.includes(name) ? `[-]${name} failed: reason withheld` : `[+]${name} ok`,
  );
  lines.push(`${path} check ${failed ? 'failed' : 'passed'}`);
  return textAnswer(failed ? 500 : 200, `${lines.join('\n')}\n`);
}
