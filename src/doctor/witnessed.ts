/** What a dry pass was answered with, request by request: what proves a role, and what refuses it. */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { FleetWitness } from '../fleet/witness.ts';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import { RefusedStatus } from '../kubernetes/refusals.ts';
import type { ClusterRef } from '../model.ts';
import { type BrokenConnection, brokenConnection } from '../shared/connection-layer.ts';
import { ReadError } from '../shared/errors.ts';

export interface AzureAnswer {
  readonly method: string;
  readonly url: URL;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Why there was none, where it is known. */
  readonly broken: BrokenConnection | null;
  /** How far the clock of the service is ahead of this one; null when it does not say. */
  readonly skewSeconds: number | null;
}

interface ClusterAnswer {
  readonly clusterKey: string;
  readonly verb: 'get' | 'list';
  readonly path: string;
  /** `other`: it says nothing about rights. */
  readonly outcome: 'allowed' | 'forbidden' | 'other';
}

export interface Witnessed {
  readonly azure: readonly AzureAnswer[];
  readonly clusters: readonly ClusterAnswer[];
}

export function witnessOf(now: () => Date): { readonly witness: FleetWitness; readonly seen: Witnessed } {
  const azure: AzureAnswer[] = [];
  const clusters: ClusterAnswer[] = [];
  return {
    seen: { azure, clusters },
    witness: {
      azure: (client) => watchedClient(client, now, (answer) => azure.push(answer)),
      reader: (cluster, reader) => watchedReader(reader, cluster, (answer) => clusters.push(answer)),
    },
  };
}

function watchedClient(client: HttpClient, now: () => Date, note: (answer: AzureAnswer) => void): HttpClient {
  return {
    async sendRequest(request) {
      const asked = { method: request.method, url: new URL(request.url) };
      try {
        const response = await client.sendRequest(request);
        const skewSeconds = skewOf(response.headers.get('date'), now());
        note({ ...asked, status: response.status, broken: null, skewSeconds });
        return response;
      } catch (error) {
        note({ ...asked, status: null, broken: brokenConnection(error), skewSeconds: null });
        throw error;
      }
    },
  };
}

function skewOf(date: string | undefined, now: Date): number | null {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? null : Math.round((at - now.getTime()) / 1000);
}

function watchedReader(
  reader: KubernetesReader,
  { key: clusterKey }: ClusterRef,
  note: (answer: ClusterAnswer) => void,
): KubernetesReader {
  async function noted<T>(verb: 'get' | 'list', path: string, read: () => Promise<T>): Promise<T> {
    try {
      const value = await read();
      note({ clusterKey, verb, path, outcome: 'allowed' });
      return value;
    } catch (error) {
      note({ clusterKey, verb, path, outcome: outcomeOf(error) });
      throw error;
    }
  }

  function watched(inner: KubernetesReader): KubernetesReader {
    return {
      load: () => inner.load(),
      requestsLeft: () => inner.requestsLeft(),
      view: () => watched(inner.view()),
      get: (path, schema, options) => noted('get', path, () => inner.get(path, schema, options)),
      find: (path, schema, options) => noted('get', path, () => inner.find(path, schema, options)),
      text: (path, options) => noted('get', path, () => inner.text(path, options)),
      list: (path, item, options) => noted('list', path, () => inner.list(path, item, options)),
      serverVersion: (options) => noted('get', '/version', () => inner.serverVersion(options)),
      servedVersion: (group, wanted, options) => inner.servedVersion(group, wanted, options),
      groupVersions: (group, options) => inner.groupVersions(group, options),
      async *stream(path, options) {
        try {
          yield* inner.stream(path, options);
          note({ clusterKey, verb: 'get', path, outcome: 'allowed' });
        } catch (error) {
          note({ clusterKey, verb: 'get', path, outcome: outcomeOf(error) });
          throw error;
        }
      },
      close: () => inner.close(),
    };
  }

  return watched(reader);
}

/** A server without the resource asks for the right first, so that it does not know it says that one may. */
function outcomeOf(error: unknown): ClusterAnswer['outcome'] {
  if (!(error instanceof ReadError)) return 'other';
  if (error.cause instanceof RefusedStatus && error.cause.status === 403) return 'forbidden';
  return error.reason === 'unsupported' ? 'allowed' : 'other';
}
