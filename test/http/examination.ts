import type { DoctorReport } from '../../src/doctor/report.ts';

/** What the doctor says when nothing is missing. */
export const healthyExamination: DoctorReport = {
  schemaVersion: 1,
  checkedAt: '2026-11-24T12:00:00.000Z',
  source: 'azure',
  identity: { tenantId: 'tenant', objectId: 'object', applicationId: 'application', kind: 'app' },
  clusters: 3,
  ready: true,
  items: [
    {
      id: 'clusters:reached',
      check: 'clusters',
      status: 'ok',
      what: '3 API servers reached',
      detail: '12 of the 12 rights that a sweep needs are proven by answers.',
      remedy: null,
      commands: [],
      clusters: [],
      unknownChecks: [],
      because: null,
    },
  ],
};
