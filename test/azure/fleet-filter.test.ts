import { describe, expect, test } from 'vitest';
import { type FleetFilter, leftOut, wholeFleet } from '../../src/azure/fleet-filter.ts';
import { managedClusterRow } from '../../src/azure/managed-clusters.ts';
import { clusterRow } from './wire.ts';

const shop = managedClusterRow.parse(clusterRow('aks-shop'));
const none = wholeFleet.include;
const cases: readonly [string, Partial<FleetFilter>, boolean, string | null][] = [
  ['everything is in by default', {}, false, null],
  ['a name that matches', { include: { ...none, names: ['web-*', 'AKS-*'] } }, false, null],
  [
    'a name that does not',
    { include: { ...none, names: ['web-*'] } },
    false,
    'Its name aks-shop matches none of web-*.',
  ],
  [
    'every list must match',
    { include: { ...none, names: ['*'], regions: ['eastus'] } },
    false,
    'Its region westeurope matches none of eastus.',
  ],
  ['a resource group', { include: { ...none, resourceGroups: ['RG-*'] } }, false, null],
  ['a tag with a value', { include: { ...none, tags: [{ name: 'ENV', value: 'Prod' }] } }, false, null],
  [
    'every tag must be there',
    {
      include: {
        ...none,
        tags: [
          { name: 'env', value: 'prod' },
          { name: 'tier', value: null },
        ],
      },
    },
    false,
    'It does not have the tag tier.',
  ],
  [
    'a tag with another value',
    { include: { ...none, tags: [{ name: 'env', value: 'test' }] } },
    false,
    'It does not have the tag env=test.',
  ],
  ['a named cluster need not match', { include: { ...none, names: ['web-*'] } }, true, null],
  [
    'an exclusion wins',
    { exclude: { ...none, names: ['aks-sh??'] } },
    true,
    'Its name aks-shop matches the exclusion aks-sh??.',
  ],
  [
    'any exclusion is enough',
    { exclude: { ...none, names: ['other'], tags: [{ name: 'owner', value: null }] } },
    false,
    'It has the tag owner, which is excluded.',
  ],
];

describe('a cluster', () => {
  test.each(cases)('%s', (_, filter, named, why) => {
    expect(leftOut(shop, { ...wholeFleet, ...filter }, named)).toBe(why);
  });
});
