import { expect, test } from 'vitest';
import { lowerEtcdMemory, lowerLoad } from '../../src/remediation/load.ts';
import { paidTier } from '../../src/remediation/tier.ts';
import { clusterId } from '../support/azure-evidence.ts';

test('memory points to LISTs of whole kinds, the rest to the most frequent calls', () => {
  expect(lowerLoad('memory').steps[1]?.text).toMatch(/^Look for LISTs of whole kinds first/);
  expect(lowerLoad('cpu').steps[1]?.command).toContain('apiserver_request_total');
  expect(lowerLoad('requests')).toEqual(lowerLoad('cpu'));
});

test('pods are counted before they are deleted, and only failed ones of one namespace', () => {
  const [, , pods] = lowerEtcdMemory().steps;

  expect(pods?.command?.split('\n')).toEqual([
    'kubectl get pods --all-namespaces --chunk-size=500 --field-selector=status.phase=Failed --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head',
    'kubectl delete pods --namespace="$NAMESPACE" --field-selector=status.phase=Failed',
  ]);
});

test('the tier is changed by one command', () => {
  expect(paidTier(clusterId).steps[0]?.command).toBe(
    'az aks update --subscription=00000000-0000-0000-0000-000000000001 --resource-group=rg-shop --name=shop --tier standard',
  );
});
