import { defineGatherer } from './define-gatherer.ts';

export interface HealthLine {
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
  gather: (): Promise<ApiHealth> => Promise.reject(new Error('not built yet')),
});
