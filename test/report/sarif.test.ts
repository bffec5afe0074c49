import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/report/audit-report.ts';
import { against, parseBaseline } from '../../src/report/compare-reports.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import { productVersion } from '../../src/shared/product.ts';
import { hostileTexts } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { catalogue, fleet, fleetOf } from './reports.ts';

/** What tests look at; that it is all there and nothing else is the schema's part. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: object };
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly Notification[] }];
      readonly results: readonly Result[];
    },
  ];
}

interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string; readonly index: number };
}

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly baselineState?: string;
  readonly suppressions: readonly object[];
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const validate = officialSchema();

describe('sarifReport', () => {
  test('is valid by the official schema', () => {
    expect(problemsOf(sarifReport(fleet, catalogue))).toEqual([]);
  });

  test.each([
    ['a result without a message', { ruleId: 'x' }],
    ['a level that SARIF does not have', { message: { text: 'x' }, level: 'critical' }],
    ['a state that SARIF does not have', { message: { text: 'x' }, baselineState: 'resolved' }],
  ])('the official schema refuses %s', (_what, result) => {
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result] }] };

    expect(problemsOf(JSON.stringify(log))).not.toEqual([]);
  });

  test('a finding is a result with its level, place, identity and state', () => {
    expect(logOf(fleet).runs[0].results[0]).toEqual({
      ruleId: 'excessive-object-count',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'Jobs in pods: 48,211; expected at most 10,000. Delete finished jobs.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'clusters/batch-e500fb3d2cb158ed/Job/batch/pods/p' },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
          },
          logicalLocations: [
            {
              name: 'p',
              fullyQualifiedName: 'batch/Job/batch/pods/p',
              kind: 'resource',
              properties: { cluster: 'batch', kind: 'Job', namespace: 'batch', name: 'pods' },
            },
            { name: 'batch', fullyQualifiedName: 'batch-e500fb3d2cb158ed', kind: 'cluster' },
          ],
        },
      ],
      partialFingerprints: {
        'aksFleetAuditor/v1': 'fingerprint-pods',
        primaryLocationLineHash: 'fingerprint-pods',
      },
      baselineState: 'new',
      suppressions: [],
      properties: { severity: 'critical', confidence: 'measured', cluster: 'batch-e500fb3d2cb158ed' },
    });
  });

  test('every finding is there with its state: also suppressed, out of sight and resolved ones', () => {
    expect(
      logOf(fleet).runs[0].results.map(
        ({ kind, level, baselineState, suppressions, partialFingerprints }) => [
          partialFingerprints['primaryLocationLineHash'],
          kind,
          level,
          baselineState,
          suppressions,
        ],
      ),
    ).toEqual([
      ['fingerprint-pods', 'fail', 'error', 'new', []],
      [
        'fingerprint-nightly',
        'fail',
        'error',
        'unchanged',
        [
          {
            kind: 'external',
            status: 'accepted',
            justification:
              'They are cleaned up by hand until spring. Accepted by batch-team until 2027-03-01T00:00:00.000Z (suppression nightly-jobs).',
          },
        ],
      ],
      ['fingerprint-jobs', 'fail', 'warning', 'unchanged', []],
      ['fingerprint-node', 'open', 'none', 'unchanged', []],
      ['fingerprint-gone', 'fail', 'note', 'absent', []],
    ]);
  });

  test('what kept it from seeing everything is told as notifications, and as an execution that did not succeed', () => {
    const [{ invocations }] = logOf(fleet).runs;

    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        startTimeUtc: '2026-11-24T12:00:00.000Z',
        endTimeUtc: '2026-11-24T12:03:00.000Z',
      },
    ]);
    expect(
      invocations[0].toolExecutionNotifications.map(({ level, descriptor, message }) => [
        level,
        descriptor.id,
        descriptor.index,
        message.text,
      ]),
    ).toEqual([
      ['error', 'fleet-not-seen', 3, 'Subscription s-2 may not be read.'],
      [
        'warning',
        'check-unknown',
        2,
        'excessive-object-count saw only a part on cluster batch (truncated): Only 5 pages were read. Raise the limit.',
      ],
      [
        'warning',
        'check-unknown',
        2,
        'silent-nodes could not be judged on cluster batch (forbidden): Leases may not be listed. Grant it.',
      ],
      ['error', 'cluster-not-audited', 0, 'Cluster dark was not audited: The name cannot be resolved.'],
      ['note', 'cluster-skipped', 1, 'Cluster stopped was not audited: It is stopped.'],
    ]);
  });

  test('the rules are the catalogue', () => {
    expect(logOf(fleet).runs[0].tool.driver).toMatchObject({
      name: 'AKS Fleet Auditor',
      semanticVersion: productVersion,
      rules: [
        {
          id: 'excessive-object-count',
          name: 'ExcessiveObjectCount',
          shortDescription: { text: 'Too many objects of one kind' },
          fullDescription: { text: 'Every object is kept in memory by each that watches it.' },
          help: { text: 'Delete what is not needed.' },
          helpUri: 'https://example.com/objects',
          defaultConfiguration: { level: 'error' },
          properties: { tags: ['aks', 'kubernetes', 'etcd'], 'problem.severity': 'error' },
        },
        { id: 'silent-nodes', defaultConfiguration: { level: 'warning' } },
      ],
    });
  });

  test('against an earlier report a finding of another severity is updated', () => {
    const [batch, ...others] = fleet.clusters;
    if (batch === undefined) throw new Error('the fleet has clusters');
    const milder = batch.findings.map((finding) => ({ ...finding, severity: 'low' as const }));
    const before = { ...fleet, clusters: [{ ...batch, findings: milder }, ...others] };
    const compared = against(parseBaseline(JSON.stringify(before), 'before'), fleet);

    expect(logOf(compared).runs[0].results.map(({ baselineState }) => baselineState)).toEqual([
      'updated',
      'updated',
      'updated',
      'unchanged',
    ]);
  });

  test('without anything to compare with no result has a state', () => {
    const [{ results }] = logOf({ ...fleet, comparedWith: { kind: 'nothing' } }).runs;

    expect(results.filter(({ baselineState }) => baselineState !== undefined)).toEqual([]);
  });

  test('a check that is gone from the catalogue keeps its id', () => {
    const log = sarifReport(fleet, []);

    expect(problemsOf(log)).toEqual([]);
    expect(log).not.toContain('ruleIndex');
  });

  test.each([...hostileTexts, '{0}', '[here](https://evil.example)', '..', ''])(
    'stays valid whatever the names are: %j',
    (text) => {
      expect(problemsOf(sarifReport(fleetOf(text), catalogue))).toEqual([]);
    },
  );

  test('no text becomes a placeholder, a link or a way up in a path', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '{0}', '[a](1)', '../', '..'), hostileText, (first, rest) => {
        const text = sarifReport(fleetOf(first + rest), catalogue);
        expect(problemsOf(text)).toEqual([]);
        const [{ results, invocations }] = (JSON.parse(text) as Log).runs; // Validated above.
        for (const { message } of [...results, ...invocations[0].toolExecutionNotifications]) {
          expect(message.text.replaceAll(/\{\{|\}\}/gu, '')).not.toMatch(/[{}]|\]\(|\p{Cc}/u);
        }
        for (const { locations } of results) {
          const { uri } = locations[0].physicalLocation.artifactLocation;
          expect(new URL(uri, 'https://host/root/').href).toBe(`https://host/root/${uri}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});

function logOf(report: AuditReport): Log {
  return JSON.parse(sarifReport(report, catalogue)) as Log; // That it is one is the schema's part.
}

function problemsOf(text: string): readonly unknown[] {
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []);
}

/** It is draft 04, of which it uses nothing that later drafts read otherwise but the name of its id. */
function officialSchema() {
  const file = new URL('../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url);
  const {
    id: _id,
    $schema: _draft,
    ...schema
  } = JSON.parse(readFileSync(file, 'utf8')) as object & {
    id: string;
    $schema: string;
  };
  // Its patterns are older than the `u` flag, which one of them is refused with.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
