/** What the API server says when it cannot call a webhook, in words of what is wrong. */

/**
 * The end of the message tells; what stands before it has the name and the address of the webhook, which may hold any word.
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/util/webhook/error.go
 * Null for a message that was cut, or that we do not know.
 */
export function webhookFailureCause(message: string): string | null {
  const [, tail = message] = /^.*": (.+)$/su.exec(message) ?? [];
  return causes.find(([words]) => words.test(tail))?.[1] ?? null;
}

/** The first that fits counts: a broken tunnel also says that a connection was reset. */
const causes: readonly (readonly [RegExp, string])[] = [
  [
    /tunnel-uds\/proxysocket/u,
    'The tunnel from the API server to the nodes (konnectivity) is down, so that no webhook inside the cluster can be called: look at the konnectivity-agent pods in kube-system.',
  ],
  [
    /proxy error from .* while dialing|No agent available/su,
    'The tunnel from the API server to the nodes (konnectivity) has no agent that reaches the webhook: look at the konnectivity-agent pods in kube-system.',
  ],
  [/no endpoints available for service/u, 'No pod behind the service of the webhook is ready.'],
  [
    /service "[^"]*" not found|no service port \S+ found for service/u,
    'The configuration points to a service or a port that does not exist: mostly what is left of something uninstalled.',
  ],
  [
    /x509: certificate has expired or is not yet valid/u,
    'The certificate of the webhook has expired or is not valid yet.',
  ],
  [
    /x509: certificate signed by unknown authority/u,
    'The caBundle of the configuration does not sign the certificate that the webhook shows.',
  ],
  [
    /x509: certificate is (?:not )?valid for/u,
    'The certificate of the webhook is for another name than that of its service.',
  ],
  [/x509:/u, 'The API server does not accept the certificate of the webhook.'],
  [
    /connection refused/u,
    'The pod of the webhook runs, but nothing listens on the port, or the endpoint is out of date.',
  ],
  [/i\/o timeout/u, 'The connection is not answered: a network policy or a firewall drops it.'],
  [
    /context deadline exceeded|Client\.Timeout exceeded/u,
    'The webhook does not answer within its time-out: it is too slow, or packets are dropped.',
  ],
  [
    /received invalid webhook response|expected webhook response/u,
    'The webhook answers what the API server cannot use: a fault of the webhook itself.',
  ],
  [/\bEOF\b/u, 'The webhook closes the connection without an answer.'],
];
