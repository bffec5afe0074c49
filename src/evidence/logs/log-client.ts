import { cleanText } from '../../shared/clean-text.ts';
import { userAgent as ownUserAgent } from '../../shared/product.ts';

/** Who sent requests. Many programs share a user agent, so it takes the user as well to tell them apart. */
export interface LogClient {
  readonly userAgent: string;
  readonly username: string;
  /** By the name it gives itself, which anyone can borrow: for showing apart, never for leaving out. */
  readonly role: 'client' | 'prober' | 'auditor';
}

/** Made from what the log says: cut to what people can read. */
export function logClient(userAgent: string, username: string): LogClient {
  return {
    userAgent: cleanText(userAgent, 200),
    username: cleanText(username, 200),
    role: roleOf(userAgent),
  };
}

/** User agents of every version of this product start so. */
export const ownUserAgentPrefix = ownUserAgent.slice(0, ownUserAgent.indexOf('/') + 1);

/**
 * Health checks that the guide calls normal:
 * https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd
 */
const probers = /^(?:kube-probe\/|Envoy\/HC)/u;

function roleOf(userAgent: string): LogClient['role'] {
  if (userAgent.startsWith(ownUserAgentPrefix)) return 'auditor';
  return probers.test(userAgent) ? 'prober' : 'client';
}
