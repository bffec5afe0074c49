/** What can be wrong with one flow schema; each problem is judged by itself. */
import type { FlowControl, FlowSchema, PriorityLevel } from '../../evidence/flow-control.ts';
import type { FindingDraft } from '../../model.ts';
import { addClusterScope, giveRules, missingLevel, raisePrecedence } from '../../remediation/flow-control.ts';
import { listInWords } from '../../shared/format.ts';
import { shadowedBy } from './flow-coverage.ts';
import { isRestrictive } from './priority-level-problems.ts';

export function danglingSchema(schema: FlowSchema, { priorityLevels }: FlowControl): readonly FindingDraft[] {
  if (!dangles(schema, priorityLevels)) return [];
  const observed = `points to the priority level ${schema.priorityLevel}, which does not exist`;
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'FlowSchema', name: schema.name, part: 'dangling' },
      summary: `The flow schema ${schema.name} ${observed}, so the server ignores it; expected is an existing level.`,
      observed: { text: observed },
      excerpts: schemaExcerpts(schema),
      remediation: missingLevel(schema.name, schema.priorityLevel),
    },
  ];
}

/** A schema that holds LISTs or watches down inside namespaces, and lets the cluster-wide ones pass by. */
export function namespacedSchema(
  schema: FlowSchema,
  { priorityLevels }: FlowControl,
): readonly FindingDraft[] {
  const level = priorityLevels.find(({ name }) => name === schema.priorityLevel);
  if (level === undefined || !isRestrictive(level)) return [];
  const narrow = schema.rules.flatMap(({ resourceRules }, rule) =>
    resourceRules.flatMap((resources, position) =>
      resources.namespaces.length > 0 && !resources.clusterScope && readsMany(resources.verbs)
        ? [{ path: [rule, position] as const, resources }]
        : [],
    ),
  );
  // One rule that takes cluster-wide calls shows that the others are narrow on purpose.
  const wide = schema.rules.some(({ resourceRules }) =>
    resourceRules.some(({ clusterScope, verbs }) => clusterScope && readsMany(verbs)),
  );
  if (narrow.length === 0 || wide) return [];
  const kinds = [...new Set(narrow.flatMap(({ resources }) => resources.resources))];
  const observed = `matches LISTs and watches of ${listInWords(kinds)} inside namespaces only`;
  return [
    {
      severity: 'medium',
      confidence: 'inferred',
      resource: { kind: 'FlowSchema', name: schema.name, part: 'namespaced-rule' },
      summary: `The flow schema ${schema.name} sends calls to the restricted level ${level.name} but ${observed}: a cluster-wide LIST passes it by; expected is clusterScope: true in its rules.`,
      observed: { text: observed },
      excerpts: schemaExcerpts(schema),
      remediation: addClusterScope(
        schema.name,
        narrow.map(({ path }) => path),
      ),
    },
  ];
}

export function unreachableSchema(
  schema: FlowSchema,
  { flowSchemas, priorityLevels }: FlowControl,
): readonly FindingDraft[] {
  if (schema.rules.length === 0) return [emptySchema(schema)];
  const takers = shadowedBy(
    schema,
    flowSchemas.filter((other) => !dangles(other, priorityLevels)),
  );
  // Nobody takes them, or they are sent to the same level: superfluous then, but what was wanted happens.
  if (takers.every(({ priorityLevel }) => priorityLevel === schema.priorityLevel)) return [];
  const names = listInWords(takers.map(({ name, matchingPrecedence }) => `${name} (${matchingPrecedence})`));
  const observed = `with precedence ${schema.matchingPrecedence} gets no request: ${names} ${takers.length === 1 ? 'takes' : 'take'} all of them first`;
  const lowest = Math.min(...takers.map(({ matchingPrecedence }) => matchingPrecedence));
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'FlowSchema', name: schema.name, part: 'shadowed' },
      summary: `The flow schema ${schema.name} ${observed}; expected is a precedence below ${lowest}.`,
      observed: { text: observed },
      excerpts: schemaExcerpts(schema),
      remediation: raisePrecedence(schema.name, freePrecedence(lowest, flowSchemas)),
    },
  ];
}

/** Whether the server ignores the schema; its own word may lag behind the objects by a moment. */
function dangles({ dangling, priorityLevel }: FlowSchema, levels: readonly PriorityLevel[]): boolean {
  return dangling === true || !levels.some(({ name }) => name === priorityLevel);
}

function emptySchema(schema: FlowSchema): FindingDraft {
  return {
    severity: 'medium',
    confidence: 'measured',
    resource: { kind: 'FlowSchema', name: schema.name, part: 'no-rules' },
    summary: `The flow schema ${schema.name} has no rules and so matches no request; expected is at least one rule.`,
    observed: { text: 'has no rules' },
    excerpts: schemaExcerpts(schema),
    remediation: giveRules(schema.name),
  };
}

function readsMany(verbs: readonly string[]): boolean {
  return verbs.includes('*') || verbs.includes('list') || verbs.includes('watch');
}

/** The largest number below the bound that no schema has; 1 is for the server alone and 2 for its health checks. */
export function freePrecedence(bound: number, schemas: readonly FlowSchema[]): number | null {
  const used = new Set(schemas.map(({ matchingPrecedence }) => matchingPrecedence));
  for (let candidate = bound - 1; candidate >= 3; candidate -= 1) {
    if (!used.has(candidate)) return candidate;
  }
  return null;
}

function schemaExcerpts(schema: FlowSchema): FindingDraft['excerpts'] {
  return [
    { label: 'Matching precedence', value: String(schema.matchingPrecedence) },
    { label: 'Priority level', value: schema.priorityLevel },
  ];
}
