import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discoverKubeconfigFleet } from '../../src/kubernetes/fleet.ts';
import { clusterKeyOf } from '../../src/store/keys.ts';
import { listContexts } from '../../src/kubernetes/kubeconfig.ts';
import { UsageError } from '../../src/shared/errors.ts';
import { containing, matching } from '../support/matchers.ts';

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'config');
  await writeFile(path, text);
  return path;
}

const good = `
apiVersion: v1
kind: Config
clusters:
- {name: one, cluster: {server: "https://one.example:443"}}
- {name: two, cluster: {server: "https://two.example:443"}}
users:
- {name: admin, user: {token: secret-token}}
contexts:
- {name: one, context: {cluster: one, user: admin}}
- {name: 42, context: {cluster: two, user: admin}}
- {name: nobody, context: {cluster: two}}
current-context: one
`;

async function problemsOf(
  path: string,
  contexts: readonly string[] | null = null,
): Promise<readonly string[]> {
  const error: unknown = await discoverKubeconfigFleet(path, contexts, clusterKeyOf).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UsageError)) throw new Error('expected a UsageError', { cause: error });
  return error.problems;
}

describe('the fleet of a kubeconfig', () => {
  it('is one cluster for each context', async () => {
    const path = await fileWith(good);
    expect(await listContexts(path)).toEqual(['one', '42', 'nobody']);
    expect(await discoverKubeconfigFleet(path, null, clusterKeyOf)).toEqual([
      {
        key: 'one-c130062dc0c98ad5',
        id: 'kubeconfig:one',
        name: 'one',
        source: { kind: 'kubeconfig', context: 'one' },
      },
      {
        key: matching(/^42-/),
        id: 'kubeconfig:42',
        name: '42',
        source: { kind: 'kubeconfig', context: '42' },
      },
      {
        key: matching(/^nobody-/),
        id: 'kubeconfig:nobody',
        name: 'nobody',
        source: { kind: 'kubeconfig', context: 'nobody' },
      },
    ]);
  });

  it('is the given contexts, each once', async () => {
    const fleet = await discoverKubeconfigFleet(await fileWith(good), ['42', 'one', '42'], clusterKeyOf);
    expect(fleet.map(({ name }) => name)).toEqual(['42', 'one']);
  });
});

describe('a kubeconfig that is wrong', () => {
  it('may not exist', async () => {
    expect(await problemsOf('/nowhere/config')).toEqual([
      'The kubeconfig /nowhere/config does not exist: give the path of a readable kubeconfig file.',
    ]);
  });

  it('may be a folder', async () => {
    expect(await problemsOf(tmpdir())).toEqual([
      `The kubeconfig ${tmpdir()} cannot be read (EISDIR): give the path of a readable kubeconfig file.`,
    ]);
  });

  it('may be no YAML; what it holds is not repeated', async () => {
    const path = await fileWith('token: [secret-token\n');
    const problems = await problemsOf(path);
    expect(problems).toEqual([matching(/ is not YAML \(.+\): give a kubeconfig file\.$/)]);
    expect(problems.join()).not.toContain('secret-token');
  });

  it.each([
    ['a text', 'hello'],
    ['a list', '- 1'],
  ])('may be %s', async (_, text) => {
    const path = await fileWith(text);
    expect(await problemsOf(path)).toEqual([
      `${path} is no kubeconfig: it needs the lists clusters, users and contexts.`,
    ]);
  });

  it('may have lists of another shape', async () => {
    const path = await fileWith('contexts: [{name: a, context: {cluster: [1]}}]');
    expect(await problemsOf(path)).toEqual([
      `${path} is no kubeconfig at "contexts.0.context.cluster": it needs the lists clusters, users and contexts.`,
    ]);
  });

  it.each([['apiVersion: v1'], ['contexts: []'], ['contexts:']])('may have no contexts: %s', async (text) => {
    const path = await fileWith(text);
    expect(await problemsOf(path)).toEqual([
      `${path} has no contexts: add one, e.g. by "az aks get-credentials --name CLUSTER --resource-group GROUP --file ${path}".`,
    ]);
  });

  it('may be empty', async () => {
    const path = await fileWith('');
    expect(await problemsOf(path)).toEqual([containing(`${path} is not YAML`)]);
  });

  it('may lack what is asked for, and says all of it at once with what it has', async () => {
    const path = await fileWith(good);
    expect(await problemsOf(path, ['one', 'three', 'four'])).toEqual([
      `${path}: there is no context "three"; it has one, 42, nobody.`,
      `${path}: there is no context "four"; it has one, 42, nobody.`,
    ]);
  });

  it.each([
    ['cluster', 'context "x" names the cluster "gone", which has no entry.', '{cluster: gone, user: admin}'],
    ['user', 'context "x" names the user "gone", which has no entry.', '{cluster: one, user: gone}'],
    ['everything', 'context "x" names the cluster "", which has no entry.', 'null'],
  ])('may have a context without its %s', async (_, problem, context) => {
    const path = await fileWith(
      `${good.replace('current-context: one', '')}- {name: x, context: ${context}}\n`,
    );
    expect(await problemsOf(path)).toEqual([`${path}: ${problem}`]);
    expect(await discoverKubeconfigFleet(path, ['one'], clusterKeyOf)).toHaveLength(1);
  });

  it.each(['""', '12', 'one.example', 'ftp://one.example'])('may have %s for a server', async (server) => {
    const path = await fileWith(good.replace('"https://one.example:443"', server));
    expect(await problemsOf(path, ['one'])).toEqual([
      `${path}: the cluster of context "one" has no server address such as https://HOST:443.`,
    ]);
  });
});
