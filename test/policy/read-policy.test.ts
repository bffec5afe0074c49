import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { parsePolicy, readPolicyFile } from '../../src/policy/read-policy.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const docs = new URL('../../docs/', import.meta.url);

const suppression = {
  id: 'orders',
  check: 'excessive-write-calls',
  owner: 'team-orders',
  reason: 'The import ends in March.',
  expires: '2027-03-31',
};
const threshold = { id: 'etcd', check: 'large-etcd-database', values: { large: 3_000_000_000 } };

function fileWith(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ schemaVersion: 1, ...change });
}

function problemsIn(text: string): readonly string[] {
  const problems: string[] = [];
  parsePolicy(text, checks, now, problems);
  return problems;
}

describe('a policy file', () => {
  test('gives its entries: a day is its beginning, and an entry without an id gets one of what it names', () => {
    const { id: _, ...unnamed } = suppression;
    const problems: string[] = [];
    const text = `\uFEFF${fileWith({
      $schema: './policy.schema.json',
      suppressions: [
        suppression,
        { ...unnamed, cluster: ' aks-orders-* ', expires: '2026-01-01T02:00:00+02:00' },
      ],
      thresholds: [threshold],
    })}`;

    expect(parsePolicy(text, checks, now, problems)).toEqual({
      suppressions: [
        { ...suppression, expires: '2027-03-31T00:00:00.000Z', source: 'file' },
        {
          ...unnamed,
          id: 'excessive-write-calls-a6ff5081e1',
          cluster: 'aks-orders-*',
          expires: '2026-01-01T00:00:00.000Z',
          source: 'file',
        },
      ],
      thresholds: [{ ...threshold, source: 'file' }],
    });
    expect(problems).toEqual([]);
  });

  test('without entries is a policy too', () => {
    expect(problemsIn(fileWith({}))).toEqual([]);
  });

  test('the id that is made stays when owner, reason and end change', () => {
    const { id: _, ...unnamed } = suppression;
    const madeFor = (change: object): unknown =>
      parsePolicy(fileWith({ suppressions: [{ ...unnamed, ...change }] }), checks, now, []).suppressions[0]
        ?.id;

    expect(madeFor({ owner: 'another', reason: 'Why not', expires: '2027-04-01' })).toBe(madeFor({}));
    expect(madeFor({ cluster: 'x' })).not.toBe(madeFor({}));
  });
});

describe('what is wrong in it is named with its place and with what would be right', () => {
  const cases: readonly [string, Readonly<Record<string, unknown>>, readonly string[]][] = [
    ['no version', { schemaVersion: undefined }, ['schemaVersion: Expected 1.']],
    ['another version', { schemaVersion: 2 }, ['schemaVersion: Expected 1.']],
    [
      'a member nobody reads',
      { suppresions: [] },
      ['suppresions: There is no such member. Known are $schema, schemaVersion, suppressions, thresholds.'],
    ],
    ['a list that is none', { thresholds: {} }, ['thresholds: Expected a list.']],
    [
      'a check that there is not, with those that are like it',
      { suppressions: [{ ...suppression, check: 'excesive-write-call' }] },
      [
        'suppressions[0].check: There is no check "excesive-write-call". Like it are excessive-write-calls, excessive-list-calls.',
      ],
    ],
    [
      'a check that is like none',
      { thresholds: [{ ...threshold, check: 'x' }] },
      [
        'thresholds[0].check: There is no check "x". GET /api/checks and the folder docs/checks have those there are.',
      ],
    ],
    [
      'a suppression of everything',
      { suppressions: [{ ...suppression, check: undefined }] },
      [
        'suppressions[0]: It names nothing, and so would hide every finding of the fleet. Give at least one of check, resource, cluster, tag.',
      ],
    ],
    [
      'the same in other words',
      { suppressions: [{ ...suppression, check: undefined, cluster: '**' }] },
      ['suppressions[0].cluster: It names everything. Leave it out, or name less.'],
    ],
    [
      'empty patterns, and no owner, reason and end',
      { suppressions: [{ resource: '', cluster: ' ', tag: '=x' }] },
      [
        'suppressions[0].resource: It is empty. Expected a text, e.g. Webhook/*',
        'suppressions[0].cluster: It is empty. Expected a text, e.g. aks-test-*',
        'suppressions[0].tag: Expected a tag by its name, with a value or without one, e.g. env=dev or sandbox.',
        'suppressions[0].owner: Expected a text, e.g. team-shop@example.com',
        'suppressions[0].reason: Expected a text, e.g. The import ends in March; see ticket 4711.',
        'suppressions[0].expires: Expected the day or the time when it stops working, e.g. 2027-03-31 or 2027-03-31T17:00:00Z.',
      ],
    ],
    [
      'an end that is no date, one that is too far, and a reason that is no line',
      {
        suppressions: [
          { ...suppression, id: 'a', expires: '2027-02-30' },
          { ...suppression, id: 'b', expires: '2027-11-26' },
          { ...suppression, id: 'c', reason: 'one\ntwo' },
        ],
      },
      [
        'suppressions[0].expires: Expected the day or the time when it stops working, e.g. 2027-03-31 or 2027-03-31T17:00:00Z.',
        'suppressions[1].expires: It is 2027-11-26T00:00:00.000Z, more than 366 days ahead. Expected 2027-11-25 at the latest.',
        'suppressions[2].reason: Expected one line, without control characters.',
      ],
    ],
    [
      'a threshold that the check has not, with those it has',
      { thresholds: [{ ...threshold, values: { lage: 1, quota: 1e9 } }] },
      [
        'thresholds[0].values.lage: The check large-etcd-database has no threshold "lage". It has quota (bytes), large (bytes), medium (ratio), high (ratio), critical (ratio).',
      ],
    ],
    [
      'a check without thresholds, and none given',
      {
        thresholds: [
          { id: 'a', check: 'missing-audit-logs', values: { x: 1 } },
          { id: 'b', check: 'silent-nodes', values: {} },
        ],
      },
      [
        'thresholds[0].values: The check missing-audit-logs has no thresholds to be set.',
        'thresholds[1].values: It is empty. The thresholds of silent-nodes are silence (seconds).',
      ],
    ],
    [
      'numbers out of the range of their unit',
      { thresholds: [{ ...threshold, values: { large: -1, high: 0, critical: 75, medium: '0.4' } }] },
      [
        'thresholds[0].values.medium: Expected a number in the unit of the threshold.',
        'thresholds[0].values.large: It is -1. Expected bytes, more than 0, e.g. 2147483648.',
        'thresholds[0].values.high: It is 0. Expected a ratio over 0 and up to 1, e.g. 0.75.',
        'thresholds[0].values.critical: It is 75. Expected a ratio over 0 and up to 1, e.g. 0.9.',
      ],
    ],
    [
      'severities that change places',
      {
        thresholds: [
          { ...threshold, id: 'a', values: { medium: 0.8 } },
          { ...threshold, id: 'b', values: { high: 0.7, critical: 0.6 } },
          { id: 'c', check: 'excessive-object-count', values: { breach: 5_000 } },
        ],
      },
      [
        'thresholds[0].values.medium: Expected medium up to high: it is over the 0.75 of the catalogue.',
        'thresholds[1].values.high: Expected high up to critical: it is over the 0.6.',
        'thresholds[2].values.breach: Expected look up to breach: it is under the 10000 of the catalogue.',
      ],
    ],
    [
      'ids that are none or not unique, given or made',
      {
        suppressions: [
          { ...suppression, id: 'A b' },
          suppression,
          { ...suppression, check: 'slow-client' },
          { ...suppression, id: undefined },
          { ...suppression, id: undefined, owner: 'another' },
        ],
        // The same id may be a suppression and a threshold.
        thresholds: [{ ...threshold, id: 'orders' }],
      },
      [
        'suppressions[0].id: Expected up to 64 lower-case letters, digits and dashes, e.g. shop-etcd-2026.',
        'suppressions[2]: It has the id orders of suppressions[1]; without an id, what they name is the same. Give it an id of its own, or leave one of them out.',
        'suppressions[4]: It has the id excessive-write-calls-a7c68b0a20 of suppressions[3]; without an id, what they name is the same. Give it an id of its own, or leave one of them out.',
      ],
    ],
    [
      'members of entries that nobody reads',
      { suppressions: [{ ...suppression, until: 'x' }], thresholds: [{ ...threshold, value: 3 }] },
      [
        'suppressions[0].until: There is no such member. Known are id, check, resource, cluster, tag, owner, reason, expires.',
        'thresholds[0].value: There is no such member. Known are id, check, values, cluster, tag, reason.',
      ],
    ],
  ];
  test.each(cases)('%s', (_what, change, problems) => {
    expect(problemsIn(fileWith(change))).toEqual(problems);
  });

  test('a text that is no JSON', () => {
    expect(problemsIn('{ "schemaVersion": 1, }')).toEqual([
      expect.stringMatching(/^It is no JSON: .*\. Expected the form of docs\/policy\.example\.json\.$/u),
    ]);
  });

  test('no text makes the reader break, and what is taken is whole', () => {
    const member = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(suppression, threshold, [suppression], [threshold]),
    );
    const file = fc.record({ schemaVersion: fc.constant(1), suppressions: member, thresholds: member });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          file.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const problems: string[] = [];
          const policy = parsePolicy(text, checks, now, problems);
          for (const problem of problems) expect(problem).toMatch(/^[^\n]+\.$|^[^\n]+ e\.g\. [^\n]+$/u);
          for (const { id, expires } of policy.suppressions) {
            expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/u);
            expect(new Date(expires).toISOString()).toBe(expires);
          }
        },
      ),
    );
  });
});

test('a file that is not there is named', () => {
  expect(() => readPolicyFile('/no/such/policy.json', checks, now)).toThrow(
    /^The policy file \/no\/such\/policy\.json cannot be read: /u,
  );
});

describe('the example in docs', () => {
  const example = readFileSync(new URL('policy.example.json', docs), 'utf8');

  test('is right', () => {
    const problems: string[] = [];
    const { suppressions, thresholds } = parsePolicy(example, checks, now, problems);
    expect(problems).toEqual([]);
    expect([suppressions.length, thresholds.length]).toEqual([2, 3]);
  });

  test('is right for an editor too, which finds mistakes by the schema beside it', () => {
    const schema = JSON.parse(readFileSync(new URL('policy.schema.json', docs), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const right = (value: unknown): boolean => validate(value);

    expect(right(JSON.parse(example))).toBe(true);
    expect(right({ schemaVersion: 1, thresholds: [threshold] })).toBe(true);
    expect(right({ schemaVersion: 1, thresholds: [{ ...threshold, values: { lage: 1 } }] })).toBe(false);
    expect(right({ schemaVersion: 1, thresholds: [{ ...threshold, values: { high: 2 } }] })).toBe(false);
    expect(right({ schemaVersion: 1, suppressions: [{ ...suppression, check: 'x' }] })).toBe(false);
    const { check: _, ...nothing } = suppression;
    expect(right({ schemaVersion: 1, suppressions: [nothing] })).toBe(false);
  });
});
