import { expect, test } from 'vitest';
import { logClient } from '../../../src/evidence/logs/log-client.ts';

test.each([
  ['kubectl/v1.33.2', 'client'],
  ['aks-fleet-auditor/0.1.0', 'auditor'],
  ['aks-fleet-auditor/99.0.0', 'auditor'],
  ['my-aks-fleet-auditor/1.0', 'client'],
  ['kube-probe/1.33', 'prober'],
  ['Envoy/HC', 'prober'],
  ['envoy', 'client'],
  ['', 'client'],
])('%j is a %s', (userAgent, role) => {
  expect(logClient(userAgent, 'ada').role).toBe(role);
});

test('what a client calls itself is cut to one line that people can read', () => {
  expect(logClient(`evil\u202e\r\n${'x'.repeat(1024)}`, 'ada\u0000')).toEqual({
    userAgent: `evil ${'x'.repeat(194)}…`,
    username: 'ada',
    role: 'client',
  });
});
