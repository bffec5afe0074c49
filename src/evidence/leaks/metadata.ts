/** What is kept of the metadata of one object. */
import * as z from 'zod';
import { ownersSchema } from '../owner.ts';
import { listOf, stringMap } from '../schema-parts.ts';

export interface ObjectMetadata {
  /** Empty for an object without one. */
  readonly namespace: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Kind of what it belongs to; null when nobody owns it. */
  readonly owner: string | null;
  /** The field manager that wrote it first; null when none is recorded. */
  readonly manager: string | null;
  /** Those that tell where it comes from: `key=value`. */
  readonly labels: readonly string[];
}

/** Who manages it, and the chart of Helm: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const tellingLabels = ['app.kubernetes.io/managed-by', 'helm.sh/chart', 'owner'] as const;

const moment = z.iso.datetime({ offset: true });

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export const metadataSchema = z
  .object({
    metadata: z.object({
      namespace: z.string().default(''),
      creationTimestamp: moment,
      ownerReferences: ownersSchema,
      managedFields: listOf(z.object({ manager: z.string().nullish(), time: moment.nullish() })),
      labels: stringMap,
    }),
  })
  .transform(({ metadata }): ObjectMetadata => {
    const { namespace, creationTimestamp, ownerReferences, managedFields, labels } = metadata;
    const [first] = managedFields.toSorted((left, right) => timeOf(left.time) - timeOf(right.time));
    return {
      namespace,
      createdAt: Date.parse(creationTimestamp),
      owner: ownerReferences?.kind ?? null,
      manager: first?.manager ?? null,
      labels: tellingLabels.flatMap((key) => (labels[key] === undefined ? [] : [`${key}=${labels[key]}`])),
    };
  });

/** An entry without a time was there before there were times. */
function timeOf(time: string | null | undefined): number {
  return time ? Date.parse(time) : 0;
}
