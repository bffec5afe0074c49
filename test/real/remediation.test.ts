/** Remedies of webhooks and quotas, run on a real API server by their own commands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingDraft, RemediationStep } from '../../src/model.ts';
import { quotaStep } from '../../src/remediation/quota.ts';
import type { ApiServer } from '../support/api-server.ts';
import { missingApiServer, startApiServer } from '../support/api-server.ts';
import { eventually } from '../support/eventually.ts';
import { needing } from '../support/needing.ts';
import { createBackend, createConfigMaps, createValidatingWebhook } from '../support/real-cluster.ts';
import { commandIn, findingsOf } from '../support/real-evidence.ts';
import type { Shell } from '../support/shell.ts';
import { missingPrograms, openShell } from '../support/shell.ts';

const missing = missingApiServer ?? missingPrograms;

const configurations = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

let server: ApiServer;
let shell: Shell;

describe.skipIf(missing !== null)(needing('remedies on a real API server', missing), () => {
  beforeAll(async () => {
    server = await startApiServer();
    shell = await openShell(await server.kubeconfig('admin'));
    await server.request('POST', '/api/v1/namespaces', { metadata: { name: 'team-a' } });
  });

  afterAll(async () => {
    await shell?.end();
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
      expect(await shell.run(commandIn(steps, '--dry-run=server'))).toBe('pod/webhook-check\n');

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
        'The request is invalid',
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
      expect(await shell.run('kubectl get configmaps --namespace=reports --output=name')).toMatch(
        /^(?:configmap\/leader-\d\n){10}$/u,
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
});

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
