/** How to bring an aggregated API back, or to get rid of what is left of one. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { backup, namespaceOption, objectWord } from './kubectl.ts';
import { links } from './links.ts';

export interface AggregatedApiTarget {
  /** Of the APIService: `v1beta1.metrics.k8s.io`. */
  readonly name: string;
  readonly service: { readonly namespace: string; readonly name: string };
  /** What the API server says; null when it says nothing. */
  readonly reason: string | null;
}

export function repairAggregatedApi(target: AggregatedApiTarget): Remediation {
  const { name, service, reason } = target;
  const gone = reason === 'ServiceNotFound';
  return {
    summary: gone
      ? `The service ${service.namespace}/${service.name} does not exist: install what served the API again, or delete what is left of it.`
      : `Repair the pods behind the service ${service.namespace}/${service.name}; the API is back within a minute.`,
    steps: [
      {
        text: 'See what the API server says of the API now.',
        command: `kubectl get ${objectWord('apiservice', name)} --output=yaml`,
      },
      backendStep(target),
      causeStep(reason),
      ...(service.namespace === 'kube-system' ? [ofAks] : []),
      {
        text: 'Only when nothing in the cluster owns the API any more: delete the APIService; the backup keeps it. Namespaces that hang in Terminating go on then.',
        command: [backup('apiservice', name), `kubectl delete ${objectWord('apiservice', name)}`].join('\n'),
      },
    ],
    learnMore: links.aggregation,
  };
}

function backendStep({ service }: AggregatedApiTarget): RemediationStep {
  const inNamespace = namespaceOption(service.namespace);
  return {
    text: 'See whether the service is there, whether its pods are ready, and what happened to them.',
    command: [
      `kubectl get ${objectWord('service', service.name)} ${inNamespace} --output=wide`,
      `kubectl get endpointslices ${inNamespace} --selector=${shellQuote(`kubernetes.io/service-name=${service.name}`)}`,
      `kubectl get pods ${inNamespace} --output=wide`,
      `kubectl get events ${inNamespace} --sort-by=.lastTimestamp`,
    ].join('\n'),
  };
}

/** The words of the API server: https://github.com/kubernetes/kube-aggregator/tree/master/pkg/controllers/status */
const causes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ServiceNotFound: 'The service is missing: mostly the APIService is left over from something uninstalled.',
    ServicePortError: 'The service has no such port: compare spec.service.port of the APIService with it.',
    ServiceAccessError: 'The API server could not read the service: look again in a minute.',
    EndpointsNotFound: 'The service has no endpoints: its selector finds no pod.',
    EndpointsAccessError:
      'The API server could not read the endpoints of the service: look again in a minute.',
    MissingEndpoints:
      'No pod of the service is ready: look at why they do not run or fail their readiness probe.',
  }),
);

function causeStep(reason: string | null): RemediationStep {
  return {
    text:
      causes.get(reason ?? '') ??
      'The pods run but do not answer: look for a network policy or firewall between the control plane and the pods, for the tunnel (pods konnectivity-agent in kube-system), and for a certificate that does not fit the caBundle.',
  };
}

const ofAks: RemediationStep = {
  text: 'AKS runs what serves APIs from kube-system itself: if its pods can be scheduled and are still not ready, open a support case.',
};
