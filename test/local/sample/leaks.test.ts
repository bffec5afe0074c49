import { expect, test } from 'vitest';
import { pastSweeps } from '../../../local/history/schedule.ts';
import { objectCounts } from '../../../local/sample/metrics/counts.ts';
import { stories } from '../../../local/sample/stories/index.ts';
import type { Story } from '../../../local/sample/story.ts';
import { objectLeak } from '../../../src/checks/etcd/object-leak.ts';
import { ago, apiMetrics, forbidden, objects, verdictOn } from '../../support/evidence.ts';
import { inStore } from '../../support/object-history.ts';

const now = new Date(ago(0));

/** What the check says once so many days of the story have passed, with four weeks of history made as the sample makes it. */
function leaksOf(story: Story, daysLater: number): readonly string[] {
  const begun = new Date(ago(daysLater * 86_400));
  const counts = (at: Date): Readonly<Record<string, number>> =>
    Object.fromEntries(objectCounts(story, { now: at, begun }).map(({ kind, count }) => [kind, count]));
  const audits = pastSweeps(28 + daysLater, now).map((at) => ({ at: at.toISOString(), seen: counts(at) }));
  const series = Object.fromEntries(
    Object.keys(counts(now)).map((kind) => [
      `objects:${kind}`,
      inStore(audits.map(({ at, seen }) => ({ at, value: seen[kind] ?? 0 }))),
    ]),
  );
  const verdict = verdictOn(objectLeak, {
    history: { from: begun.toISOString(), series, observations: [] },
    apiMetrics: apiMetrics({ objects: objects(counts(now)) }),
    leakSuspects: forbidden,
    creationsByClient: forbidden,
  });
  return verdict.outcome === 'fail'
    ? verdict.findings.map(({ resource }) => resource.name)
    : [verdict.outcome];
}

const leaking: Readonly<Record<string, readonly string[]>> = {
  'aks-batch-weu-01': ['jobs.batch', 'configmaps'],
  'aks-ci-weu-01': ['workflowtaskresults.argoproj.io', 'workflows.argoproj.io'],
};

test.each(stories.map((story) => [story.name, story] as const))(
  '%s leaks what its story is about, when it begins and a fortnight later',
  (name, story) => {
    const expected = leaking[name] ?? ['pass'];

    expect(leaksOf(story, 0)).toEqual(expected);
    expect(leaksOf(story, 14)).toEqual(expected);
  },
);
