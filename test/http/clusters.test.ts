import { describe, expect, test } from 'vitest';
import { aNewest, anAudit, minute, someFacts, sweepId } from '../store/builders.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import { dark, sick, sound, threeClusters } from './fleet.ts';

const sickItem = {
  key: sick.key,
  name: 'Prod-1',
  score: 83,
  coverage: 0.1 + 0.2,
  findings: { high: 1 },
  suppressed: 0,
  etcdBytes: 4_937_000_000,
  etcdUsed: 0.574,
  kubernetesVersion: 'v1.31.2',
  at: minute(2).toISOString(),
  auditId: sweepId(0),
  sweepId: sweepId(0),
  facts: someFacts,
  outcomes: aNewest().outcomes,
};

describe('GET /api/clusters', () => {
  test('gives the newest figures of each cluster; what nobody saw is null, not zero', async () => {
    const { items } = (await jsonOf(depsWith({ history: await threeClusters() }), '/api/clusters')) as Page;
    expect(items).toEqual([
      {
        key: dark.key,
        name: 'dark',
        score: null,
        coverage: null,
        findings: null,
        suppressed: null,
        etcdBytes: null,
        etcdUsed: null,
        kubernetesVersion: null,
        at: null,
        auditId: null,
        sweepId: null,
        facts: null,
        outcomes: null,
        notAudited: {
          sweepId: sweepId(0),
          at: '2026-11-24T12:03:00.000Z',
          why: 'The audit broke at every try.',
          state: 'failed',
        },
      },
      sickItem,
      { ...sickItem, key: sound.key, name: 'sound', score: 100, coverage: 1, findings: {}, outcomes: {} },
    ]);
  });

  test.each([
    ['', ['dark', 'Prod-1', 'sound']],
    ['?severity=high', ['Prod-1']],
    ['?severity=critical', []],
    ['?severity=critical,high', ['Prod-1']],
    ['?severity=critical&severity=high', ['Prod-1']],
    ['?name=PROD', ['Prod-1']],
    ['?name=o', ['Prod-1', 'sound']],
    ['?name=o&severity=high', ['Prod-1']],
    ['?tag=env=prod', ['Prod-1', 'sound']],
    ['?tag=env=test', []],
    ['?tier=standard', ['Prod-1', 'sound']],
    ['?tier=Free,unknown', ['dark']],
    ['?region=westeurope', ['Prod-1', 'sound']],
    ['?check=excessive-object-count', ['Prod-1']],
    ['?check=excessive-object-count&outcome=unknown', ['dark', 'sound']],
    ['?outcome=notApplicable', ['Prod-1']],
    ['?sort=attention', ['dark', 'Prod-1', 'sound']],
    ['?sort=score', ['Prod-1', 'sound', 'dark']],
    ['?sort=score&order=desc', ['sound', 'Prod-1', 'dark']],
    ['?code=a-function-key', ['dark', 'Prod-1', 'sound']],
  ])('%s leaves %j', async (query, names) => {
    const { items } = (await jsonOf(
      depsWith({ history: await threeClusters() }),
      `/api/clusters${query}`,
    )) as Page;
    expect(items.map(({ name }) => name)).toEqual(names);
  });

  test('pages follow each other by token, without a gap and to an end', async () => {
    const deps = depsWith({ history: await threeClusters() });
    const names: string[] = [];
    let token: string | undefined;
    do {
      const from = token === undefined ? '' : `&continuationToken=${token}`;
      const page = (await jsonOf(deps, `/api/clusters?limit=1${from}`)) as Page;
      names.push(...page.items.map(({ name }) => name));
      token = page.continuationToken;
    } while (token !== undefined);
    expect(names).toEqual(['dark', 'Prod-1', 'sound']);
  });
});

interface Page {
  readonly items: readonly { readonly name: string }[];
  readonly continuationToken?: string;
}

describe('GET /api/clusters/{key}', () => {
  test('adds verdicts, findings with their past, evidence and load of the newest audit', async () => {
    const deps = depsWith({ history: await threeClusters() });
    const cluster = (await jsonOf(deps, `/api/clusters/${sick.key}`)) as Detail;
    const { newestAudit, ...rest } = cluster;
    expect(rest).toEqual({ ...sickItem, source: { kind: 'kubeconfig', context: 'Prod-1' } });
    expect(newestAudit?.verdicts).toEqual([
      { check: 'unhealthy-api-server', outcome: 'pass', inspected: 41 },
      {
        check: 'excessive-object-count',
        outcome: 'fail',
        inspected: 2,
        reason: 'truncated',
        detail: 'Only 5 pages were read.',
        remedy: 'None.',
      },
      {
        check: 'silent-nodes',
        outcome: 'unknown',
        reason: 'forbidden',
        detail: 'Leases may not be listed.',
        remedy: 'Grant it.',
      },
      { check: 'slow-webhook', outcome: 'notApplicable', why: 'There are no webhooks.' },
    ]);
    expect(newestAudit?.findings).toMatchObject([
      {
        fingerprint: 'fingerprint-a',
        severity: 'high',
        baselineState: 'new',
        firstSeen: minute(2).toISOString(),
        culprit: { kind: 'namespace', name: 'batch' },
        remediation: { steps: [{ command: 'kubectl delete job text' }] },
      },
    ]);
    const { evidence, load } = anAudit(sick, 0);
    expect({ evidence: newestAudit?.evidence, load: newestAudit?.load }).toEqual({ evidence, load });
  });

  test('has no audit to show for a cluster that was never audited', async () => {
    const deps = depsWith({ history: await threeClusters() });
    expect(await jsonOf(deps, `/api/clusters/${dark.key}`)).toMatchObject({
      score: null,
      findings: null,
      newestAudit: null,
      notAudited: { why: 'The audit broke at every try.' },
    });
  });
});

interface Detail {
  readonly newestAudit: {
    readonly verdicts: unknown;
    readonly findings: unknown;
    readonly evidence: unknown;
    readonly load: unknown;
  } | null;
}

describe('the audits of a cluster', () => {
  test('are listed newest first, in pages', async () => {
    const history = await threeClusters();
    await history.saveAudit(anAudit(sick, 60));
    const deps = depsWith({ history });
    const first = (await jsonOf(deps, `/api/clusters/${sick.key}/audits?limit=1`)) as AuditPage;
    const second = await jsonOf(
      deps,
      `/api/clusters/${sick.key}/audits?limit=1&continuationToken=${first.continuationToken}`,
    );
    const {
      key: _key,
      name: _name,
      auditId: _auditId,
      facts: _facts,
      outcomes: _outcomes,
      ...figures
    } = sickItem;
    const { load } = anAudit(sick, 0);
    expect(first.items).toEqual([
      { ...figures, id: sweepId(60), sweepId: sweepId(60), at: minute(62).toISOString(), load },
    ]);
    expect(second).toEqual({ items: [{ ...figures, id: sweepId(0), load }] });
  });

  test('one audit is given whole, as it was stored', async () => {
    const deps = depsWith({ history: await threeClusters() });
    expect(await jsonOf(deps, `/api/clusters/${sick.key}/audits/${sweepId(0)}`)).toEqual(anAudit(sick, 0));
  });
});

interface AuditPage {
  readonly items: readonly unknown[];
  readonly continuationToken?: string;
}

test.each([
  ['/api/clusters/nobody', 'There is no cluster "nobody"; GET /api/clusters lists those there are.'],
  ['/api/clusters/nobody/audits', 'There is no cluster "nobody"; GET /api/clusters lists those there are.'],
  ['/api/clusters/nobody/trends', 'There is no cluster "nobody"; GET /api/clusters lists those there are.'],
  [
    `/api/clusters/${sick.key}/audits/${sweepId(9)}`,
    `There is no audit "${sweepId(9)}"; GET /api/clusters/{key}/audits lists those of a cluster.`,
  ],
])('GET %s is a 404 that says where to look', async (path, detail) => {
  const deps = depsWith({ history: await threeClusters() });
  expect(await problemOf(deps, path)).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail,
    instance: path,
  });
  expect((await ask(deps, path)).status).toBe(404);
});
