import { describe, expect, test } from 'vitest';
import { webhookLogLines } from '../../../src/azure/kql/webhook-log-lines.ts';
import { at, evidenceFrom, lineTable, shop, source, valueFrom, window } from '../../support/audit-log.ts';

const closed =
  'W1124 03:00:10.000000       1 dispatcher.go:225] Failed calling webhook, failing closed validate.kyverno.svc-fail: failed calling webhook "validate.kyverno.svc-fail": failed to call webhook: context deadline exceeded';
const open =
  'W1124 03:00:20.000000       1 dispatcher.go:219] Failed calling webhook, failing open policy.example.com: failed calling webhook "policy.example.com": failed to call webhook: EOF';
const plain =
  'I1124 03:00:00.000000       1 controller.go:615] quota admission added evaluator for: jobs.batch';
function oneLine(text: string): string {
  return text.replaceAll(/ +/gu, ' ');
}

const asked = { from: at(0), to: at(3600), sees: 'all', place: window.place };

describe.each(['AKSControlPlane', 'AzureDiagnostics'] as const)('from %s', (mode) => {
  test('webhooks that failed closed and open', () => {
    const table = lineTable(mode, [
      [0, plain],
      [10, closed],
      [15, closed],
      [20, open],
    ]);
    expect(valueFrom(webhookLogLines, table)).toEqual({
      window: { ...asked, seenFrom: at(0), seenTo: at(20) },
      lines: 4,
      webhooks: [
        {
          webhook: 'validate.kyverno.svc-fail',
          failedClosed: 2,
          failedOpen: 0,
          firstAt: at(10),
          lastAt: at(15),
          sample: oneLine(closed),
        },
        {
          webhook: 'policy.example.com',
          failedClosed: 0,
          failedOpen: 1,
          firstAt: at(20),
          lastAt: at(20),
          sample: oneLine(open),
        },
      ],
    });
  });

  test('servers that write of no webhook are seen to be silent about them', () => {
    expect(valueFrom(webhookLogLines, lineTable(mode, [[5, plain]]))).toEqual({
      window: { ...asked, seenFrom: at(5), seenTo: at(5) },
      lines: 1,
      webhooks: [],
    });
  });

  test('servers that write nothing are not', () => {
    expect(evidenceFrom(webhookLogLines, lineTable(mode, []))).toMatchObject({
      ok: false,
      reason: 'notCollected',
    });
  });
});

test('it needs nothing from the audit log', () => {
  const visibility = { ok: false, reason: 'timeout', detail: 'x', remedy: 'y' } as const;
  expect(valueFrom(webhookLogLines, lineTable('AKSControlPlane', [[5, plain]]), { visibility }).lines).toBe(
    1,
  );
});

test('a log that is not collected is named', () => {
  const cluster = { ...shop, source: { ...source, controlPlane: null } };
  expect(evidenceFrom(webhookLogLines, lineTable('AKSControlPlane', []), cluster)).toEqual({
    ok: false,
    reason: 'notCollected',
    detail: "The API servers' own log of the cluster is not collected in the workspace of its audit log.",
    remedy: 'Enable the category kube-apiserver in the diagnostic setting of the cluster.',
  });
});
