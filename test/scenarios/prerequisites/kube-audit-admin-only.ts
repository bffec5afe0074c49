import { auditLogging, auditSource, diagnosticSetting } from '../../support/azure-evidence.ts';
import { logsOver } from '../../support/healthy-logs.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Only kube-audit-admin is collected',
  story: 'It is cheaper, and has no GET and LIST: whoever lists the cluster to death is not in it.',
  evidence: {
    ...logsOver({ sees: 'writes' }),
    ...missing('notCollected', 'requestsByClient'),
    auditLogging: auditLogging({
      settings: [diagnosticSetting({ categories: ['kube-audit-admin', 'kube-apiserver'] })],
      source: auditSource({ sees: 'writes', table: 'AKSAuditAdmin' }),
    }),
  },
  truth: ['write-only-audit-logs', 'excessive-list-calls'],
  fail: { 'write-only-audit-logs': ['medium reads'] },
  unknown: {
    'api-timeouts': 'notCollected',
    'slo-violating-calls': 'notCollected',
    'dominant-client': 'notCollected',
    'slow-client': 'notCollected',
    'excessive-list-calls': 'notCollected',
    'throttled-clients': 'notCollected',
  },
};
