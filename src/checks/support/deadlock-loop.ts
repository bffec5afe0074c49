/** The loop that a blocking webhook would be caught in, in words. */
import type { OwnWebhook } from './own-webhooks.ts';
import type { Sign } from './vital-writes.ts';

/** Whether what it blocks is what it needs itself to come back. */
export function closesLoop(signs: ReadonlySet<Sign>): boolean {
  return signs.has('ownPods') || signs.has('systemPods') || signs.has('nodeReports');
}

/** Why the cluster would not get out of it by itself. */
export function loopInWords({ webhook }: OwnWebhook, signs: ReadonlySet<Sign>): string {
  if (webhook.backend.type === 'url') {
    return `While ${webhook.backend.host} does not answer, none of them happens.`;
  }
  const sentences = [
    ...(signs.has('ownPods')
      ? ['Once its pods are down, new ones cannot be created, because that needs its approval.']
      : []),
    ...(signs.has('systemPods')
      ? [
          'Once it is down, konnectivity, DNS and the network plug-in cannot start again; without konnectivity the API server reaches no webhook, so it stays down.',
        ]
      : []),
    ...(signs.has('nodeReports')
      ? ['Once it is down, nodes cannot report, become NotReady and lose their pods, its own among them.']
      : []),
    ...(signs.has('identities')
      ? ['Once it is down, new nodes and clients cannot get their identity checked.']
      : []),
  ];
  return sentences.join(' ');
}
