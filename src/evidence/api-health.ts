import { ReadError } from '../shared/errors.ts';
import { type GatherContext, defineGatherer } from './define-gatherer.ts';

interface HealthLine {
  readonly name: string;
  readonly ok: boolean;
}

export interface HealthEndpoint {
  readonly healthy: boolean;
  readonly status: number;
  readonly lines: readonly HealthLine[];
}

export interface ApiHealth {
  /** `v1.33.2`, as the server says it. */
  readonly gitVersion: string;
  readonly readyz: HealthEndpoint;
  readonly livez: HealthEndpoint;
}

export const apiHealth = defineGatherer({
  id: 'apiHealth',
  source: 'GET /version, /readyz?verbose, /livez?verbose',
  maxRequests: 3,
  needs: [{ nonResourceURLs: ['/version', '/readyz', '/livez'], verbs: ['get'] }],
  timeoutSeconds: 20,
  async gather(context): Promise<ApiHealth> {
    const [gitVersion, readyz, livez] = await Promise.all([
      context.kubernetes.serverVersion({ signal: context.signal }),
      endpointAt('/readyz', context),
      endpointAt('/livez', context),
    ]);
    return { gitVersion, readyz, livez };
  },
});

/** A server that is not ready answers 500 with the same lines: that is evidence and no failure to read. */
async function endpointAt(
  path: '/readyz' | '/livez',
  { kubernetes, signal }: GatherContext,
): Promise<HealthEndpoint> {
  const { status, body } = await kubernetes.text(`${path}?verbose`, { signal, alsoStatus: [500] });
  const healthy = status === 200;
  const lines = linesOf(body);
  // The last line is `readyz check passed` or `… failed`; a short `ok` comes where verbose is not known.
  const recognised = lines.length > 0 || (healthy && body.trim() === 'ok');
  if (!recognised) {
    throw new ReadError(
      'invalid',
      `The answer to ${path} (${status}) is not that of an API server's health check.`,
      'Check that the server address in the kubeconfig is the API server itself and no proxy that answers for it.',
    );
  }
  return { healthy, status, lines };
}

/**
 * `[+]name ok`, `[-]name failed: reason withheld`. A line `[+]name excluded: ok` says that nothing was checked, so it is
 * neither. https://kubernetes.io/docs/reference/using-api/health-checks/
 */
function linesOf(body: string): readonly HealthLine[] {
  return body.split('\n').flatMap((line) => {
    const [, sign, name, outcome] = /^\[([+-])\](\S{1,200}) (ok|excluded|failed)/u.exec(line) ?? [];
    if (name === undefined || outcome === 'excluded') return [];
    return [{ name, ok: sign === '+' }];
  });
}
