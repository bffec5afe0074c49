/** Services and the EndpointSlices behind them. */
import { daysBefore, isThere } from '../time.ts';
import type { Story, StoryService } from '../story.ts';
import type { Moment, Period } from '../time.ts';
import { metadataOf, uidOf } from './object.ts';
import type { KubernetesObject } from './object.ts';

export function services(story: Story, moment: Moment): readonly KubernetesObject[] {
  return story.services.flatMap((service, index) => {
    if (!isThere(service, moment)) return [];
    const clusterIP = `10.0.${20 + index}.${40 + index}`;
    return {
      metadata: metadataOf(story.name, 'Service', service.name, daysBefore(moment.begun, service.ageDays), {
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

export function endpointSlices(story: Story, moment: Moment): readonly KubernetesObject[] {
  const present = story.services.filter((service) => isThere(service, moment));
  return present.map((service) => ({
    metadata: metadataOf(
      story.name,
      'EndpointSlice',
      sliceName(service),
      daysBefore(moment.begun, service.ageDays),
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
      conditions: conditionsOf(ready, moment),
      nodeName: node,
      targetRef: { kind: 'Pod', namespace: service.namespace, name: pod },
    })),
    ports: [{ name: 'https', port: service.targetPort, protocol: 'TCP' }],
  }));
}

function conditionsOf(ready: boolean | Period, moment: Moment): object {
  const is = typeof ready === 'boolean' ? ready : isThere(ready, moment);
  return { ready: is, serving: is, terminating: false };
}

/** A generated name of five letters, the same one at every start. */
function sliceName({ namespace, name }: StoryService): string {
  return `${name}-${uidOf('EndpointSlice', namespace, name).slice(0, 5)}`;
}
