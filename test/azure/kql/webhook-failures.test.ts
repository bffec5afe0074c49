import { describe, expect, test } from 'vitest';
import { webhookFailures } from '../../../src/azure/kql/webhook-failures.ts';
import type { Request } from '../../support/audit-log.ts';
import { at, auditTable, modes, times, valueFrom, window } from '../../support/audit-log.ts';
import { shopId } from '../../support/log-tables.ts';

const message =
  'Internal error occurred: failed calling webhook "validate.kyverno.svc-fail": failed to call webhook: Post "https://kyverno-svc.kyverno.svc:443/validate/fail?timeout=10s": no endpoints available for service "kyverno-svc"';
const blocked: Request = { verb: 'create', namespace: 'shop', code: 500, message };
const ignored: Request = {
  verb: 'update',
  namespace: 'shop',
  annotations: {
    'authorization.k8s.io/decision': 'allow',
    'failed-open.validating.webhook.admission.k8s.io/round_0_index_2': 'policy.example.com',
  },
};

describe.each(modes)('from %s', (mode) => {
  test('webhooks with what they blocked, for whom, and what they were left out of', () => {
    const table = auditTable(mode, {
      [shopId]: [
        { ...blocked, at: 30, user: 'system:serviceaccount:kube-system:replicaset-controller', agent: 'kcm' },
        { ...blocked, at: 10, user: 'system:serviceaccount:kube-system:replicaset-controller', agent: 'kcm' },
        { ...blocked, at: 20, user: 'ada' },
        { ...ignored, at: 40, user: 'ada' },
        { code: 200, verb: 'create' },
      ],
    });
    expect(valueFrom(webhookFailures, table)).toEqual({
      window,
      webhookCount: 2,
      webhooks: [
        {
          webhook: 'validate.kyverno.svc-fail',
          blocked: 3,
          blockedSystem: 2,
          ignored: 0,
          firstAt: at(10),
          lastAt: at(30),
          sample: message,
          clients: [
            {
              userAgent: 'kcm',
              username: 'system:serviceaccount:kube-system:replicaset-controller',
              role: 'client',
              verb: 'create',
              resource: 'pods',
              namespace: 'shop',
              requests: 2,
            },
            {
              userAgent: 'kubectl/v1.33.2',
              username: 'ada',
              role: 'client',
              verb: 'create',
              resource: 'pods',
              namespace: 'shop',
              requests: 1,
            },
          ],
        },
        {
          webhook: 'policy.example.com',
          blocked: 0,
          blockedSystem: 0,
          ignored: 1,
          firstAt: at(40),
          lastAt: at(40),
          sample: '',
          clients: [
            {
              userAgent: 'kubectl/v1.33.2',
              username: 'ada',
              role: 'client',
              verb: 'update',
              resource: 'pods',
              namespace: 'shop',
              requests: 1,
            },
          ],
        },
      ],
    });
  });

  test('a webhook that works cannot make others look broken by what it says in a denial', () => {
    const table = auditTable(mode, {
      [shopId]: [
        {
          verb: 'create',
          code: 403,
          message: 'admission webhook "a" denied the request: failed calling webhook "b": x',
        },
      ],
    });
    expect(valueFrom(webhookFailures, table).webhooks).toEqual([]);
  });

  test('at most twenty webhooks, those that block most', () => {
    const named = (index: number) => message.replace('validate.kyverno.svc-fail', `w${index}.example.com`);
    const requests = Array.from({ length: 25 }, (_, index) =>
      times(index + 1, { ...blocked, message: named(index) }),
    ).flat();
    const { webhookCount, webhooks } = valueFrom(webhookFailures, auditTable(mode, { [shopId]: requests }));
    expect([webhookCount, webhooks.length, webhooks[0]?.webhook]).toEqual([25, 20, 'w24.example.com']);
  });
});
