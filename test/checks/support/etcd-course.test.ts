import { describe, expect, test } from 'vitest';
import type { EtcdCourse } from '../../../src/checks/support/etcd-course.ts';
import { etcdCourse, mayReach, timeLeft } from '../../../src/checks/support/etcd-course.ts';
import type { HistoryPoint } from '../../../src/evidence/history.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { ago, apiMetrics, forbidden, gathered } from '../../support/evidence.ts';
import { clusterHistory } from '../../support/history.ts';

const day = 86_400;
const now = new Date(ago(0));
const gib = 1024 ** 3;

/** One value a day, the last one a day ago. */
function daily(values: readonly number[]): readonly HistoryPoint[] {
  return values.map((value, index) => ({ at: ago((values.length - index) * day), value }));
}

function rising(from: number, perDay: number, days: number): readonly number[] {
  return Array.from({ length: days }, (_, index) => from + index * perDay);
}

function courseOf(
  past: Parameters<typeof clusterHistory>[0],
  given: Partial<Omit<Parameters<typeof etcdCourse>[0], 'history'>> = {},
) {
  const sources = {
    history: clusterHistory(past),
    platformMetrics: forbidden,
    apiMetrics: forbidden,
    ...given,
  };
  return etcdCourse(sources, { now, horizonDays: 30, full: 0.9, quota: 8 * gib });
}

function foundCourse(...given: Parameters<typeof courseOf>): EtcdCourse {
  const course = courseOf(...given);
  if ('why' in course) throw new Error(course.why);
  return course;
}

describe('the course of etcd', () => {
  test('goes by the percentage of Azure where it has a trend, with the value of today', () => {
    const percentage = gathered(platformMetrics(series('etcd_database_usage_percentage', [81])));
    const course = foundCourse(
      { series: { etcdUsed: daily(rising(0.6, 0.02, 10)), etcdBytes: daily(rising(gib, 0, 10)) } },
      { platformMetrics: percentage },
    );

    expect(course).toMatchObject({
      figure: 'share',
      newest: 0.81,
      bound: 0.9,
      trend: { grows: true, samples: 11 },
    });
  });

  test('else goes by the size of the main database against the quota that is supposed', () => {
    const metrics = gathered(
      apiMetrics({
        etcd: {
          metric: 'apiserver_storage_size_bytes',
          databases: [
            { name: 'etcd-1', bytes: 9 * gib },
            { name: 'etcd-0', bytes: 5 * gib },
          ],
        },
      }),
    );
    const course = foundCourse(
      { series: { etcdBytes: daily(rising(4 * gib, gib / 10, 10)) } },
      { apiMetrics: metrics },
    );

    expect(course).toMatchObject({ figure: 'bytes', newest: 5 * gib, bound: 7.2 * gib });
  });

  test('is not known without enough of a past, and says of both why', () => {
    expect(courseOf({})).toEqual({
      why: 'Share of the quota: There are 0 samples, and a forecast needs 5. Size: There are 0 samples, and a forecast needs 5.',
    });
  });

  test('does not depend on the order of what is remembered', () => {
    const etcdUsed = daily(rising(0.6, 0.02, 10));

    expect(courseOf({ series: { etcdUsed: etcdUsed.toReversed() } })).toEqual(
      courseOf({ series: { etcdUsed } }),
    );
  });
});

describe('the time that is left', () => {
  test.each([
    ['grows to the bound', rising(0.6, 0.02, 10), 5],
    ['is past it and grows', rising(0.72, 0.02, 11), 0],
    ['is past it and does not grow', rising(0.95, 0, 10), null],
    ['sinks', rising(0.9, -0.02, 10), null],
    ['grows too slowly', rising(0.3, 0.002, 20), null],
  ])('of a figure that %s', (_, values, days) => {
    const left = timeLeft(foundCourse({ series: { etcdUsed: daily(values) } }), now);

    expect(left === null ? null : Math.round(left / day / 1_000)).toBe(days);
  });
});

describe('whether it may be full in a month', () => {
  test.each([
    ['is not asked where the forecast looks that far', rising(0.3, 0.002, 20), false],
    // Four days tell nothing of the thirtieth.
    ['is so by a growth that was seen for days only', rising(0.3, 0.02, 5), true],
    ['is not so where even the steepest growth of that would not do', rising(0.3, 0.0001, 5), false],
  ])('%s', (_, values, expected) => {
    expect(mayReach(foundCourse({ series: { etcdUsed: daily(values) } }), 30)).toBe(expected);
  });
});
