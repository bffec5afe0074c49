/** What to do about a webhook that fails and whose configuration is not known. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { links } from './links.ts';

/** For a webhook of which only the name is known. */
export function unlocatedWebhook(webhook: string): Remediation {
  return {
    summary:
      'Find the configuration of the webhook, then let writes through, repair its backend and put the policy back.',
    steps: [
      {
        text: 'Find the configuration that holds it, and its backend.',
        command: `${everyConfiguration} | jq --arg name ${shellQuote(webhook)} '.items[] | select(any(.webhooks[]?; .name == $name)) | {kind, configuration: .metadata.name, webhooks: [.webhooks[] | select(.name == $name) | {failurePolicy, clientConfig: (.clientConfig | del(.caBundle))}]}'`,
      },
      refusedWrites,
    ],
    learnMore: links.guide,
  };
}

/** For failures of which not even the name of the webhook is known. */
export function unnamedWebhook(): Remediation {
  return {
    summary:
      'Find out which webhook it is, then let writes through, repair its backend and put the policy back.',
    steps: [
      {
        text: 'Look at the lines in the workspace of the cluster: column Message of AKSControlPlane, or log_s of AzureDiagnostics, of the category kube-apiserver, with the text "Failed calling webhook, failing".',
      },
      refusedWrites,
      {
        text: 'See which webhooks there are and what they call.',
        command: `${everyConfiguration} | jq '.items[] | {kind, configuration: .metadata.name, webhooks: [.webhooks[]? | {name, failurePolicy, clientConfig: (.clientConfig | del(.caBundle))}]}'`,
      },
    ],
    learnMore: links.guide,
  };
}

const everyConfiguration =
  'kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations --output=json';

const refusedWrites: RemediationStep = {
  text: 'See which writes it refuses.',
  command: `kubectl get events --all-namespaces --field-selector=reason=FailedCreate | grep 'failed calling webhook'`,
};
