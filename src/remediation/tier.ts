/** What to do about a control plane on the Free tier. */
import type { Remediation } from '../model.ts';
import { clusterOptions } from './azure-cli.ts';
import { links } from './links.ts';

export function paidTier(resourceId: string): Remediation {
  return {
    summary:
      'Move the cluster to the Standard tier: it is charged by the hour, needs no restart, and the control plane gets more resources, several replicas and an SLA.',
    steps: [
      {
        text: 'Change the tier; Premium adds long-term support of a Kubernetes version.',
        command: `az aks update ${clusterOptions(resourceId)} --tier standard`,
      },
      {
        text: 'Set the tier in the template of the cluster too (sku.tier), or the next deployment takes it back.',
      },
    ],
    learnMore: links.aksTiers,
  };
}
