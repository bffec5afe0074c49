import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOptions, idOption, nameInId } from '../../src/remediation/azure-cli.ts';
import { clusterId } from '../support/azure-evidence.ts';

test('a cluster is named by the parts of its id', () => {
  expect(clusterOptions(clusterId)).toBe(
    '--subscription=00000000-0000-0000-0000-000000000001 --resource-group=rg-shop --name=shop',
  );
  expect(clusterOptions(clusterId.toUpperCase())).toContain('--name=SHOP');
});

test.each([null, '', '/subscriptions/x', `${clusterId}/agentpools/a`])(
  'what is no id of a cluster gives variables to fill in: %s',
  (id) => {
    expect(clusterOptions(id)).toBe(
      '--subscription="$SUBSCRIPTION" --resource-group="$RESOURCE_GROUP" --name="$CLUSTER"',
    );
  },
);

test('an id is one option', () => {
  expect(idOption('resource', clusterId, 'CLUSTER_ID')).toBe(`--resource=${clusterId}`);
  expect(idOption('resource', null, 'CLUSTER_ID')).toBe('--resource="$CLUSTER_ID"');
});

test('the name is the last part of an id', () => {
  expect(nameInId(clusterId)).toBe('shop');
});

test('a group and a name reach the command as they are, whatever they are', () => {
  const part = fc.constantFrom('-x', 'rg (prod)', "it's", '$(id)', '`id`', 'grüße', 'a;b', '--name=other');
  fc.assert(
    fc.property(part, part, (group, name) => {
      const id = `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
      const words = execFileSync('sh', ['-c', `printf '%s\\n' ${clusterOptions(id)}`], { encoding: 'utf8' });

      expect(words).toBe(`--subscription=s\n--resource-group=${group}\n--name=${name}\n`);
    }),
    { numRuns: 30 },
  );
});
