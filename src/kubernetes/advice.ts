/** What people can do about a refusal or a connection that fails: it depends on where a cluster, and the auditor's credentials for it, come from. */
import { missingRuleFor } from './missing-rule.ts';

export interface Advice {
  /** The API server does not accept the credentials. */
  readonly credentials: string;
  /** The API server refuses one read; names what allows it. */
  missingRule(verb: 'get' | 'list', path: string): string;
  /** What answers is no API server. */
  readonly address: string;
  /** There is no secure connection. */
  readonly tls: string;
  /** The proxy on the way does not let the auditor through. */
  readonly proxy: string;
}

export const kubeconfigAdvice: Advice = {
  credentials:
    'Renew the credentials of this context in the kubeconfig: its token, client certificate or exec plug-in.',
  missingRule: missingRuleFor,
  address: 'Check that the server address in the kubeconfig is the API server itself and no other web site.',
  tls: 'Check the certificate authority, the server name and the client certificate in the kubeconfig.',
  proxy: 'Check proxy-url in the kubeconfig, and that the proxy allows the address of the API server.',
};
