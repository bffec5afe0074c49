import type { ApiHealth } from '../../evidence/api-health.ts';
import type { FlowControl } from '../../evidence/flow-control.ts';
import type { FindingDraft, Gathered } from '../../model.ts';
import { guardName } from '../../remediation/flow-control.ts';
import { links } from '../../remediation/links.ts';
import { minorOf } from '../../remediation/server-version.ts';
import { listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { danglingSchema, namespacedSchema, unreachableSchema } from '../support/flow-schema-problems.ts';
import type { AppliedManifest } from '../support/outdated-manifest.ts';
import { outdatedManifest, removalOf } from '../support/outdated-manifest.ts';
import { seatlessLevel, uncappedLevel } from '../support/priority-level-problems.ts';

export const ineffectiveFlowSchema = defineCheck({
  id: 'ineffective-flow-schema',
  title: 'Flow control that has no effect',
  passTitle: 'Every flow schema of the owner does what it is meant to',
  category: 'flow-control',
  severity: 'medium',
  guide: 'C3',
  rationale:
    'A flow schema that matches nothing, or a level that is no cap, gives a false sense of safety: the client that it should hold down is not held down.',
  remedy: 'Repair the reference, the scope, the precedence or the borrowing limit that the finding names.',
  learnMore: links.flowControl,
  requires: ['flowControl'],
  uses: ['apiHealth'],
  thresholds: {},
  evaluate({ flowControl, apiHealth }) {
    const schemas = flowControl.flowSchemas.filter(isOwners);
    const levels = flowControl.priorityLevels.filter(isOwners);
    if (schemas.length + levels.length === 0) {
      return notApplicable('The cluster has no flow schemas or priority levels beside the server’s own.');
    }
    const minor = minorIn(apiHealth);
    const drafts: readonly FindingDraft[] = [
      ...schemas.flatMap((schema) => [
        ...danglingSchema(schema, flowControl),
        ...unreachableSchema(schema, flowControl),
        ...namespacedSchema(schema, flowControl),
      ]),
      // A level that no schema points to holds nobody down and starves nobody.
      ...levels
        .filter(({ name }) => schemas.some(({ priorityLevel }) => priorityLevel === name))
        .flatMap((level) => [...uncappedLevel(level, flowControl), ...seatlessLevel(level)]),
      ...(minor === null
        ? []
        : manifestsOf(flowControl).flatMap((manifest) => outdatedManifest(manifest, minor))),
    ];
    return verdictOf(schemas.length + levels.length, drafts, unseenIn(flowControl, apiHealth, minor));
  },
});

/** The server keeps its own objects as they must be, and the guard of AKS has a check of its own. */
function isOwners({ name, bootstrap }: { readonly name: string; readonly bootstrap: boolean }): boolean {
  return !bootstrap && name !== guardName;
}

function minorIn(apiHealth: Gathered<ApiHealth>): number | null {
  return apiHealth.ok ? minorOf(apiHealth.value.gitVersion) : null;
}

function manifestsOf({ flowSchemas, priorityLevels }: FlowControl): readonly AppliedManifest[] {
  return [
    ...flowSchemas
      .filter(isOwners)
      .map(({ name, appliedApiVersion }) => ({ kind: 'FlowSchema' as const, name, appliedApiVersion })),
    ...priorityLevels.filter(isOwners).map(({ name, appliedApiVersion }) => ({
      kind: 'PriorityLevelConfiguration' as const,
      name,
      appliedApiVersion,
    })),
  ];
}

/** Without the server's version nobody can say whether a version that goes away is gone by now. */
function unseenIn(
  flowControl: FlowControl,
  apiHealth: Gathered<ApiHealth>,
  minor: number | null,
): Unseen | null {
  if (minor !== null) return null;
  const affected = manifestsOf(flowControl).filter((manifest) => removalOf(manifest) !== null);
  if (affected.length === 0) return null;
  const names = listInWords(affected.map(({ name }) => name));
  const detail = `Whether the server still serves the version in which ${names} was applied is not known.`;
  return apiHealth.ok
    ? {
        reason: 'invalid',
        detail: `${detail} It gives its version as ${apiHealth.value.gitVersion}.`,
        remedy: 'See the version by kubectl version.',
      }
    : { reason: apiHealth.reason, detail: `${detail} ${apiHealth.detail}`, remedy: apiHealth.remedy };
}
