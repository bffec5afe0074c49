import { describe, expect, test } from 'vitest';
import { parseAndBind } from '../../local/kusto/language-service.ts';
import { deprecatedCalls, replaceVersion, replacementOf } from '../../src/remediation/api-removals.ts';
import { auditSource } from '../support/azure-evidence.ts';
import { logTableSchemas } from '../support/log-tables.ts';

const flowSchemas = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1beta3',
  resource: 'flowschemas',
  removedIn: 32,
};

test('names the version that replaces it, and the minor from which on it is needed', () => {
  expect(replaceVersion(flowSchemas, null).summary).toBe(
    'Let every client use flowcontrol.apiserver.k8s.io/v1 of flowschemas before the cluster is upgraded to 1.32: from then on flowcontrol.apiserver.k8s.io/v1beta3 is not found.',
  );
});

test.each([
  ['autoscaling', 'v2beta2', 26, 'v2'],
  ['storage.k8s.io', 'v1beta1', 27, 'v1'],
  ['storage.k8s.io', 'v1beta1', 37, 'v1'],
  ['flowcontrol.apiserver.k8s.io', 'v1beta2', 29, 'v1beta3'],
  ['storage.k8s.io', 'v1beta1', 40, null],
  ['example.com', 'v1', 33, null],
])('%s/%s, which goes with 1.%d, is replaced by %s', (group, version, removedIn, by) => {
  expect(replacementOf({ group, version, resource: 'things', removedIn })).toBe(by);
});

test('what replaces a version that is not known is not made up', () => {
  const { summary } = replaceVersion({ ...flowSchemas, version: 'v9beta9' }, null);

  expect(summary).toContain('the version that replaces it');
});

describe.each([
  ['resourceSpecific', 'AKSAudit'],
  ['resourceSpecific', 'AKSAuditAdmin'],
  ['azureDiagnostics', 'AzureDiagnostics'],
] as const)('the question to %s, %s', (mode, table) => {
  test('is faultless for the language service, and gives who calls what', () => {
    const { diagnostics, columns } = parseAndBind(deprecatedCalls({ mode, table }), logTableSchemas);

    expect(diagnostics).toEqual([]);
    expect(columns.map(({ name }) => name)).toEqual([
      'UserAgent',
      'Username',
      'Verb',
      'ApiGroup',
      'Version',
      'Resource',
      'RemovedIn',
      'Requests',
      'Last',
    ]);
  });
});

test('the first step is the question where the log can be asked, with what it cannot show', () => {
  const [first] = replaceVersion(flowSchemas, auditSource({ sees: 'writes' })).steps;

  expect(first?.text).toContain('clients that read alone are not among them');
  expect(first?.kql).toContain('k8s.io/deprecated');
  expect(replaceVersion(flowSchemas, null).steps[0]).not.toHaveProperty('kql');
});
