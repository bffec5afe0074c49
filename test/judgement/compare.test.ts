import { describe, expect, test } from 'vitest';
import { compare, currentEntries } from '../../src/judgement/compare.ts';
import type { BaselineEntry, CheckVerdict, Finding, SeenAt } from '../../src/model.ts';
import {
  failVerdict,
  findingOf,
  notApplicableVerdict,
  passVerdict,
  unknownVerdict,
} from '../support/verdicts.ts';

const monday: SeenAt = { sweepId: 'monday', at: '2026-11-23T06:00:00.000Z' };
const tuesday: SeenAt = { sweepId: 'tuesday', at: '2026-11-24T06:00:00.000Z' };
const wednesday: SeenAt = { sweepId: 'wednesday', at: '2026-11-25T06:00:00.000Z' };

const fails = [failVerdict('large-etcd-database', ['high'])];
const openSinceMonday: BaselineEntry = {
  fingerprint: 'large-etcd-database/thing-0',
  check: 'large-etcd-database',
  severity: 'high',
  summary: 'Thing thing-0 is broken.',
  confidence: 'measured',
  resource: { kind: 'Thing', name: 'thing-0' },
  state: 'new',
  firstSeen: monday,
  lastSeen: monday,
};

describe('compare', () => {
  test('a finding seen for the first time is new', () => {
    expect(compare([], fails, monday)).toEqual([openSinceMonday]);
  });

  test('a finding seen again is unchanged and remembers since when', () => {
    expect(compare([openSinceMonday], fails, tuesday)).toEqual([
      { ...openSinceMonday, state: 'unchanged', lastSeen: tuesday },
    ]);
  });

  test('who caused it and who lives with it go with the finding, and end with it', () => {
    const culprit = { kind: 'namespace', name: 'batch' } as const;
    const suppression = {
      id: 'batch-jobs',
      owner: 'batch-team',
      reason: 'Until the migration.',
      expires: '2027-01-01T00:00:00.000Z',
    };
    const known = [failVerdictOf({ ...findingOf('large-etcd-database', 'thing-0'), culprit, suppression })];

    const first = compare([], known, monday);

    expect(first).toEqual([{ ...openSinceMonday, culprit, suppression }]);
    expect(compare(first, fails, tuesday)).toEqual([
      { ...openSinceMonday, state: 'unchanged', lastSeen: tuesday },
    ]);
  });

  test('an entry of an older version learns what it is about when it is seen again', () => {
    const { confidence: _confidence, resource: _resource, ...older } = openSinceMonday;

    expect(compare([older], fails, tuesday)).toEqual([
      { ...openSinceMonday, state: 'unchanged', lastSeen: tuesday },
    ]);
  });

  test.each<[string, CheckVerdict]>([
    ['passed', passVerdict('large-etcd-database')],
    ['no longer applies', notApplicableVerdict('large-etcd-database')],
    ['found only something else', failVerdict('large-etcd-database', ['low'])],
  ])('a finding is resolved when its check ran and %s', (_how, verdict) => {
    const gone = { ...openSinceMonday, fingerprint: 'large-etcd-database/other' };

    const after = compare([gone], [verdict], tuesday);

    expect(after).toContainEqual({ ...gone, state: 'resolved', resolved: tuesday });
  });

  test.each<[string, readonly CheckVerdict[]]>([
    ['was unknown', [unknownVerdict('large-etcd-database')]],
    ['did not run', [passVerdict('silent-nodes')]],
    [
      'saw only part of what it looks at',
      [
        {
          ...failVerdict('large-etcd-database', ['low']),
          unseen: { reason: 'truncated', detail: 'Half was read.', remedy: 'Read all.' },
        } as CheckVerdict,
      ],
    ],
  ])('not seen is not resolved: it stays open when its check %s', (_how, verdicts) => {
    const gone = { ...openSinceMonday, fingerprint: 'large-etcd-database/other' };

    expect(compare([gone], verdicts, tuesday)).toContainEqual({ ...gone, state: 'unknown' });
  });

  test('a finding that was unknown and is seen again keeps its first day', () => {
    const unknownOnTuesday = compare([openSinceMonday], [unknownVerdict('large-etcd-database')], tuesday);

    expect(compare(unknownOnTuesday, fails, wednesday)).toEqual([
      { ...openSinceMonday, state: 'unchanged', lastSeen: wednesday },
    ]);
  });

  test('a finding that comes back after it was resolved is new again', () => {
    const resolved = { ...openSinceMonday, state: 'resolved' as const, resolved: tuesday };

    expect(compare([resolved], fails, wednesday)).toEqual([
      { ...openSinceMonday, firstSeen: wednesday, lastSeen: wednesday },
    ]);
  });

  test('a resolved finding stays as it is', () => {
    const resolved = { ...openSinceMonday, state: 'resolved' as const, resolved: tuesday };

    expect(compare([resolved], [passVerdict('large-etcd-database')], wednesday)).toEqual([resolved]);
  });

  test.each<[string, readonly BaselineEntry[], readonly CheckVerdict[]]>([
    ['new', [], fails],
    ['unchanged', [openSinceMonday], fails],
    ['resolved', [openSinceMonday], [passVerdict('large-etcd-database')]],
    ['unknown', [openSinceMonday], [unknownVerdict('large-etcd-database')]],
  ])('judging one sweep twice changes nothing: %s', (_state, before, verdicts) => {
    const once = compare(before, verdicts, tuesday);

    expect(compare(once, verdicts, tuesday)).toEqual(once);
  });

  test('a finding resolved by a first run of a sweep and seen by its second run is the old one, not news', () => {
    const firstRun = compare([openSinceMonday], [passVerdict('large-etcd-database')], tuesday);

    expect(compare(firstRun, fails, tuesday)).toEqual([
      { ...openSinceMonday, state: 'unchanged', lastSeen: tuesday },
    ]);
  });
});

test('currentEntries shows what is open and what this sweep resolved', () => {
  const resolvedNow = { ...openSinceMonday, fingerprint: 'b', resolved: tuesday };
  const resolvedBefore = { ...openSinceMonday, fingerprint: 'c', resolved: monday };

  expect(currentEntries([openSinceMonday, resolvedNow, resolvedBefore], 'tuesday')).toEqual([
    openSinceMonday,
    resolvedNow,
  ]);
});

function failVerdictOf(finding: Finding): CheckVerdict {
  return { check: finding.check, outcome: 'fail', inspected: 1, findings: [finding] };
}
