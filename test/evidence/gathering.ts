/** Runs one gatherer against a small server, as an audit would. */
import type { GatherContext, Gatherer } from '../../src/evidence/define-gatherer.ts';
import {
  type Behaviour,
  type Fake,
  neverAborted,
  readerOf,
  startFake,
  statusBody,
} from '../kubernetes/fake-server.ts';

/** The moment that gathering happens at. */
export const now = new Date('2026-11-24T12:00:00.000Z');

export interface Gathering<Value> {
  readonly fake: Fake;
  readonly value: Promise<Value>;
}

export async function gatherFrom<Value>(
  gatherer: Gatherer<string, Value>,
  behaviour: Behaviour,
  given: Partial<GatherContext> = {},
): Promise<Gathering<Value>> {
  const fake = await startFake(behaviour);
  const value = gatherer.gather({
    cluster: { key: 'c-1', id: 'kubeconfig:c', name: 'c', source: { kind: 'kubeconfig', context: 'c' } },
    kubernetes: readerOf(fake.url),
    ...neverAborted(),
    now: () => now,
    pause: () => Promise.resolve(),
    options: { metricsWindowSeconds: 0 },
    known: {},
    ...given,
  });
  // Whoever looks at the value sees its failure; who only looks at what was asked need not.
  value.catch(() => {});
  return { fake, value };
}

/** Answers by path without its query; what is not listed is a path the server does not know. */
export function serving(bodies: Readonly<Record<string, object | string>>): Behaviour {
  return (path) => {
    const body = bodies[path.split('?', 1)[0] ?? ''];
    return body === undefined ? { status: 404, body: '404 page not found' } : { body };
  };
}

export function listOf(items: readonly object[], metadata: object = {}): object {
  return { metadata, items };
}

/** `/apis` with these groups, each with the versions it is served in. */
export function apis(groups: Readonly<Record<string, readonly string[]>>): object {
  return {
    groups: Object.entries(groups).map(([name, versions]) => ({
      name,
      versions: versions.map((version) => ({ version })),
    })),
  };
}

export { statusBody };
