import { expect, test } from 'vitest';
import { egressRepair } from '../../src/remediation/node-egress.ts';

test('each layer has its own place to look at, and the test comes last', () => {
  const { summary, steps } = egressRepair('aks-user-12345678-vmss000000', ['DNS', 'TCP']);

  expect(summary).toBe(
    'Open the way of the nodes to the API server where it ends: the DNS servers that the nodes ask; network security group, route table and firewall of their subnet.',
  );
  expect(steps.at(0)?.text).toContain('private DNS zone');
  expect(steps.at(2)?.text).toContain('effective routes');
  expect(steps.at(-1)?.command).toBe(
    'kubectl aks check verify apiserver-connectivity --node aks-user-12345678-vmss000000',
  );
});

test('the name of the node is one word of the shell, whatever it holds', () => {
  expect(egressRepair('x; reboot', ['agent']).steps.at(-1)?.command).toBe(
    "kubectl aks check verify apiserver-connectivity --node 'x; reboot'",
  );
});
