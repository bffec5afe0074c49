/** The query parameters that choose and order clusters, for the API and the fleet page. */
import { z } from 'zod';
import { outcomes, severities } from '../model.ts';
import { clusterSorts } from '../report/select-clusters.ts';
import { orders } from '../report/sort-key.ts';
import { oneOf, someOf, texts } from './words.ts';

export const clusterFilterShape = {
  name: z.string().optional().describe('only clusters whose name contains this, whatever its case'),
  tag: z
    .string()
    .min(1, 'Expected name=value, or the name of a tag.')
    .optional()
    .describe('only clusters with this tag in Azure: `name=value`, or `name` for any value'),
  tier: texts
    .optional()
    .describe(
      'only clusters of one of these tiers, joined by commas; `unknown` for those whose tier is not known',
    ),
  region: texts
    .optional()
    .describe(
      'only clusters in one of these Azure regions, joined by commas; `unknown` for those whose region is not known',
    ),
  severity: someOf(severities)
    .optional()
    .describe('only clusters with an open finding of one of these severities, joined by commas'),
  check: z
    .string()
    .optional()
    .describe('only clusters of which this check has one of the outcomes asked for'),
  outcome: someOf(outcomes)
    .optional()
    .describe(
      'outcomes of `check`, or without it of any check, joined by commas; `fail` when only `check` is given; a check that did not run yet is `unknown`',
    ),
} as const;

export const clusterSortShape = {
  sort: oneOf(clusterSorts)
    .optional()
    .describe(
      '`name` without it; `attention` puts first what wants a look; clusters without the figure come last',
    ),
  order: oneOf(orders)
    .optional()
    .describe('without it low scores and coverage, large databases and old audits come first'),
} as const;
