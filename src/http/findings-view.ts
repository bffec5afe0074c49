/** Joins what is stored to the page of findings. */
import type { z } from 'zod';
import type { FindingsView } from '../pages/views.ts';
import type { FindingGroup, OpenFinding } from '../report/select-findings.ts';
import {
  findingSortKey,
  groupFindings,
  groupNameOf,
  groupSortKey,
  selectFindings,
} from '../report/select-findings.ts';
import { sortedBy } from '../report/sort-key.ts';
import type { HttpDeps } from './deps.ts';
import { requireKnownCheck } from './find.ts';
import type { findingsPageQuery } from './page-query.ts';
import { pageIn } from './page-query.ts';
import { frame } from './views.ts';

const shownGroups = 20;
/** Of each group, where there are several. */
const shownFindings = 5;
/** Of the only group there is. */
const shownOfOne = 100;

export async function findingsView(
  deps: HttpDeps,
  query: z.output<typeof findingsPageQuery>,
): Promise<FindingsView> {
  const { history, checks } = deps;
  requireKnownCheck(checks, query.check);
  const [latest, open] = await Promise.all([history.latest(), history.openFindings()]);
  const { findings, leftOut, notAudited } = selectFindings(latest, open, query);
  const sorted = sortedBy(findings, (finding) => findingSortKey(finding, 'severity'), 'asc');
  const members = Map.groupBy(sorted, ({ entry }) => groupNameOf(entry, query.group));
  const groups = sortedBy(groupFindings(sorted, query.group), groupSortKey, 'asc').map((group) => ({
    group,
    findings: members.get(group.name) ?? [],
  }));
  const { page, pages, shown } = shownOf(groups, query.page);
  return {
    ...frame(deps),
    query: { ...query, page },
    groups: shown,
    found: {
      findings: findings.length,
      clusters: new Set(findings.map(({ cluster }) => cluster.key)).size,
      groups: groups.length,
    },
    leftOut,
    notAudited,
    pages,
    checks,
  };
}

type Group = { readonly group: FindingGroup; readonly findings: readonly OpenFinding[] };

/** A page of groups, each with the first of its findings; of a group that is alone, a page of its findings. */
function shownOf(groups: readonly Group[], asked: number) {
  const [only, second] = groups;
  if (only !== undefined && second === undefined) {
    const { rows, page, pages } = pageIn(only.findings, asked, shownOfOne);
    return { page, pages, shown: [{ group: only.group, findings: rows }] };
  }
  const { rows, page, pages } = pageIn(groups, asked, shownGroups);
  const shown = rows.map(({ group, findings }) => ({ group, findings: findings.slice(0, shownFindings) }));
  return { page, pages, shown };
}
