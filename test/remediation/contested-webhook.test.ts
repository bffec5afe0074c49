import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ContestedConfiguration } from '../../src/remediation/contested-webhook.ts';
import { endContest } from '../../src/remediation/contested-webhook.ts';

function advice(given: Partial<ContestedConfiguration> = {}) {
  return endContest({
    kind: 'MutatingWebhookConfiguration',
    name: 'policy',
    managedByAks: false,
    enforcerDisabled: false,
    ...given,
  });
}

describe('a configuration that two writers change', () => {
  test('shows first who they are', () => {
    for (const given of [{}, { managedByAks: true }, { enforcerDisabled: true }]) {
      expect(advice(given).steps[0]?.command).toBe(
        [
          "kubectl get 'mutatingwebhookconfiguration/policy' --output=yaml --show-managed-fields",
          "kubectl get 'mutatingwebhookconfiguration/policy' --output=yaml --watch",
        ]
          .join('\n')
          .replaceAll("'", ''),
      );
    }
  });

  test('gets the selectors that the enforcer adds, and the opt-out last', () => {
    const { steps } = advice();
    const manifest = steps.find((step) => step.manifest !== undefined)?.manifest ?? '';

    expect(parse(manifest)).toEqual({
      namespaceSelector: {
        matchExpressions: [
          { key: 'control-plane', operator: 'NotIn', values: ['true'] },
          { key: 'kubernetes.azure.com/managedby', operator: 'NotIn', values: ['aks'] },
        ],
      },
    });
    expect(steps.at(-1)?.command).toContain('admissions.enforcer/disabled=true');
  });

  test('of a known product is changed in its values', () => {
    expect(JSON.stringify(advice({ name: 'kyverno-resource-mutating-webhook-cfg' }).steps)).toContain(
      'Kyverno',
    );
  });

  test.each([
    ['of AKS is left alone', { managedByAks: true }],
    ['that opted out is not changed by the enforcer', { enforcerDisabled: true }],
  ])('%s: no selectors and no opt-out', (_, given) => {
    const text = JSON.stringify(advice(given).steps);

    expect(text).not.toContain('matchExpressions');
    expect(text).not.toContain('kubectl annotate');
  });

  test('of a hostile name stays one word', () => {
    expect(advice({ name: "x'; reboot #" }).steps[0]?.command).toContain(
      String.raw`'mutatingwebhookconfiguration/x'\''; reboot #'`,
    );
  });
});
