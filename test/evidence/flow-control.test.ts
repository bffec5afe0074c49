import { describe, expect, it } from 'vitest';
import { flowControl } from '../../src/evidence/flow-control.ts';
import { apis, gatherFrom, listOf, serving } from './gathering.ts';

const group = 'flowcontrol.apiserver.k8s.io';

/** A server of one version; `schemas` and `levels` are its objects. */
function server(
  version: string,
  schemas: readonly object[],
  levels: readonly object[],
  metadata: object = {},
) {
  return serving({
    '/apis': apis({ [group]: [version] }),
    [`/apis/${group}/${version}/flowschemas`]: listOf(schemas, metadata),
    [`/apis/${group}/${version}/prioritylevelconfigurations`]: listOf(levels),
  });
}

const heavyLister = {
  metadata: {
    name: 'heavy-lister',
    uid: 'uid-1',
    creationTimestamp: '2026-11-01T00:00:00Z',
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': `{"apiVersion":"${group}/v1beta2","kind":"FlowSchema"}`,
    },
  },
  spec: {
    priorityLevelConfiguration: { name: 'gone' },
    matchingPrecedence: 500,
    distinguisherMethod: { type: 'ByUser' },
    rules: [
      {
        subjects: [
          { kind: 'ServiceAccount', serviceAccount: { namespace: 'a', name: 'lister' } },
          { kind: 'User', user: { name: 'jane' } },
          { kind: 'Group', group: { name: 'robots' } },
        ],
        resourceRules: [
          { verbs: ['list'], apiGroups: [''], resources: ['pods'], namespaces: ['default'] },
          { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true },
        ],
      },
      {
        subjects: [{ kind: 'Group', group: { name: 'all' } }],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
      },
    ],
  },
  status: { conditions: [{ type: 'Dangling', status: 'True', reason: 'NotFound' }] },
};

const ownSchema = {
  metadata: { name: 'exempt', uid: 'uid-2', annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' } },
  spec: { priorityLevelConfiguration: { name: 'exempt' }, matchingPrecedence: 1 },
};

describe('flow schemas', () => {
  it('are kept with their rules, whether they dangle, and the version they were applied in', async () => {
    const { value } = await gatherFrom(flowControl, server('v1', [heavyLister, ownSchema], []));
    expect(await value).toEqual({
      apiVersion: 'v1',
      flowSchemas: [
        {
          name: 'heavy-lister',
          uid: 'uid-1',
          createdAt: '2026-11-01T00:00:00Z',
          matchingPrecedence: 500,
          priorityLevel: 'gone',
          distinguisher: 'ByUser',
          rules: [
            {
              subjects: [
                { kind: 'ServiceAccount', namespace: 'a', name: 'lister' },
                { kind: 'User', name: 'jane' },
                { kind: 'Group', name: 'robots' },
              ],
              resourceRules: [
                {
                  verbs: ['list'],
                  apiGroups: [''],
                  resources: ['pods'],
                  namespaces: ['default'],
                  clusterScope: false,
                },
                { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: [], clusterScope: true },
              ],
              nonResourceRules: [],
            },
            {
              subjects: [{ kind: 'Group', name: 'all' }],
              resourceRules: [],
              nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
            },
          ],
          dangling: true,
          bootstrap: false,
          appliedApiVersion: `${group}/v1beta2`,
        },
        {
          name: 'exempt',
          uid: 'uid-2',
          createdAt: null,
          matchingPrecedence: 1,
          priorityLevel: 'exempt',
          distinguisher: null,
          rules: [],
          dangling: null,
          bootstrap: true,
          appliedApiVersion: null,
        },
      ],
      priorityLevels: [],
    });
  });

  it('that do not fit on a page are truncated: which one wins depends on all of them', async () => {
    const { value } = await gatherFrom(flowControl, server('v1', [heavyLister], [], { continue: 'more' }));
    await expect(value).rejects.toMatchObject({ reason: 'truncated' });
  });
});

describe('priority levels', () => {
  it.each([
    ['v1', 'nominalConcurrencyShares'],
    ['v1beta3', 'nominalConcurrencyShares'],
    ['v1beta2', 'assuredConcurrencyShares'],
    ['v1beta1', 'assuredConcurrencyShares'],
  ])('of %s have their shares in %s', async (version, field) => {
    const levels = [
      {
        metadata: { name: 'narrow', uid: 'uid-3' },
        spec: {
          type: 'Limited',
          limited: {
            [field]: 5,
            lendablePercent: 0,
            borrowingLimitPercent: 0,
            limitResponse: { type: 'Reject' },
          },
        },
      },
      {
        metadata: {
          name: 'wide',
          uid: 'uid-4',
          annotations: { 'apf.kubernetes.io/autoupdate-spec': 'false' },
        },
        spec: {
          type: 'Limited',
          limited: { [field]: 0, limitResponse: { type: 'Queue', queuing: { queues: 64 } } },
        },
      },
      { metadata: { name: 'exempt', uid: 'uid-5' }, spec: { type: 'Exempt' } },
    ];
    const { value } = await gatherFrom(flowControl, server(version, [], levels));
    const plain = { createdAt: null, bootstrap: false, appliedApiVersion: null };
    expect(await value).toEqual({
      apiVersion: version,
      flowSchemas: [],
      priorityLevels: [
        {
          ...plain,
          name: 'narrow',
          uid: 'uid-3',
          type: 'Limited',
          shares: 5,
          lendablePercent: 0,
          borrowingLimitPercent: 0,
          limitResponse: 'Reject',
        },
        {
          ...plain,
          name: 'wide',
          uid: 'uid-4',
          type: 'Limited',
          shares: 0,
          lendablePercent: null,
          borrowingLimitPercent: null,
          limitResponse: 'Queue',
          bootstrap: true,
        },
        {
          ...plain,
          name: 'exempt',
          uid: 'uid-5',
          type: 'Exempt',
          shares: null,
          lendablePercent: null,
          borrowingLimitPercent: null,
          limitResponse: null,
          // One of the objects that every server keeps, annotated or not.
          bootstrap: true,
        },
      ],
    });
  });
});

describe('the version', () => {
  it('is the newest that is served', async () => {
    const { fake, value } = await gatherFrom(
      flowControl,
      serving({
        '/apis': apis({ [group]: ['v1beta2', 'v1beta3', 'v1'] }),
        [`/apis/${group}/v1/flowschemas`]: listOf([]),
        [`/apis/${group}/v1/prioritylevelconfigurations`]: listOf([]),
      }),
    );
    expect((await value).apiVersion).toBe('v1');
    expect(fake.asked).toHaveLength(3);
  });

  it.each([[{}], [{ [group]: ['v1alpha1'] }]])(
    'is unsupported when none we know is served: %j',
    async (groups) => {
      const { value } = await gatherFrom(flowControl, serving({ '/apis': apis(groups) }));
      await expect(value).rejects.toMatchObject({ reason: 'unsupported' });
    },
  );
});
