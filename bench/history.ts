/** What trends and pages cost against the storage emulator: time, and storage transactions as they are sent. */
import { HttpRequest, InvocationContext } from '@azure/functions';
import { matchRoute, mostSpecificFirst, parseTemplate } from '../local/host/routes.ts';
import type { HttpDeps } from '../src/http/deps.ts';
import { httpHandler } from '../src/http/handler.ts';
import { routes } from '../src/http/routes/index.ts';
import type { CountedHistory } from './stored-fleet.ts';
import { storedFleet } from './stored-fleet.ts';
import type { Measure } from './measure.ts';
import { atMost } from './measure.ts';

const clusters = 1_000;
const clusterDays = 400;
const fleetDays = 90;
const rounds = 40;

interface Asked {
  readonly what: string;
  readonly path: string;
  /** p95 in milliseconds (DESIGN §17); null where none is set. */
  readonly target: number | null;
}

/** Asks trends and pages of a fleet of 1,000 clusters. */
export async function measureHistory(): Promise<readonly Measure[]> {
  const fleet = await storedFleet({ clusters, clusterDays, fleetDays });
  try {
    const measures: Measure[] = [];
    for (const asked of questionsOf(fleet)) measures.push(...(await measured(fleet, asked)));
    return measures;
  } finally {
    await fleet.stop();
  }
}

function questionsOf({ key, now }: CountedHistory): readonly Asked[] {
  const before = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
  const cluster = `/api/clusters/${key}/trends?from=${before(clusterDays - 1)}`;
  const year = '&metric=score,etcdBytes&forecast=90';
  return [
    { what: 'trends of a cluster, 400 days', path: cluster + year, target: 100 },
    { what: 'trends of a cluster, 400 days, objects', path: `${cluster}&metric=objects:pods`, target: 100 },
    { what: 'trends of the fleet, 90 days', path: `/api/trends?from=${before(fleetDays - 1)}`, target: 500 },
    {
      what: 'movers of 1,000 clusters in 7 days',
      path: '/api/trends/movers?metric=etcdUsed&days=7',
      target: 500,
    },
    { what: 'page of the fleet', path: '/', target: null },
    { what: 'page of a cluster', path: `/clusters/${key}`, target: null },
    { what: 'page of a cluster, 400 days', path: `/clusters/${key}?range=400d`, target: null },
    { what: 'page of a check', path: '/checks/large-etcd-database', target: null },
    { what: 'page of all findings', path: '/findings', target: null },
    { what: 'OpenMetrics', path: '/api/metrics', target: null },
  ];
}

async function measured(fleet: CountedHistory, { what, path, target }: Asked): Promise<readonly Measure[]> {
  const deps: HttpDeps = fleet.deps;
  const times: number[] = [];
  fleet.transactions();
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await ask(deps, path);
    times.push(performance.now() - start);
  }
  const transactions = fleet.transactions() / rounds;
  const p95 = times.toSorted((left, right) => left - right)[Math.ceil(rounds * 0.95) - 1] ?? 0;
  const name = `${what}: p95`;
  return [
    target === null ? { what: name, value: p95, unit: 'ms' } : atMost(name, p95, 'ms', target),
    { what: `${what}: storage transactions`, value: transactions, unit: '' },
  ];
}

const ordered = mostSpecificFirst(
  routes.map((route) => ({
    template: route.path,
    methods: route.methods,
    segments: parseTemplate(route.path, route.name),
    target: route,
  })),
);

/** Asks as the Functions host does. Throws for every answer but 200. */
async function ask(deps: HttpDeps, path: string): Promise<void> {
  const url = new URL(path, 'http://127.0.0.1');
  const match = matchRoute(ordered, 'GET', url.pathname);
  if (match.kind !== 'found') throw new Error(`No route takes ${path}.`);
  const request = new HttpRequest({ url: url.href, method: 'GET', params: match.params });
  const log: string[] = [];
  const invocation = new InvocationContext({
    logHandler: (_level, ...args) => void log.push(args.join(' ')),
  });
  const { status, body } = await httpHandler(match.target, deps)(request, invocation);
  if (status !== 200) throw new Error(`${path} answers ${status}: ${JSON.stringify(body)} ${log.join(' ')}`);
}
