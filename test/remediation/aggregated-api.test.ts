import { expect, test } from 'vitest';
import { repairAggregatedApi } from '../../src/remediation/aggregated-api.ts';

const keda = {
  name: 'v1beta1.external.metrics.k8s.io',
  service: { namespace: 'keda', name: 'keda-metrics' },
  reason: 'MissingEndpoints',
};

test('shows the service and its pods, and deletes only with a backup', () => {
  expect(repairAggregatedApi(keda).steps.map(({ text, command }) => command ?? text)).toEqual([
    'kubectl get apiservice/v1beta1.external.metrics.k8s.io --output=yaml',
    [
      'kubectl get service/keda-metrics --namespace=keda --output=wide',
      'kubectl get endpointslices --namespace=keda --selector=kubernetes.io/service-name=keda-metrics',
      'kubectl get pods --namespace=keda --output=wide',
      'kubectl get events --namespace=keda --sort-by=.lastTimestamp',
    ].join('\n'),
    'No pod of the service is ready: look at why they do not run or fail their readiness probe.',
    [
      'kubectl get apiservice/v1beta1.external.metrics.k8s.io --output=yaml > apiservice-v1beta1.external.metrics.k8s.io.backup.yaml',
      'kubectl delete apiservice/v1beta1.external.metrics.k8s.io',
    ].join('\n'),
  ]);
});

test.each([
  ['ServiceNotFound', 'The service is missing'],
  ['FailedDiscoveryCheck', 'The pods run but do not answer'],
  ['constructor', 'The pods run but do not answer'],
  [null, 'The pods run but do not answer'],
])('names the cause that the reason %s stands for', (reason, text) => {
  expect(repairAggregatedApi({ ...keda, reason }).steps[2]?.text).toContain(text);
});

test('of the metrics server it says that AKS runs it', () => {
  const service = { namespace: 'kube-system', name: 'metrics-server' };
  const texts = repairAggregatedApi({ ...keda, service }).steps.map(({ text }) => text);

  expect(texts.some((text) => text.startsWith('AKS runs'))).toBe(true);
});

test('hostile names stay inside their word', () => {
  const service = { namespace: 'a; rm -rf /', name: '$(id)' };
  const commands = repairAggregatedApi({ ...keda, service }).steps.flatMap(({ command }) => command ?? []);

  expect(commands.join('\n')).toContain(`'service/$(id)' --namespace='a; rm -rf /'`);
});
