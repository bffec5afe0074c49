/** The sample fleet as a newcomer sees it: each cluster's page shows what its story is about, and who causes it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomesByCheck } from './support/outcomes.ts';
import { startProduct, temporaryFolder } from './support/product.ts';
import type { Product } from './support/product.ts';

interface Verdict {
  readonly check: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly remedy?: string;
}

interface Finding {
  readonly check: string;
  readonly severity: string;
  readonly culprit?: { readonly name: string };
}

interface Detail {
  readonly key: string;
  readonly name: string;
  readonly coverage: number;
  readonly newestAudit: { readonly verdicts: readonly Verdict[]; readonly findings: readonly Finding[] };
}

let product: Product;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let address: string;
let fleet: ReadonlyMap<string, Detail>;

beforeAll(async () => {
  folder = await temporaryFolder();
  product = startProduct({ arguments: ['--port', '0', '--history', '0', '--data', folder.path] });
  address = await product.address;
  const { items } = (await jsonOf('/api/clusters')) as { items: { key: string; name: string }[] };
  const details = await Promise.all(
    items.map(async ({ name, key }) => [name, (await jsonOf(`/api/clusters/${key}`)) as Detail] as const),
  );
  fleet = new Map(details);
}, 120_000);

afterAll(async () => {
  await product.end('SIGKILL');
  await folder.remove();
});

test('the fleet has the twelve clusters of the sample, and no others', () => {
  expect([...fleet.keys()].toSorted()).toEqual(stories.map(({ name }) => name).toSorted());
});

test('the verdicts of the first sweep are those that the guard of the catalogue counts on', async () => {
  const told = [...fleet].map(([name, { newestAudit }]) => ({ name, verdicts: newestAudit.verdicts }));

  await expect(outcomesByCheck(told)).toMatchFileSnapshot('../golden/verdicts/first-sweep.json');
});
/** What no first sweep can tell; that they can later is tested in history.test.ts. */
const needThePast = ['restarting-api-server', 'etcd-filling-up', 'contested-webhook-configuration'];

/** Every finding, worst first, as `severity check: culprit`, and checks that cannot tell. */
const stories: readonly {
  readonly name: string;
  readonly story: string;
  readonly findings: readonly string[];
  readonly unknown: readonly string[];
}[] = [
  { name: 'aks-payments-weu-01', story: 'healthy', findings: [], unknown: [] },
  {
    name: 'aks-web-neu-01',
    story: 'free tier and growing',
    findings: ['high free-tier-control-plane'],
    unknown: ['object-leak notCollected'],
  },
  {
    name: 'aks-batch-weu-01',
    story: 'leaking Jobs',
    findings: [
      'high silent-nodes: batch',
      'medium unavailable-aggregated-api: service keda/keda-operator-metrics-apiserver',
      'medium large-etcd-database',
      'medium excessive-object-count: jobs.batch',
      'medium excessive-object-count: configmaps',
      'medium excessive-object-count: pods',
      'medium finished-jobs-without-ttl: batch',
      'medium ineffective-flow-schema',
      'low deprecated-api-calls',
      'low unbounded-namespace: batch',
      'low unbounded-namespace: batch',
      'low ineffective-flow-schema',
    ],
    unknown: ['object-leak notCollected'],
  },
  {
    name: 'aks-search-weu-01',
    story: 'a controller that lists pods again and again',
    findings: [
      'high saturated-api-server',
      'high excessive-list-calls: podwatch-operator (system:serviceaccount:search:podwatch-operator)',
      'medium dominant-client: podwatch-operator (system:serviceaccount:search:podwatch-operator)',
      'medium slow-client: podwatch-operator (system:serviceaccount:search:podwatch-operator)',
    ],
    unknown: ['object-leak notCollected'],
  },
  {
    name: 'aks-iot-frc-01',
    story: 'a storm of PUTs that change nothing',
    findings: [
      'medium dominant-client: device-operator (system:serviceaccount:iot:device-operator)',
      'medium excessive-write-calls: device-operator (system:serviceaccount:iot:device-operator)',
    ],
    unknown: [],
  },
  {
    name: 'aks-checkout-weu-01',
    story: 'a webhook deadlock is coming',
    findings: [
      'critical failing-webhook: pods.image-guard.contoso.com',
      'critical failing-webhook: validate.kyverno.svc-fail',
      'critical webhook-without-backend',
      'high webhook-deadlock-risk',
      'high webhook-deadlock-risk',
      'medium slow-webhook: mutate.kyverno.svc-fail',
    ],
    unknown: [],
  },
  {
    name: 'aks-orders-neu-01',
    story: 'a webhook is down',
    findings: ['critical failing-webhook: validation.gatekeeper.sh', 'critical webhook-without-backend'],
    unknown: [],
  },
  {
    name: 'aks-ci-weu-01',
    story: 'etcd at 70 % and rising',
    // Pages of LISTs, and writes.
    findings: [
      'medium large-etcd-database: workflowtaskresults.argoproj.io',
      'medium slow-etcd',
      'medium slow-etcd',
    ],
    unknown: ['object-leak notCollected'],
  },
  {
    name: 'aks-ml-frc-01',
    story: 'the guard is active',
    findings: [
      'critical saturated-api-server',
      'critical active-apiserver-guard',
      'high saturated-api-server',
      'medium throttled-clients: spark-operator (system:serviceaccount:spark:spark-operator)',
      'medium throttled-clients',
    ],
    // LISTs in one namespace: what share of all pods is in it nobody counts.
    unknown: ['object-leak notCollected', 'excessive-list-calls notCollected'],
  },
  {
    name: 'aks-legacy-weu-01',
    story: 'audit logs are off',
    findings: ['high missing-audit-logs'],
    unknown: [
      'api-timeouts notCollected',
      'slo-violating-calls notCollected',
      'dominant-client notCollected',
      'slow-client notCollected',
      'excessive-list-calls notCollected',
      'excessive-write-calls notCollected',
      'throttled-clients notCollected',
    ],
  },
  {
    name: 'aks-reports-frc-01',
    story: 'only writes are logged, in a table on the Basic plan',
    findings: ['medium write-only-audit-logs'],
    unknown: [
      'api-timeouts notCollected',
      'slo-violating-calls notCollected',
      'dominant-client notCollected',
      'slow-client notCollected',
      'excessive-list-calls notCollected',
      'throttled-clients notCollected',
    ],
  },
  {
    name: 'aks-vault-neu-01',
    story: 'a private cluster whose events are cut in AzureDiagnostics',
    findings: ['medium legacy-audit-table'],
    unknown: [
      'unreachable-api-server notPermitted',
      'unhealthy-api-server notPermitted',
      'slo-violating-calls truncated',
      'unavailable-aggregated-api notPermitted',
      'untested-cluster-scale notPermitted',
      'slow-client truncated',
      'deprecated-api-calls notPermitted',
      'excessive-object-count notPermitted',
      'object-leak notPermitted',
      'finished-jobs-without-ttl notPermitted',
      'unbounded-namespace notPermitted',
      'slow-etcd notPermitted',
      'throttled-clients notPermitted',
      'ineffective-flow-schema notPermitted',
      'active-apiserver-guard notPermitted',
      'failing-webhook truncated',
      'webhook-without-backend notPermitted',
      'webhook-deadlock-risk notPermitted',
      'slow-webhook notPermitted',
    ],
  },
];

describe.each(stories)('$name: $story', ({ name, findings, unknown }) => {
  test('has these findings, with who is to blame, and no others', () => {
    const found = auditOf(name).findings.map(
      ({ severity, check, culprit }) =>
        `${severity} ${check}${culprit === undefined ? '' : `: ${culprit.name}`}`,
    );
    expect(found).toEqual(findings);
  });

  test('says of what it cannot see why, and what would make it visible', () => {
    const blind = auditOf(name).verdicts.filter(({ outcome }) => outcome === 'unknown');
    for (const { detail, remedy } of blind) expect([detail, remedy]).toEqual([sentences, sentences]);
    const young = blind.filter(({ check }) => needThePast.includes(check));
    expect(young.map(({ check }) => check)).toEqual(needThePast);
    const others = blind.filter((verdict) => !young.includes(verdict));
    expect(others.map(({ check, reason }) => `${check} ${reason}`)).toEqual(unknown);
    // Of checks that do not apply the one has more than the other, so only this holds of all.
    expect(detailOf(name).coverage).toBeLessThan(1);
  });

  test('has a page that shows the culprits and the unknown', async () => {
    const html = await (await fetch(`${address}/clusters/${detailOf(name).key}`)).text();
    const shown = [
      ...auditOf(name).findings.flatMap(({ culprit }) => culprit?.name.split(' ', 1) ?? []),
      ...auditOf(name)
        .verdicts.filter(({ outcome }) => outcome === 'unknown')
        .map(({ check }) => check),
    ];
    for (const text of shown) expect(html).toContain(text);
  });
});

const sentences = expect.stringMatching(/^[A-Z].*\.$/su) as unknown;

function detailOf(name: string): Detail {
  const detail = fleet.get(name);
  if (detail === undefined) throw new Error(`There is no cluster ${name}.`);
  return detail;
}

function auditOf(name: string): Detail['newestAudit'] {
  return detailOf(name).newestAudit;
}

async function jsonOf(path: string): Promise<unknown> {
  return (await fetch(`${address}${path}`)).json();
}
