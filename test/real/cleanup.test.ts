/** The commands that clean up, run as they are printed, against a real API server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pLimit from 'p-limit';
import { cleanupOf } from '../../src/remediation/cleanup.ts';
import { type ApiServer, missingApiServer, startApiServer } from '../support/api-server.ts';
import { needing } from '../support/needing.ts';
import { missingPrograms, openShell, type Shell } from '../support/shell.ts';

const missing = missingApiServer ?? missingPrograms;
const atOnce = pLimit(20);

let server: ApiServer;
let shell: Shell;

/** The steps of a clean-up up to the one whose text has these words: those that set something, and that one. */
function commandsOf(kind: string, words: string): string {
  const { steps } = cleanupOf({ kind, limit: 10_000, maybeStale: false, namespace: 'batch', signs: [] });
  const place = steps.findIndex(({ text }) => text.includes(words));
  const before = steps
    .slice(0, place)
    .flatMap(({ command }) => (command?.startsWith('export ') ? command : []));
  const command = steps[place]?.command;
  if (command === undefined) throw new Error(`no command says "${words}"`);
  return [...before, command].join('\n');
}

describe.skipIf(missing !== null)(needing('clean-ups on a real API server', missing), () => {
  beforeAll(async () => {
    // Up to 1.20 times to live are behind a gate; later there is no such gate, and a server that is told of it does not start.
    server = await startApiServer([], ['--feature-gates=TTLAfterFinished=true']).catch(() =>
      startApiServer(),
    );
    shell = await openShell(await server.kubeconfig('admin'));
    await create('/api/v1/namespaces', { metadata: { name: 'batch' } });
  });

  afterAll(async () => {
    await shell?.end();
    await server?.stop();
  });

  test('objects are counted by namespace, and some are looked at, without those of other kinds', async () => {
    await create('/api/v1/namespaces/default/configmaps', { metadata: { name: 'lone' } });
    await createConfigMaps(120);

    expect(await shell.run(commandsOf('configmaps', 'Count them by namespace'))).toMatch(
      /^ *120 batch\n *1 default\n$/u,
    );
    const looked = await shell.run(commandsOf('configmaps', 'Look at twenty'));
    expect(
      looked.split('\n').map((line) => line.split(/ +/u).slice(0, 1).concat(line.split(/ +/u).slice(2))),
    ).toEqual([
      ['NAME', 'OWNER', 'BY'],
      ['run-000', '<none>', expect.any(String)],
      ['run-100', '<none>', expect.any(String)],
      [''],
    ]);
  });

  test('finished Jobs get a time to live, and those that still run do not', async () => {
    await createJob('done-a', 'Complete');
    await createJob('lost-a', 'Failed');
    await createJob('busy-a', null);

    await shell.run(commandsOf('jobs.batch', 'Or keep the newest'));

    expect(await jobs()).toEqual({ 'busy-a': null, 'done-a': 86_400, 'lost-a': 86_400 });
  });

  test('the template of a CronJob gets a time to live', async () => {
    const { preferredVersion, versions } = await server.request<{
      readonly preferredVersion: { readonly groupVersion: string };
      readonly versions: readonly { readonly groupVersion: string }[];
    }>('GET', '/apis/batch');
    const old = versions.find(({ groupVersion }) => groupVersion === 'batch/v1beta1');
    const path = `/apis/${(old ?? preferredVersion).groupVersion}/namespaces/batch/cronjobs`;
    await create(path, {
      metadata: { name: 'nightly' },
      spec: { schedule: '0 4 * * *', jobTemplate: { spec: { template: podTemplate } } },
    });

    await shell.run(commandsOf('jobs.batch', 'Give the template'), { CRONJOB: 'nightly' });

    expect(await server.request('GET', `${path}/nightly`)).toMatchObject({
      spec: { jobTemplate: { spec: { ttlSecondsAfterFinished: 3_600 } } },
    });
  });

  test('all finished Jobs are deleted with their pods, a hundred at a time, and none that still runs', async () => {
    await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        atOnce(() => createJob(`order-${n}`, n % 10 === 0 ? 'Failed' : 'Complete')),
      ),
    );
    await createJob('busy-b', null);
    // Its first pod has succeeded: the selector status.successful=1 would take it.
    await createJob('busy-many', null, 5);
    await createJob('paused', null);
    await setStatus('paused', { conditions: [{ type: 'Suspended', status: 'True' }] });
    await createJob('was-failing', null);
    await setStatus('was-failing', { conditions: [{ type: 'Failed', status: 'False' }] });
    const earlier = (await shell.pauses()).length;

    await shell.run(commandsOf('jobs.batch', 'Delete finished Jobs'));

    // Nothing collects garbage here: a Job that was to leave its pods behind would still wait for that.
    expect(Object.keys(await jobs())).toEqual(['busy-a', 'busy-b', 'busy-many', 'paused', 'was-failing']);
    expect((await shell.pauses()).slice(earlier)).toEqual([10, 10]);
    const deleted = (await server.auditLog()).filter(
      ({ verb, objectRef }) => objectRef?.resource === 'jobs' && verb.startsWith('delete'),
    );
    expect(new Set(deleted.map(({ verb }) => verb))).toEqual(new Set(['delete']));
    expect(deleted).toHaveLength(122);
  });

  test('without saying how, the API leaves the pods of a Job behind: what the command must not do', async () => {
    await createJob('done-b', 'Complete');

    await server.request('DELETE', `${jobsPath}/done-b`);

    expect(await server.request('GET', `${jobsPath}/done-b`)).toMatchObject({
      metadata: { finalizers: ['orphan'] },
    });
  });

  test('pods that failed or succeeded are deleted, and the others stay', async () => {
    const phases = { lost: 'Failed', done: 'Succeeded', busy: 'Running', new: 'Pending' };
    for (const [name, phase] of Object.entries(phases)) await createPod(name, phase);

    await shell.run(commandsOf('pods', 'that have failed'));
    expect(await podNames()).toEqual(['busy', 'done', 'new']);

    await shell.run(commandsOf('pods', 'that have succeeded'));
    expect(await podNames()).toEqual(['busy', 'new']);
  });

  test('revisions of Helm are counted by release, and secrets by type', async () => {
    for (const revision of [1, 2, 3]) {
      await create('/api/v1/namespaces/batch/secrets', {
        metadata: {
          name: `sh.helm.release.v1.shop.v${revision}`,
          labels: { owner: 'helm', name: 'shop', status: 'superseded', version: String(revision) },
        },
        type: 'helm.sh/release.v1',
      });
    }

    expect(await shell.run(commandsOf('secrets', 'Count the revisions'))).toMatch(/^ *3 shop\n$/u);
    expect(await shell.run(commandsOf('secrets', 'See which types'))).toMatch(
      /^ *3 helm\.sh\/release\.v1\n$/u,
    );
  });

  test('a Deployment keeps fewer revisions', async () => {
    const path = '/apis/apps/v1/namespaces/batch/deployments';
    await create(path, {
      metadata: { name: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'shop' } },
        template: { ...podTemplate, metadata: { labels: { app: 'shop' } }, spec: { containers } },
      },
    });

    await shell.run(commandsOf('replicasets.apps', 'Keep fewer revisions'), { DEPLOYMENT: 'shop' });
    await shell.run(commandsOf('controllerrevisions.apps', 'Keep fewer revisions'), {
      WORKLOAD: 'deployment/shop',
    });

    expect(await server.request('GET', `${path}/shop`)).toMatchObject({ spec: { revisionHistoryLimit: 3 } });
  });

  test('events are looked at by one page', async () => {
    await create('/api/v1/namespaces/batch/events', {
      metadata: { name: 'shop.1' },
      involvedObject: { kind: 'Pod', namespace: 'batch', name: 'shop' },
      reason: 'BackOff',
      type: 'Warning',
    });

    expect(await shell.run(commandsOf('events', 'Look at a sample'))).toMatch(/^ *1 BackOff batch Pod$/mu);
  });
});

const containers = [{ name: 'main', image: 'registry.example.com/main' }];
const jobsPath = '/apis/batch/v1/namespaces/batch/jobs';
const podTemplate = { spec: { restartPolicy: 'Never', containers } };

async function create(path: string, object: object): Promise<void> {
  await server.request('POST', path, object);
}

async function createConfigMaps(count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => `run-${String(n).padStart(3, '0')}`);
  await Promise.all(
    names.map((name) => atOnce(() => create('/api/v1/namespaces/batch/configmaps', { metadata: { name } }))),
  );
}

/** With the status that its controller would write; null while it runs, when one pod of several may have succeeded. */
async function createJob(name: string, end: 'Complete' | 'Failed' | null, completions = 1): Promise<void> {
  await create(jobsPath, { metadata: { name }, spec: { completions, template: podTemplate } });
  const at = new Date().toISOString().replace(/\.\d+Z$/u, 'Z');
  // From 1.31 on neither end is believed without the condition that comes before it.
  const first = end === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
  const conditions =
    end === null ? [] : [first, end].map((type) => ({ type, status: 'True', lastTransitionTime: at }));
  await setStatus(name, {
    startTime: at,
    ...(end === 'Complete' ? { completionTime: at } : {}),
    ...(end === 'Failed' ? { failed: 1 } : {}),
    ...(end === 'Complete' || completions > 1 ? { succeeded: 1 } : {}),
    conditions,
  });
}

async function setStatus(job: string, status: object): Promise<void> {
  await server.request('PATCH', `${jobsPath}/${job}/status`, { status });
}

async function createPod(name: string, phase: string): Promise<void> {
  const path = '/api/v1/namespaces/batch/pods';
  await create(path, { metadata: { name }, spec: { containers } });
  await server.request('PATCH', `${path}/${name}/status`, { status: { phase } });
}

/** Time to live by name. */
async function jobs(): Promise<Readonly<Record<string, number | null>>> {
  const { items } = await server.request<{
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: { readonly ttlSecondsAfterFinished?: number };
    }[];
  }>('GET', jobsPath);
  return Object.fromEntries(
    items.map(({ metadata, spec }) => [metadata.name, spec.ttlSecondsAfterFinished ?? null]),
  );
}

async function podNames(): Promise<readonly string[]> {
  const { items } = await server.request<{
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  }>('GET', '/api/v1/namespaces/batch/pods');
  return items.map(({ metadata }) => metadata.name);
}
