import { z } from 'zod';
import type { AnyCheck } from '../../checks/define-check.ts';
import { severities } from '../../model.ts';
import type { EvidenceSource } from '../../evidence/define-gatherer.ts';
import { evidenceOf } from '../evidence-of.ts';
import { requiredCheck } from '../find.ts';
import { checkPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

const AccessRule = z.union([
  z.object({
    apiGroup: z.string(),
    resources: z.array(z.string()).readonly(),
    verbs: z.array(z.string()).readonly(),
  }),
  z.object({ nonResourceURLs: z.array(z.string()).readonly(), verbs: z.array(z.string()).readonly() }),
]);

const AzureRule = z.object({
  actions: z.array(z.string()).readonly(),
  dataActions: z.array(z.string()).readonly(),
  role: z.string().nullable().describe('smallest built-in role; null: it takes one of your own'),
  scope: z.string().describe('where the role is assigned, in words'),
  without: z.string().nullable().describe('what goes on without it; null: there is no evidence then'),
});

export const CheckItem = z.object({
  id: z.string(),
  title: z.string(),
  passTitle: z.string(),
  category: z.string(),
  severity: z.enum(severities).describe('the worst it can give'),
  rationale: z.string(),
  remedy: z.string(),
  learnMore: z.url(),
  thresholds: z.record(
    z.string(),
    z.object({
      value: z.number(),
      unit: z.string(),
      source: z.url(),
      resolvesAt: z
        .exactOptional(z.number())
        .describe('where a finding ends that is open; absent: at the value'),
    }),
  ),
  evidence: z
    .array(
      z.object({
        kind: z.string(),
        source: z.string().describe('what is read'),
        required: z.boolean().describe('false: the check gives a better answer with it'),
        maxRequests: z.int().describe('most requests to the API server, retries aside'),
        needs: z
          .array(z.union([AccessRule, AzureRule]))
          .readonly()
          .describe('permissions to read it, of Kubernetes or of Azure'),
      }),
    )
    .readonly(),
});

export const CheckList = z.object({ items: z.array(CheckItem).readonly() });

export const listChecks = jsonRoute({
  name: 'api-checks',
  method: 'GET',
  path: 'api/checks',
  summary: 'The catalogue of checks',
  params: none,
  query: none,
  answer: CheckList,
  handle: async ({ checks, evidenceSources }) => ({
    items: checks.map((check) => checkItem(check, evidenceSources)),
  }),
});

export const getCheck = jsonRoute({
  name: 'api-check',
  method: 'GET',
  path: 'api/checks/{id}',
  summary: 'One check: texts, thresholds with their sources, evidence it needs',
  params: checkPath,
  query: none,
  answer: CheckItem,
  handle: async ({ checks, evidenceSources }, { params }) =>
    checkItem(requiredCheck(checks, params.id), evidenceSources),
});

function checkItem(check: AnyCheck, sources: readonly EvidenceSource[]): z.input<typeof CheckItem> {
  const { id, title, passTitle, category, severity, rationale, remedy, learnMore } = check;
  const evidence = evidenceOf(check, sources);
  const thresholds = thresholdsOf(check);
  return { id, title, passTitle, category, severity, rationale, remedy, learnMore, thresholds, evidence };
}

function thresholdsOf({ thresholds, resolvesAt = {} }: AnyCheck): z.input<typeof CheckItem>['thresholds'] {
  return Object.fromEntries(
    Object.entries(thresholds).map(([name, threshold]) => {
      const end = resolvesAt[name];
      return [name, end === undefined ? threshold : { ...threshold, resolvesAt: end }];
    }),
  );
}
