/** The parts of an audit event that follow from how the call ended: status, objects, annotations. */
import { hashOf } from '../random.ts';
import type { Story } from '../story.ts';
import type { Outcome, Traffic } from '../traffic.ts';
import type { AuditEvent } from './events.ts';

export function statusOf(
  { verb }: Traffic,
  outcome: Outcome | null,
): NonNullable<AuditEvent['responseStatus']> {
  if (outcome === null) return { metadata: {}, code: verb === 'create' ? 201 : 200 };
  const { reason, message, code } = outcome;
  return { metadata: {}, status: 'Failure', message, reason, code };
}

/** The version of the object before the write; each real change makes a new one. */
export function versionBefore(
  { changesNothing, names = [] }: Traffic,
  name: string | undefined,
  index: number,
): number {
  const first = 100_000 + (hashOf(name ?? '') % 900_000);
  return changesNothing === true ? first : first + Math.floor(index / Math.max(1, names.length));
}

/** At the level RequestResponse both objects are in the event; what matters of them is the version before and after. */
export function objectsOf(
  { level, verb, changesNothing, namespace }: Traffic,
  name: string | undefined,
  outcome: Outcome | null,
  before: number,
): { readonly requestObject?: object; readonly responseObject?: object } {
  if (level !== 'RequestResponse' || verb === 'delete') return {};
  const metadata = { name: name ?? '', ...(namespace === undefined ? {} : { namespace }) };
  const sent = { metadata: verb === 'update' ? { ...metadata, resourceVersion: String(before) } : metadata };
  if (outcome !== null) return { requestObject: sent };
  const after = changesNothing === true ? before : before + 1;
  return {
    requestObject: sent,
    responseObject: { metadata: { ...metadata, resourceVersion: String(after) } },
  };
}

// The API server notes where the time went of what took longer than this:
// https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/filters/audit.go
const slowMs = 500;

export function annotationsOf(
  { layers = { etcd: 0.6 }, verb }: Traffic,
  outcome: Outcome | null,
  milliseconds: number,
  version: Story['version'],
): Readonly<Record<string, string>> {
  const decided: Record<string, string> =
    outcome?.unauthorized === true
      ? {}
      : { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' };
  if (milliseconds <= slowMs || verb === 'watch' || losesLatency(version)) return decided;
  decided['apiserver.latency.k8s.io/total'] = goDuration(milliseconds);
  for (const [layer, share] of Object.entries(layers)) {
    decided[`apiserver.latency.k8s.io/${layer}`] = goDuration(milliseconds * share);
  }
  return decided;
}

/** Absent by a fault of these versions: https://github.com/kubernetes/kubernetes/pull/135685 */
function losesLatency({ minor, patch }: Story['version']): boolean {
  return (minor === 34 && patch < 7) || (minor === 35 && patch < 4);
}

function goDuration(milliseconds: number): string {
  const rounded = Math.round(milliseconds * 1000) / 1000;
  return rounded < 1000 ? `${rounded}ms` : `${Math.round(rounded * 1000) / 1e6}s`;
}
