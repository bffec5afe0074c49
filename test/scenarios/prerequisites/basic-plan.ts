import { auditLogging, auditSource } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The audit log is on the Basic plan',
  story: 'Cheaper and slower to ask, and everything is in it.',
  evidence: { auditLogging: auditLogging({ source: auditSource({ plan: 'Basic' }) }) },
  truth: [],
};
