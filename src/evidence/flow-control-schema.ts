/** Flow control objects of every version in our shape: https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
import * as z from 'zod';
import type { FlowRule, FlowSchema, FlowSubject, PriorityLevel } from './flow-control.ts';
import { judged, listOf, stringMap, strings } from './schema-parts.ts';

const metadata = z.object({
  name: z.string(),
  uid: z.string().default(''),
  creationTimestamp: z.string().nullish(),
  annotations: stringMap,
});

const subject = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('User'), user: z.object({ name: z.string() }) }),
    z.object({ kind: z.literal('Group'), group: z.object({ name: z.string() }) }),
    z.object({
      kind: z.literal('ServiceAccount'),
      serviceAccount: z.object({ namespace: z.string(), name: z.string() }),
    }),
  ])
  .transform((given): FlowSubject => {
    if (given.kind === 'User') return { kind: 'User', name: given.user.name };
    if (given.kind === 'Group') return { kind: 'Group', name: given.group.name };
    const { namespace, name } = given.serviceAccount;
    return { kind: 'ServiceAccount', namespace, name };
  });

const rule = z
  .object({
    subjects: listOf(subject),
    resourceRules: listOf(
      z.object({
        verbs: strings,
        apiGroups: strings,
        resources: strings,
        namespaces: strings,
        clusterScope: z.boolean().default(false),
      }),
    ),
    nonResourceRules: listOf(z.object({ verbs: strings, nonResourceURLs: strings })),
  })
  .transform((given): FlowRule => given);

export const flowSchemaSchema = z
  .object({
    metadata,
    spec: z.object({
      priorityLevelConfiguration: z.object({ name: z.string() }),
      matchingPrecedence: z.number(),
      distinguisherMethod: z.object({ type: z.enum(['ByUser', 'ByNamespace']) }).nullish(),
      rules: listOf(rule),
    }),
    status: z.object({ conditions: listOf(z.object({ type: z.string(), status: z.string() })) }).nullish(),
  })
  .transform(({ metadata, spec, status }): FlowSchema => ({
    ...identityOf(metadata),
    matchingPrecedence: spec.matchingPrecedence,
    priorityLevel: spec.priorityLevelConfiguration.name,
    distinguisher: spec.distinguisherMethod?.type ?? null,
    rules: spec.rules,
    dangling: judged(status?.conditions.find(({ type }) => type === 'Dangling')?.status),
  }));

/** The shares field was `assuredConcurrencyShares` up to v1beta2 and is `nominalConcurrencyShares` from v1beta3. */
const shares = z.object({
  nominalConcurrencyShares: z.number().nullish(),
  assuredConcurrencyShares: z.number().nullish(),
  lendablePercent: z.number().nullish(),
});

export const priorityLevelSchema = z
  .object({
    metadata,
    spec: z.object({
      type: z.enum(['Limited', 'Exempt']),
      limited: shares
        .extend({
          borrowingLimitPercent: z.number().nullish(),
          limitResponse: z.object({ type: z.enum(['Queue', 'Reject']) }).nullish(),
        })
        .nullish(),
      exempt: shares.nullish(),
    }),
  })
  .transform(({ metadata, spec }): PriorityLevel => {
    const { limited, exempt, type } = spec;
    const given = type === 'Limited' ? limited : exempt;
    return {
      ...identityOf(metadata),
      type,
      shares: given?.nominalConcurrencyShares ?? given?.assuredConcurrencyShares ?? null,
      lendablePercent: given?.lendablePercent ?? null,
      borrowingLimitPercent: limited?.borrowingLimitPercent ?? null,
      limitResponse: limited?.limitResponse?.type ?? null,
    };
  });

/**
 * Always the server's own, also where it does not say so by the annotation (before 1.22):
 * https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#mandatory-configuration-objects
 */
const mandatory: ReadonlySet<string> = new Set(['exempt', 'catch-all']);

function identityOf({ name, uid, creationTimestamp, annotations }: z.output<typeof metadata>) {
  return {
    name,
    uid,
    createdAt: creationTimestamp ?? null,
    bootstrap: annotations['apf.kubernetes.io/autoupdate-spec'] !== undefined || mandatory.has(name),
    appliedApiVersion: appliedVersionOf(annotations['kubectl.kubernetes.io/last-applied-configuration']),
  };
}

/** Only the version: the rest of the annotation is a copy of the object. */
function appliedVersionOf(manifest: string | undefined): string | null {
  if (manifest === undefined) return null;
  try {
    return z.object({ apiVersion: z.string() }).parse(JSON.parse(manifest)).apiVersion;
  } catch {
    return null;
  }
}
