/** Flow schemas and priority levels: the set every API server brings along, and what the cluster's owner added. */
import { daysBefore, isThere } from '../time.ts';
import type { Story, StoryFlowSchema, StoryPriorityLevel } from '../story.ts';
import type { Moment } from '../time.ts';
import { bootstrapLevels, bootstrapSchemas } from './bootstrap-flow-control.ts';
import { metadataOf, secondsText } from './object.ts';
import type { KubernetesObject, ObjectMetadata } from './object.ts';

export function allFlowSchemas(story: Story, moment: Moment): readonly StoryFlowSchema[] {
  return [
    ...bootstrapSchemas(story.version.minor),
    ...story.flowSchemas.filter((one) => isThere(one, moment)),
  ];
}

/** The levels that have a limit: all but `exempt`. */
export function limitedLevels(story: Story, moment: Moment): readonly StoryPriorityLevel[] {
  return [...bootstrapLevels(), ...story.priorityLevels.filter((one) => isThere(one, moment))];
}

export function flowSchemas(story: Story, moment: Moment): readonly KubernetesObject[] {
  const levels = new Set(['exempt', ...limitedLevels(story, moment).map(({ name }) => name)]);
  return allFlowSchemas(story, moment).map((schema) => {
    const spec = {
      priorityLevelConfiguration: { name: schema.priorityLevel },
      matchingPrecedence: schema.matchingPrecedence,
      ...(schema.distinguisher === undefined ? {} : { distinguisherMethod: { type: schema.distinguisher } }),
      rules: schema.rules,
    };
    return {
      metadata: flowMetadata(story, moment, 'FlowSchema', schema, spec),
      spec,
      status: { conditions: [dangling(schema, levels.has(schema.priorityLevel), moment)] },
    };
  });
}

/** In the given version of the API: before `v1beta3` the field for the shares had another name. */
export function priorityLevels(story: Story, moment: Moment, version: string): readonly KubernetesObject[] {
  const kind = 'PriorityLevelConfiguration';
  const exempt = { name: 'exempt', ageDays: 200, appliedAs: null };
  const exemptSpec = {
    type: 'Exempt',
    ...(story.version.minor >= 28 ? { exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } } : {}),
  };
  return [
    { metadata: flowMetadata(story, moment, kind, exempt, exemptSpec), spec: exemptSpec, status: {} },
    ...limitedLevels(story, moment).map((level) => {
      const spec = limitedSpec(level, version, story.version.minor);
      return { metadata: flowMetadata(story, moment, kind, level, spec), spec, status: {} };
    }),
  ];
}

function limitedSpec(level: StoryPriorityLevel, version: string, minor: number): object {
  const old = version === 'v1beta1' || version === 'v1beta2';
  const { borrowingLimitPercent, queuing } = level;
  return {
    type: 'Limited',
    limited: {
      [old ? 'assuredConcurrencyShares' : 'nominalConcurrencyShares']: level.shares,
      limitResponse:
        queuing === undefined
          ? { type: 'Reject' }
          : { type: 'Queue', queuing: { ...queuing, queueLengthLimit: 50 } },
      // Lending and borrowing came with 1.26: facts of https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
      ...(minor < 26 ? {} : { lendablePercent: level.lendablePercent ?? 0 }),
      ...(minor < 26 || borrowingLimitPercent === undefined ? {} : { borrowingLimitPercent }),
    },
  };
}

function flowMetadata(
  story: Story,
  { begun }: Moment,
  kind: string,
  object: { readonly name: string; readonly ageDays: number; readonly appliedAs: string | null },
  spec: object,
): ObjectMetadata {
  const { name, appliedAs } = object;
  const annotations: Record<string, string> =
    appliedAs === null
      ? { 'apf.kubernetes.io/autoupdate-spec': 'true' }
      : {
          'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify({ apiVersion: appliedAs, kind, metadata: { annotations: {}, name }, spec })}\n`,
        };
  return metadataOf(story.name, kind, name, daysBefore(begun, object.ageDays), {
    generation: 1,
    annotations,
  });
}

function dangling(schema: StoryFlowSchema, found: boolean, { begun }: Moment): object {
  return {
    type: 'Dangling',
    status: found ? 'False' : 'True',
    lastTransitionTime: secondsText(daysBefore(begun, schema.ageDays)),
    reason: found ? 'Found' : 'NotFound',
    message: `This FlowSchema references the PriorityLevelConfiguration object named "${schema.priorityLevel}" ${found ? 'and it exists' : 'but there is no such object'}`,
  };
}
