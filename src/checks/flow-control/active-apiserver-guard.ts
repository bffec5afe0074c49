import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type {
  FlowControl,
  FlowRule,
  FlowSchema,
  FlowSubject,
  PriorityLevel,
} from '../../evidence/flow-control.ts';
import type { Excerpt, FindingDraft, Gathered } from '../../model.ts';
import { guardName, guardRemoval } from '../../remediation/flow-control.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatDuration, listInWords } from '../../shared/format.ts';
import { defineCheck, verdictOf } from '../define-check.ts';

export const activeApiserverGuard = defineCheck({
  id: 'active-apiserver-guard',
  title: 'Emergency throttling by AKS',
  passTitle: 'AKS does not throttle the clients of the API server',
  category: 'flow-control',
  severity: 'critical',
  guide: 'C+',
  rationale:
    'AKS installs this guard after the API server ran out of memory again and again. It throttles every client that is not of the system, the owner’s own controllers among them.',
  remedy: 'Find the client that overloads the API server, lower its load, then delete the guard.',
  learnMore: links.guide,
  requires: ['flowControl'],
  uses: ['apiMetrics'],
  thresholds: {},
  evaluate({ flowControl, apiMetrics }) {
    const { flowSchemas, priorityLevels } = flowControl;
    const guard = guardIn(flowControl);
    return verdictOf(
      flowSchemas.length + priorityLevels.length,
      guard === null ? [] : [findingOn(guard, apiMetrics)],
    );
  },
});

/** The objects of the guard that exist: throttling needs both. */
interface Guard {
  readonly schema: FlowSchema | null;
  readonly level: PriorityLevel | null;
}

function guardIn({ flowSchemas, priorityLevels }: FlowControl): Guard | null {
  const schema = flowSchemas.find(({ name }) => name === guardName) ?? null;
  const level = priorityLevels.find(({ name }) => name === guardName) ?? null;
  return schema === null && level === null ? null : { schema, level };
}

function findingOn(guard: Guard, metrics: Gathered<ApiMetrics>): FindingDraft {
  const { schema, level } = guard;
  const active = schema !== null && level !== null;
  const since = [schema?.createdAt, level?.createdAt].filter((at) => typeof at === 'string').toSorted()[0];
  const throttled = schema === null ? null : subjectsInWords(schema.rules);
  return {
    severity: active ? 'critical' : 'medium',
    confidence: 'measured',
    resource: { kind: schema === null ? 'PriorityLevelConfiguration' : 'FlowSchema', name: guardName },
    summary: active
      ? `AKS throttles ${throttled} by its guard ${guardName}, because the API server ran out of memory before; expected is no such guard.`
      : `One half of the guard ${guardName} is left over: the ${schema === null ? 'priority level without the flow schema' : 'flow schema without the priority level'}, which throttles nobody; expected is neither.`,
    observed: { text: active ? `the guard is in force for ${throttled}` : 'one half of the guard exists' },
    ...(since === undefined ? {} : { since }),
    excerpts: [
      ...(schema === null
        ? []
        : [
            { label: 'Throttles', value: subjectsInWords(schema.rules) },
            { label: 'Matching precedence', value: String(schema.matchingPrecedence) },
          ]),
      ...(level === null ? [] : [{ label: 'Shares', value: sharesInWords(level) }]),
      ...rejections(metrics),
    ],
    remediation: guardRemoval(),
  };
}

function subjectsInWords(rules: readonly FlowRule[]): string {
  const subjects = rules.flatMap((rule) => rule.subjects.map(subjectInWords));
  return subjects.length === 0 ? 'nobody' : listInWords([...new Set(subjects)]);
}

function subjectInWords(subject: FlowSubject): string {
  if (subject.kind === 'ServiceAccount') {
    return subject.name === '*'
      ? `all service accounts of ${subject.namespace}`
      : `the service account ${subject.namespace}/${subject.name}`;
  }
  const kind = subject.kind.toLowerCase();
  return subject.name === '*' ? `all ${kind}s` : `the ${kind} ${subject.name}`;
}

function sharesInWords({ type, shares, limitResponse }: PriorityLevel): string {
  if (type === 'Exempt') return 'exempt';
  const response = limitResponse === 'Reject' ? 'the rest is rejected' : 'the rest is queued';
  return `${shares ?? 'unknown'}, ${response}`;
}

/** What the guard turned away, of the one API server that was asked. */
function rejections(metrics: Gathered<ApiMetrics>): readonly Excerpt[] {
  if (!metrics.ok) return [];
  const { rejected, windowSeconds } = metrics.value;
  const own = rejected.filter(({ priorityLevel }) => priorityLevel === guardName);
  if (own.length === 0) return [];
  let sinceStart = 0;
  let inWindow: number | null = 0;
  for (const count of own) {
    sinceStart += count.sinceStart;
    inWindow = inWindow === null || count.inWindow === null ? null : inWindow + count.inWindow;
  }
  const recent =
    inWindow === null || windowSeconds === null
      ? ''
      : `, ${countOf(inWindow, 'request')} in ${formatDuration(windowSeconds)}`;
  return [
    {
      label: 'Rejected',
      value: `${countOf(sinceStart, 'request')} since the API server started${recent}`,
    },
  ];
}
