import { describe, expect, test } from 'vitest';
import { creationsByClient } from '../../../src/azure/kql/creations-by-client.ts';
import { auditTable, modes, times, valueFrom, window } from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

describe.each(modes)('from %s', (mode) => {
  test('creations of each resource beside its deletions by whomever', () => {
    const cron = {
      user: 'system:serviceaccount:kube-system:cronjob-controller',
      agent: 'kcm',
      namespace: 'batch',
    };
    const jobs = { resource: 'jobs', apiGroup: 'batch' };
    const table = auditTable(mode, {
      [shopId]: [
        ...times(5, { ...cron, ...jobs, verb: 'create', code: 201 }),
        ...times(2, { ...jobs, verb: 'delete', name: 'x', namespace: 'batch', user: 'ttl', agent: 'kcm' }),
        { ...jobs, verb: 'deletecollection', namespace: 'batch' },
        { ...jobs, verb: 'create', code: 201, namespace: 'shop' },
        { resource: 'configmaps', verb: 'create', code: 201, namespace: 'shop' },
      ],
    });
    expect(valueFrom(creationsByClient, table)).toEqual({
      window,
      resourceCount: 2,
      resources: [
        {
          resource: 'jobs',
          apiGroup: 'batch',
          created: 6,
          deleted: 2,
          collectionsDeleted: 1,
          creators: [
            {
              userAgent: 'kcm',
              username: 'system:serviceaccount:kube-system:cronjob-controller',
              role: 'client',
              namespace: 'batch',
              created: 5,
            },
            { userAgent: 'kubectl/v1.33.2', username: 'ada', role: 'client', namespace: 'shop', created: 1 },
          ],
        },
        {
          resource: 'configmaps',
          apiGroup: '',
          created: 1,
          deleted: 0,
          collectionsDeleted: 0,
          creators: [
            { userAgent: 'kubectl/v1.33.2', username: 'ada', role: 'client', namespace: 'shop', created: 1 },
          ],
        },
      ],
    });
  });

  test.each([
    ['was refused', { code: 403 }],
    ['was a trial', { uri: '/api/v1/namespaces/shop/pods?dryRun=All' }],
    ['was an eviction', { resource: 'pods/eviction' }],
    ['was a review', { resource: 'tokenreviews', apiGroup: 'authentication.k8s.io' }],
    ['was an event', { resource: 'events', apiGroup: 'events.k8s.io' }],
    ['was no resource', { resource: null, uri: '/x' }],
  ])('nothing is created by what %s', (_what, request) => {
    const table = auditTable(mode, { [shopId]: [{ verb: 'create', code: 201, ...request }] });
    expect(valueFrom(creationsByClient, table).resources).toEqual([]);
  });

  test('the kubelet confirms a deletion and does not make another', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { verb: 'create', code: 201 },
        { verb: 'delete', name: 'web' },
        { verb: 'delete', name: 'web', user: 'system:node:aks-pool1-12345678-vmss000000' },
      ],
    });
    expect(
      valueFrom(creationsByClient, table).resources.map(({ created, deleted }) => [created, deleted]),
    ).toEqual([[1, 1]]);
  });
});
