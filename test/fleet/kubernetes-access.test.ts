import { describe, expect, test } from 'vitest';
import { closedBy, refusedAccess } from '../../src/fleet/kubernetes-access.ts';
import { managedCluster } from '../support/azure-evidence.ts';

const bySetting = {
  reason: 'notPermitted',
  detail: 'The API servers of the fleet are not read: KUBERNETES_ACCESS is "none".',
  remedy:
    'Set KUBERNETES_ACCESS to "expected", or the tag kubernetesAccess of this cluster, to have its API server read.',
};
const byTag = {
  reason: 'notPermitted',
  detail: 'The API server is not read: the tag kubernetesAccess of the cluster is "none".',
  remedy:
    'Set the tag kubernetesAccess of the cluster to "expected", or remove it, to have its API server read.',
};

describe('the API server of a cluster', () => {
  test.each([
    ['is read where that is expected', 'expected', {}, null],
    ['is not read where the setting says so', 'none', {}, bySetting],
    ['is not read where its tag says so', 'expected', { kubernetesAccess: 'none' }, byTag],
    ['is read where its tag says so, whatever the setting', 'none', { kubernetesAccess: 'expected' }, null],
    ['has one reason where both say so: the tag', 'none', { kubernetesAccess: 'none' }, byTag],
    ['has a tag whose name has no case', 'expected', { KUBERNETESACCESS: 'none' }, byTag],
    ['has a tag whose value has no case', 'expected', { kubernetesaccess: ' None ' }, byTag],
    ['goes by the setting where its tag is another word', 'none', { kubernetesAccess: 'maybe' }, bySetting],
    ['is read where its tag is another word', 'expected', { kubernetesAccess: '' }, null],
    ['has nothing to do with other tags', 'expected', { access: 'none', env: 'prod' }, null],
  ] as const)('%s', (_what, kubernetesAccess, tags, expected) => {
    const refused = refusedAccess(managedCluster({ tags }), { kubernetesAccess });

    expect(refused && { reason: refused.reason, detail: refused.detail, remedy: refused.remedy }).toEqual(
      expected,
    );
  });
});

describe('what keeps strangers out', () => {
  const open = managedCluster().network;

  test.each([
    ['nothing, of a cluster that is open', {}, null],
    ['a private cluster', { privateCluster: true }, 'a private cluster'],
    ['no public network access', { publicNetworkAccess: false }, 'a cluster without public network access'],
    ['authorized ranges', { authorizedIpRanges: 2 }, 'a cluster with authorized IP ranges'],
    [
      'the strictest of all',
      { privateCluster: true, publicNetworkAccess: false, authorizedIpRanges: 2 },
      'a private cluster',
    ],
    [
      'no access, where ranges do not matter',
      { publicNetworkAccess: false, authorizedIpRanges: 2 },
      'a cluster without public network access',
    ],
  ])('is %s', (_what, network, expected) => {
    expect(closedBy(managedCluster({ network: { ...open, ...network } }))).toBe(expected);
  });
});
