import * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { defineGatherer } from './define-gatherer.ts';

/** The API servers that hold a lease in kube-system now (1.26 and newer). */
export interface ApiServerProcesses {
  /** Those renewed within the last minutes only: leases of gone servers stay for an hour. */
  readonly processes: readonly ApiServerProcess[];
}

interface ApiServerProcess {
  /** Name of the lease: follows from the name of the host. */
  readonly lease: string;
  /** `spec.holderIdentity`: new with each start of the process. */
  readonly holder: string;
  /** ISO 8601. */
  readonly renewedAt: string;
}

/** The label is that of https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity */
const identity = 'apiserver.kubernetes.io/identity=kube-apiserver';

/** An API server renews its lease each ten seconds: https://github.com/kubernetes/kubernetes/blob/v1.29.0/pkg/controlplane/instance.go */
const aliveMs = 2 * 60_000;

export const apiServerProcesses = defineGatherer({
  id: 'apiServerProcesses',
  source: 'LIST leases of API servers in kube-system',
  maxRequests: 1,
  needs: [{ apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['list'] }],
  timeoutSeconds: 15,
  async gather({ kubernetes, signal }): Promise<ApiServerProcesses> {
    const { items, truncated } = await kubernetes.list(
      '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases',
      leaseSchema,
      { signal, limit: 500, maxPages: 1, query: { labelSelector: identity } },
    );
    if (truncated) {
      throw new ReadError(
        'truncated',
        'There are more than 500 leases of API servers in kube-system.',
        'Delete the leases that nobody has renewed for an hour; the API server should have done it.',
      );
    }
    const processes = items.filter((lease) => lease !== null);
    if (processes.length === 0) {
      throw new ReadError(
        'unsupported',
        'No API server keeps a lease in kube-system.',
        'Kubernetes 1.26 and newer do; upgrade an older cluster.',
      );
    }
    // By their own clock, which may differ from ours.
    const newest = Math.max(...processes.map(({ renewedAt }) => Date.parse(renewedAt)));
    return { processes: processes.filter(({ renewedAt }) => newest - Date.parse(renewedAt) <= aliveMs) };
  },
});

/** Null for a lease that nobody holds. */
const leaseSchema = z
  .object({
    metadata: z.object({ name: z.string() }),
    spec: z
      .object({
        holderIdentity: z.string().nullish(),
        renewTime: z.iso.datetime({ offset: true }).nullish(),
      })
      .nullish(),
  })
  .transform(({ metadata, spec }): ApiServerProcess | null =>
    spec?.holderIdentity && spec.renewTime
      ? {
          lease: metadata.name,
          holder: spec.holderIdentity,
          renewedAt: new Date(spec.renewTime).toISOString(),
        }
      : null,
  );
