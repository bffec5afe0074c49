/** Services and the EndpointSlices behind them. */
import { daysBefore } from '../story.ts';
import type { Moment, Story, StoryService } from '../story.ts';
import { metadataOf, uidOf } from './object.ts';
import type { KubernetesObject } from './object.ts';

export function services(story: Story, { begun }: Moment): readonly KubernetesObject[] {
  return story.services.map((service, index) => {
    const clusterIP = `10.0.${20 + index}.${40 + index}`;
    return {
      metadata: metadataOf(story.name, 'Service', service.name, daysBefore(begun, service.ageDays), {
        namespace: service.namespace,
        labels: service.selector,
      }),
      spec: {
        ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: service.targetPort }],
        selector: service.selector,
        clusterIP,
        clusterIPs: [clusterIP],
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
      },
      status: { loadBalancer: {} },
    };
  });
}

export function endpointSlices(story: Story, { begun }: Moment): readonly KubernetesObject[] {
  return story.services.map((service) => ({
    metadata: metadataOf(
      story.name,
      'EndpointSlice',
      sliceName(service),
      daysBefore(begun, service.ageDays),
      {
        namespace: service.namespace,
        labels: {
          ...service.selector,
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': service.name,
        },
      },
    ),
    addressType: 'IPv4',
    endpoints: service.endpoints.map(({ pod, node, ip, ready }) => ({
      addresses: [ip],
      conditions: { ready, serving: ready, terminating: false },
      nodeName: node,
      targetRef: { kind: 'Pod', namespace: service.namespace, name: pod },
    })),
    ports: [{ name: 'https', port: service.targetPort, protocol: 'TCP' }],
  }));
}

/** A generated name of five letters, the same one at every start. */
function sliceName({ namespace, name }: StoryService): string {
  return `${name}-${uidOf('EndpointSlice', namespace, name).slice(0, 5)}`;
}
