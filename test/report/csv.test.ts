import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvColumns } from '../../src/report/csv-columns.ts';
import { csvText } from '../../src/report/csv-text.ts';
import { csvReport } from '../../src/report/csv.ts';
import { hostileTexts } from '../store/builders.ts';
import { recordsOf } from '../support/csv.ts';
import { hostileText } from '../support/hostile.ts';
import { fleet, fleetOf, toldFleet } from './reports.ts';

const bom = '\uFEFF';

describe('csvReport', () => {
  test('has a row for each finding, and one for all that must not be read as health', () => {
    expect(
      rowsOf(csvReport(fleet), ['record', 'cluster', 'check', 'severity', 'baseline_state', 'reason']),
    ).toEqual([
      ['fleet-not-seen', '', '', '', '', 'Subscription s-2 may not be read.'],
      ['cluster', 'batch', '', '', '', ''],
      ['finding', 'batch', 'excessive-object-count', 'critical', 'new', ''],
      ['finding', 'batch', 'excessive-object-count', 'high', 'unchanged', ''],
      ['finding', 'batch', 'excessive-object-count', 'medium', 'unchanged', ''],
      ['partly-unknown', 'batch', 'excessive-object-count', '', '', 'truncated: Only 5 pages were read.'],
      ['unknown', 'batch', 'silent-nodes', '', '', 'forbidden: Leases may not be listed.'],
      ['out-of-sight', 'batch', 'silent-nodes', 'high', 'unknown', ''],
      ['resolved', 'batch', 'excessive-object-count', 'low', 'resolved', ''],
      ['not-audited', 'dark', '', '', '', 'The name cannot be resolved.'],
      ['not-audited', 'stopped', '', '', '', 'It is stopped.'],
    ]);
  });

  test('has a row for each thing to tell of the fleet as a whole, and for each cluster where it is not known', () => {
    const columns = ['record', 'cluster', 'severity', 'culprit_name', 'summary', 'reason'];
    expect(rowsOf(csvReport(toldFleet), columns).slice(rowsOf(csvReport(fleet), columns).length)).toEqual([
      [
        'shared-client',
        'prod-a',
        'high',
        'job-dispatcher',
        'The client job-dispatcher is heavy in 2 clusters: prod-a and prod-b.',
        '',
      ],
      [
        'shared-client',
        'prod-b',
        '',
        'job-dispatcher',
        'The client job-dispatcher is heavy in 2 clusters: prod-a and prod-b.',
        '',
      ],
      [
        'new-client',
        '',
        '',
        'job-dispatcher',
        'job-dispatcher 3.2.1, a version of a known client, was first seen on 24 Nov 2026, in prod-a.',
        '',
      ],
      [
        'new-client',
        '',
        '',
        'spark-operator',
        'The client spark-operator 2.0 was first seen on 24 Nov 2026 and is not among the busiest clients now.',
        '',
      ],
      ['new-version', '', '', '', 'Kubernetes v1.32.0 was first seen on 24 Nov 2026, in prod-b.', ''],
      [
        'vanished-cluster',
        'old',
        '',
        '',
        'old left the fleet by 24 Nov 2026. It did not answer. It had 1 open finding.',
        'It did not answer.',
      ],
      [
        'subscription',
        '',
        '',
        '',
        'Subscription shared: 20 % of the checks could be judged in 2 clusters, of which 1 was not audited.',
        '',
      ],
      [
        'subscription',
        '',
        '',
        '',
        'Subscription payments: 95 % of the checks could be judged in 2 clusters.',
        '',
      ],
      [
        'insight-not-seen',
        'prod-c',
        '',
        '',
        'Clients are not known, or not all.',
        'The cluster has no audit log in any workspace.',
      ],
      [
        'insight-not-seen',
        'prod-d',
        '',
        '',
        'Clients are not known, or not all.',
        'The newest sweep could not audit it. It did not answer.',
      ],
      [
        'insight-not-seen',
        'prod-d',
        '',
        '',
        'The version of Kubernetes may not be the newest, or is not known.',
        'The newest sweep could not audit it. It did not answer.',
      ],
    ]);
  });

  test('a row is whole: of the finding that somebody suppressed', () => {
    const [header = '', ...lines] = csvReport(fleet).split('\r\n');

    expect(header).toBe(`${bom}${csvColumns.join(',')}`);
    expect(lines.find((line) => line.includes('fingerprint-nightly'))).toBe(
      [
        'finding,20261124T120000000Z,2026-11-24T12:03:00.000Z,batch,batch-e500fb3d2cb158ed,audited',
        'Standard,westeurope,12,v1.31.2,owner=batch-team; env=prod,,,',
        'excessive-object-count,fail,high,measured,unchanged,Job,batch,nightly,p',
        '"Jobs in nightly: 48,211; expected at most 10,000.","48,211",48211,objects,10000,objects',
        'namespace,batch,2026-11-20T00:00:00Z,2026-11-24T10:02:00.000Z,,,Delete finished jobs.,https://example.com/jobs',
        'nightly-jobs,batch-team,2027-03-01T00:00:00.000Z,They are cleaned up by hand until spring.,fingerprint-nightly',
      ].join(','),
    );
  });

  test('what was not seen is an empty cell, not zero', () => {
    const rows = rowsOf(csvReport(fleet), ['cluster', 'score', 'score_unsuppressed', 'coverage', 'nodes']);

    expect(rows.filter(([cluster]) => cluster === 'dark')).toEqual([['dark', '', '', '', '']]);
    expect(rows[1]).toEqual(['batch', '83', '61', '0.75', '12']);
  });

  test.each(hostileTexts)('reads back with the same shape whatever the names are: %j', (text) => {
    expect(shapeOf(csvReport(fleetOf(text)))).toEqual(shapeOf(csvReport(fleetOf('harmless'))));
  });

  test('no cell is a formula, in whatever list separator the spreadsheet reads it', () => {
    const expected = shapeOf(csvReport(fleetOf('harmless')));
    const start = fc.constantFrom(
      '',
      '=',
      '+',
      '-',
      '@',
      '＝',
      '＋',
      '－',
      '＠',
      ' =',
      '\t=',
      '\r\n=',
      ';=',
      '; \t@',
    );
    fc.assert(
      fc.property(start, hostileText, (first, rest) => {
        const csv = csvReport(fleetOf(first + rest));
        expect(shapeOf(csv)).toEqual(expected);
        expect(recordsOf(csv).flat().filter(isFormula)).toEqual([]);
        // As where the separator is a semicolon: cells are cut there, quotes or not.
        expect(csv.split(/[;\r\n]/u).filter(isFormula)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('csvText', () => {
  test.each<[string, string]>([
    ['=1+1', "'=1+1"],
    [' =1+1', "'=1+1"],
    ['\t@SUM(A1)', "'@SUM(A1)"],
    ['＝cmd', "'＝cmd"],
    ['a;=1', "a;'=1"],
    ['a; -b', "a;' -b"],
    ['a-b=c', 'a-b=c'],
    ['say "no", twice', '"say ""no"", twice"'],
    ['two\r\nlines', 'two lines'],
  ])('%j is written as %j', (cell, written) => {
    expect(csvText(['a'], [[cell]])).toBe(`${bom}a\r\n${written}\r\n`);
  });

  test('numbers stay numbers, also below zero', () => {
    expect(csvText(['a', 'b', 'c'], [[-1.5, 0, null]])).toBe(`${bom}a,b,c\r\n-1.5,0,\r\n`);
  });
});

function isFormula(cell: string): boolean {
  return /^\s*[=+\-@＝＋－＠\t\r]/u.test(cell);
}

/** Some columns of every row. */
function rowsOf(csv: string, wanted: readonly string[]): readonly (readonly string[])[] {
  const [header = [], ...rows] = recordsOf(csv.slice(bom.length));
  return rows.map((row) => wanted.map((column) => row[header.indexOf(column)] ?? 'no such column'));
}

/** Number of cells by row, and what each row is about. */
function shapeOf(csv: string): readonly string[] {
  return recordsOf(csv).map(([first = '', ...rest]) => `${first} ${rest.length}`);
}
