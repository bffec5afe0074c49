import { expect, test } from 'vitest';
import { unlocatedWebhook, unnamedWebhook } from '../../src/remediation/unlocated-webhook.ts';

test('a webhook of unknown type is looked for in both kinds of configurations', () => {
  expect(unlocatedWebhook('check.policy.example').steps[0]?.command).toContain(
    'kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations --output=json | jq --arg name check.policy.example ',
  );
});

test('its name is one word of the shell, whatever it holds', () => {
  expect(unlocatedWebhook("x' ; reboot").steps[0]?.command).toContain(
    String.raw`--arg name 'x'\'' ; reboot' '.items[]`,
  );
});

test('without a name the lines themselves are to be looked at', () => {
  expect(unnamedWebhook().steps.map(({ text }) => text)[0]).toContain('AKSControlPlane');
});
