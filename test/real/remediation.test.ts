/** Remedies of webhooks and of objects that pile up, run on a real API server by their own commands. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingDraft, RemediationStep } from '../../src/model.ts';
import { cleanupOf } from '../../src/remediation/cleanup.ts';
import { quotaStep } from '../../src/remediation/quota.ts';
import type { ApiServer } from '../support/api-server.ts';
import { missingApiServer, missingBefore, startApiServer } from '../support/api-server.ts';
import { eventually } from '../support/eventually.ts';
import type { Shell } from '../support/kubectl/shell.ts';
import { shellOn } from '../support/kubectl/shell.ts';
import { needing } from '../support/needing.ts';
import { createBackend, createConfigMaps, createValidatingWebhook } from '../support/real-cluster.ts';
import { commandIn, findingsOf } from '../support/real-evidence.ts';

const missingJq =
  spawnSync('jq', ['--version']).status === 0 ? null : 'no jq on the path: install the package jq';

const configurations = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

let server: ApiServer;
let shell: Shell;

describe.skipIf(missingApiServer !== null)(needing('remedies on a real API server', missingApiServer), () => {
  beforeAll(async () => {
    server = await startApiServer();
    shell = await shellOn(server);
    await server.request('POST', '/api/v1/namespaces', { metadata: { name: 'team-a' } });
  });

  afterAll(async () => {
    await shell?.stop();
    await server?.stop();
  });

  describe('a webhook whose backend is gone', () => {
    const name = 'orphaned-webhook-cfg';
    let before: Configuration;
    let finding: FindingDraft;

    beforeAll(async () => {
      await createValidatingWebhook(server, {
        configuration: name,
        webhook: 'orphan.example.com',
        namespace: 'gone',
        service: 'gone-svc',
        resources: ['secrets', 'pods'],
      });
      before = await configurationNamed(name);
      finding = await theFinding('webhook-without-backend', name);
      await refusesWrites();
    });

    afterAll(async () => {
      await shell.run(`kubectl delete validatingwebhookconfiguration/${name} --ignore-not-found`);
    });

    test('lets writes through with the patch, and is put back exactly as it was', async () => {
      const { steps } = finding.remediation;
      await shell.run(commandIn(steps, '.backup.yaml'));
      await shell.run(commandIn(steps, '"value":"Ignore"'));

      await eventually('writes pass', writes);
      expect(await shell.run(commandIn(steps, '--dry-run=server'))).toBe('pod/webhook-check');

      await shell.run(commandIn(steps, '"value":"Fail"'));
      expect(ownPartOf(await configurationNamed(name))).toEqual(ownPartOf(before));
      await refusesWrites();
    });

    test('lets writes through once it is deleted, and comes back from its backup', async () => {
      const { steps } = finding.remediation;
      await shell.run(commandIn(steps, 'kubectl delete'));

      await expect(configurationNamed(name)).rejects.toThrow('404');
      await eventually('writes pass', writes);

      await shell.run(commandIn(steps, 'kubectl create'));
      expect(ownPartOf(await configurationNamed(name))).toEqual(ownPartOf(before));
      await refusesWrites();
    });

    test('is left alone when another webhook has its place by now', async () => {
      const webhooks = [{ ...before.webhooks[0], name: 'newcomer.example.com' }, ...before.webhooks];
      await server.request('PATCH', `${configurations}/${name}`, { webhooks });

      await expect(shell.run(commandIn(finding.remediation.steps, '"value":"Ignore"'))).rejects.toThrow(
        'the server rejected our request',
      );
      const { webhooks: now } = await configurationNamed(name);
      expect(now.map(({ failurePolicy }) => failurePolicy)).toEqual(['Fail', 'Fail']);
    });
  });

  test('a webhook in the way of its own pods is no longer after its selector is changed', async () => {
    await createBackend(server, 'policy', 'policy-svc', true);
    await createValidatingWebhook(server, {
      configuration: 'policy-cfg',
      webhook: 'validate.policy.example.com',
      namespace: 'policy',
      service: 'policy-svc',
      resources: ['pods'],
    });
    const { remediation } = await theFinding('webhook-deadlock-risk', 'policy-cfg');

    await shell.run(commandIn(remediation.steps, 'namespaceSelector'));

    expect(await findingsOf(server, 'webhook-deadlock-risk')).toEqual([]);
    await shell.run('kubectl delete validatingwebhookconfiguration/policy-cfg');
  });

  describe('a quota on the objects of a kind', () => {
    const objects = '/api/v1/namespaces/reports/configmaps';
    const create = (query = ''): Promise<unknown> =>
      server.request('POST', `${objects}${query}`, { metadata: { generateName: 'one-more-' } });

    test('stops the eleventh and leaves the ten alone', async () => {
      await createConfigMaps(server, 'reports', 10);
      const { manifest = '' } =
        quotaStep({ kind: 'configmaps', namespace: 'reports', limit: 10 }) ?? ({} as RemediationStep);
      await shell.save('quota.yaml', manifest);
      await shell.run('kubectl create --dry-run=server --filename=quota.yaml');
      await shell.run('kubectl create --filename=quota.yaml');
      await count('limit-configmaps', 10);

      await eventually('the quota is in force', () =>
        create('?dryRun=All').then(
          () => null,
          () => true,
        ),
      );
      await expect(create()).rejects.toThrow(/403.*exceeded quota: limit-configmaps/su);
      expect(await shell.run('kubectl get configmaps --namespace=reports')).toMatch(
        /^(?:leader-\d\n?){10}$/u,
      );
      await server.request('PATCH', `${objects}/leader-0`, { data: { holder: 'somebody else' } });
      // Other kinds in the namespace, and the kind in other namespaces, are free.
      await server.request('POST', '/api/v1/namespaces/reports/secrets', { metadata: { name: 'free' } });
      await server.request('POST', '/api/v1/namespaces/team-a/configmaps', { metadata: { name: 'free' } });

      await server.request('DELETE', `${objects}/leader-1`);
      await count('limit-configmaps', 9);
      await eventually('there is room for one', () => create().catch(() => null));
      await expect(create()).rejects.toThrow('exceeded quota');
    });

    test('is the same as a command, for the namespace that is filled in', async () => {
      const step = quotaStep({ kind: 'secrets', namespace: null, limit: 3 });
      await shell.run(step?.command ?? '', { NAMESPACE: 'team-a' });

      const quotas = '/api/v1/namespaces/team-a/resourcequotas';
      expect(await server.request('GET', `${quotas}/limit-secrets`)).toMatchObject({
        spec: { hard: { 'count/secrets': '3' } },
      });
      await server.request('DELETE', `${quotas}/limit-secrets`);
    });

    /** There is no controller manager here: what it would count is written in its place. */
    async function count(quota: string, used: number): Promise<void> {
      const path = `/api/v1/namespaces/reports/resourcequotas/${quota}/status`;
      const status = { hard: { 'count/configmaps': '10' }, used: { 'count/configmaps': String(used) } };
      await server.request('PATCH', path, { status });
    }
  });

  describe('objects that pile up', () => {
    const jobs = '/apis/batch/v1/namespaces/team-a/jobs';

    test.skipIf(missingJq !== null)(
      needing('finished Jobs are deleted, running ones stay', missingJq),
      async () => {
        await createJob('done', { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] });
        await createJob('failed', { failed: 7, conditions: [{ type: 'Failed', status: 'True' }] });
        // The field selector of the guide, status.successful=1, takes this one.
        await createJob('half-done', { active: 1, succeeded: 1 });
        await createJob('suspended', { conditions: [{ type: 'Suspended', status: 'True' }] });
        await createJob('was-failing', { active: 1, conditions: [{ type: 'Failed', status: 'False' }] });

        await shell.run(commandIn(cleanupSteps('jobs.batch'), 'delete jobs.batch'), { NAMESPACE: 'team-a' });

        expect((await shell.run('kubectl get jobs --namespace=team-a')).split('\n')).toEqual([
          'half-done',
          'suspended',
          'was-failing',
        ]);
      },
    );

    test('failed and succeeded pods are deleted, others stay', async () => {
      for (const phase of ['Failed', 'Succeeded', 'Running', 'Pending']) await createPod(phase);

      await shell.run(commandIn(cleanupSteps('pods'), 'kubectl delete pods'), { NAMESPACE: 'team-a' });

      expect((await shell.run('kubectl get pods --namespace=team-a')).split('\n')).toEqual([
        'pending',
        'running',
      ]);
    });

    test('are counted by namespace, most first', async () => {
      const counts = await shell.run(commandIn(cleanupSteps('configmaps'), '--all-namespaces'));

      expect(counts.split('\n').map((line) => line.trim())).toEqual(['10 reports', '1 team-a']);
    });

    test('Deployments keep fewer revisions', async () => {
      const labels = { app: 'shop' };
      const path = '/apis/apps/v1/namespaces/team-a/deployments';
      const template = { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop' }] } };
      const spec = { selector: { matchLabels: labels }, template };
      await server.request('POST', path, { metadata: { name: 'shop' }, spec });

      await shell.run(commandIn(cleanupSteps('replicasets.apps'), 'revisionHistoryLimit'), {
        NAMESPACE: 'team-a',
        DEPLOYMENT: 'shop',
      });

      expect(await server.request('GET', `${path}/shop`)).toMatchObject({
        spec: { revisionHistoryLimit: 3 },
      });
    });

    const beforeTtl = missingBefore(21);
    test.skipIf(beforeTtl !== null)(needing('Jobs of a CronJob get a time to live', beforeTtl), async () => {
      const path = '/apis/batch/v1/namespaces/team-a/cronjobs';
      const jobTemplate = { spec: { template: podTemplate } };
      await server.request('POST', path, {
        metadata: { name: 'nightly' },
        spec: { schedule: '0 3 * * *', jobTemplate },
      });

      await shell.run(commandIn(cleanupSteps('jobs.batch'), 'cronjob'), {
        NAMESPACE: 'team-a',
        CRONJOB: 'nightly',
      });

      expect(await server.request('GET', `${path}/nightly`)).toMatchObject({
        spec: { jobTemplate: { spec: { ttlSecondsAfterFinished: 3_600 } } },
      });
    });

    async function createJob(name: string, status: object): Promise<void> {
      await server.request('POST', jobs, { metadata: { name }, spec: { template: podTemplate } });
      await server.request('PATCH', `${jobs}/${name}/status`, { status });
    }

    async function createPod(phase: string): Promise<void> {
      const name = phase.toLowerCase();
      const pods = '/api/v1/namespaces/team-a/pods';
      await server.request('POST', pods, { metadata: { name }, spec: podTemplate.spec });
      await server.request('PATCH', `${pods}/${name}/status`, { status: { phase } });
    }
  });
});

const podTemplate = { spec: { containers: [{ name: 'work', image: 'work' }], restartPolicy: 'Never' } };

function cleanupSteps(kind: string): readonly RemediationStep[] {
  return cleanupOf({ kind, limit: 10_000, maybeStale: false, namespace: null, signs: [] }).steps;
}

interface Configuration {
  readonly metadata: { readonly labels?: object; readonly annotations?: object };
  readonly webhooks: readonly { readonly name: string; readonly failurePolicy: string }[];
}

async function configurationNamed(name: string): Promise<Configuration> {
  return server.request('GET', `${configurations}/${name}`);
}

/** All but what the server says of the object itself. */
function ownPartOf({ metadata: { labels, annotations }, webhooks }: Configuration): object {
  return { labels, annotations, webhooks };
}

async function theFinding(check: string, configuration: string): Promise<FindingDraft> {
  const found = await findingsOf(server, check);
  const finding = found.find(({ resource }) => resource.name === configuration);
  if (finding === undefined) throw new Error(`${check} finds nothing in ${configuration}`);
  return finding;
}

/** Null while writes are refused. */
async function writes(): Promise<true | null> {
  return server
    .request('POST', '/api/v1/namespaces/team-a/secrets?dryRun=All', { metadata: { generateName: 'write-' } })
    .then(
      () => true,
      () => null,
    );
}

async function refusesWrites(): Promise<void> {
  await eventually('writes are refused', async () => ((await writes()) === null ? true : null));
}
