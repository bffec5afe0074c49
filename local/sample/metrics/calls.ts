/** Who calls a sample cluster's API for what: the calls behind its request metrics. */
import type { Story } from '../story.ts';
import type { KindCount } from './counts.ts';
import { spread } from './distribution.ts';

interface Call {
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly scope: string;
  /** Share of all requests, before they are scaled to the story's rate. */
  readonly weight: number;
  readonly meanSeconds: number;
  readonly code: string;
}

interface Shape {
  readonly verb: string;
  readonly scope: string;
  readonly weight: number;
  readonly meanSeconds: number;
  readonly code: string;
}

const shapes: readonly Shape[] = [
  { verb: 'GET', scope: 'resource', weight: 4, meanSeconds: 0.006, code: '200' },
  { verb: 'LIST', scope: 'cluster', weight: 0.4, meanSeconds: 0.03, code: '200' },
  { verb: 'LIST', scope: 'namespace', weight: 0.8, meanSeconds: 0.012, code: '200' },
  // A watch ends after half an hour to an hour.
  { verb: 'WATCH', scope: 'cluster', weight: 0.3, meanSeconds: 2_700, code: '200' },
  { verb: 'POST', scope: 'resource', weight: 0.6, meanSeconds: 0.014, code: '201' },
  { verb: 'PUT', scope: 'resource', weight: 1.2, meanSeconds: 0.012, code: '200' },
  { verb: 'PATCH', scope: 'resource', weight: 0.5, meanSeconds: 0.015, code: '200' },
  { verb: 'DELETE', scope: 'resource', weight: 0.2, meanSeconds: 0.016, code: '200' },
];

/** The calls that make up most of the traffic of any cluster: heartbeats, reviews, status updates, probes. */
const busiest: readonly Call[] = [
  ['PUT', 'coordination.k8s.io', 'v1', 'leases', '', 'resource', 90, 0.007, '200'],
  ['PATCH', '', 'v1', 'nodes', 'status', 'resource', 12, 0.02, '200'],
  ['PATCH', '', 'v1', 'pods', 'status', 'resource', 14, 0.018, '200'],
  ['PATCH', '', 'v1', 'events', '', 'resource', 16, 0.011, '200'],
  ['POST', 'authentication.k8s.io', 'v1', 'tokenreviews', '', 'resource', 20, 0.004, '201'],
  ['POST', 'authorization.k8s.io', 'v1', 'subjectaccessreviews', '', 'resource', 34, 0.003, '201'],
  ['POST', '', 'v1', 'serviceaccounts', 'token', 'resource', 6, 0.012, '201'],
  ['GET', '', '', '', '/readyz', '', 24, 0.002, '200'],
  ['GET', '', '', '', '/livez', '', 24, 0.002, '200'],
  ['GET', '', '', '', '/metrics', '', 1, 0.2, '200'],
].map(([verb, group, version, resource, subresource, scope, weight, meanSeconds, code]) => ({
  verb: String(verb),
  group: String(group),
  version: String(version),
  resource: String(resource),
  subresource: String(subresource),
  scope: String(scope),
  weight: Number(weight),
  meanSeconds: Number(meanSeconds),
  code: String(code),
}));

export interface CallRate extends Call {
  readonly perSecond: number;
}

/** All calls with their rates, which add up to what the story says. */
export function callRates(story: Story, kinds: readonly KindCount[]): readonly CallRate[] {
  const calls = [...busiest, ...kinds.flatMap(callsOfKind)];
  const total = calls.reduce((sum, { weight }) => sum + weight, 0);
  return calls.map((call) => ({ ...call, perSecond: (call.weight / total) * story.requestsPerSecond }));
}

function callsOfKind({ group, resource, kind }: KindCount): readonly Call[] {
  return shapes.map((shape) => ({
    ...shape,
    group,
    version: group === 'autoscaling' ? 'v2' : 'v1',
    resource,
    subresource: '',
    weight: shape.weight * spread(`${shape.verb} ${kind}`, 0.2, 1.6),
    meanSeconds: shape.meanSeconds * spread(kind, 0.6, 1.8),
  }));
}
