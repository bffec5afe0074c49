import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import type { Advice } from '../kubernetes/advice.ts';
import { missingDataActionFor } from '../kubernetes/data-action.ts';
import { missingRuleFor } from '../kubernetes/missing-rule.ts';

/** What people can do about refusals of an AKS cluster's API server. */
export function azureAdvice({ identity }: ManagedCluster): Advice {
  return {
    credentials:
      'Check that the identity of the auditor belongs to the tenant that the cluster trusts; a new role assignment takes some minutes.',
    missingRule: (verb, path) =>
      identity.azureRbac
        ? missingDataActionFor(path)
        : `${missingRuleFor(verb, path)} Bind it to the object id of the auditor's identity.`,
    address: 'Look for a proxy or gateway between the auditor and the cluster that answers for it.',
    tls: 'Look for a proxy or firewall between the auditor and the cluster that opens secure connections; the next sweep asks Azure for the certificate authority again.',
    proxy: 'Check that the proxy lets the auditor through to the address of the API server.',
  };
}
