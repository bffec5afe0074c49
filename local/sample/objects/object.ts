/** What all Kubernetes objects of the sample have in common. */
import { createHash } from 'node:crypto';

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly object[];
  readonly managedFields?: readonly object[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface KubernetesObject {
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** The same UID for the same object at every start, as if it had been kept in an etcd. */
export function uidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Metadata as a server writes it; revisions follow from the age, as older objects have lower ones. */
export function metadataOf(
  cluster: string,
  kind: string,
  name: string,
  created: Date,
  more: Partial<ObjectMetadata> = {},
): ObjectMetadata {
  return {
    name,
    ...(more.namespace === undefined ? {} : { namespace: more.namespace }),
    uid: uidOf(cluster, kind, more.namespace ?? '', name),
    resourceVersion: revisionAt(created),
    creationTimestamp: secondsText(created),
    ...more,
  };
}

/** About two writes a second since the beginning of 2026. */
export function revisionAt(date: Date): string {
  return String(1_000_000 + Math.max(0, Math.floor((date.getTime() - Date.UTC(2026, 0, 1)) / 500)));
}

/** `2026-11-24T03:15:00Z`: Kubernetes writes creation times without fractions. */
export function secondsText(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Objects in the order of etcd, perhaps made only when they are looked at. */
export interface OrderedObjects {
  readonly length: number;
  at(index: number): KubernetesObject | undefined;
}

/** The order of etcd: by namespace, then by name. */
export function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
