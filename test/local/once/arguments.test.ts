import { describe, expect, test } from 'vitest';
import { parseAuditArguments } from '../../../local/once/arguments.ts';

describe('parseAuditArguments', () => {
  test('without arguments the sample is audited, as text, and findings never fail the command', () => {
    expect(parseAuditArguments([], '/here')).toEqual({
      help: false,
      fleet: { kind: 'sample' },
      policy: null,
      format: 'text',
      output: null,
      baseline: null,
      failOn: null,
      record: null,
      replay: null,
    });
  });

  test('every option is read; paths are taken from the current folder', () => {
    const given =
      '--kubeconfig kube/config --context a,b --context c --format json --output out.json --baseline old.json --fail-on high --policy p.json';

    expect(parseAuditArguments(given.split(' '), '/here')).toEqual({
      help: false,
      fleet: { kind: 'kubeconfig', kubeconfig: '/here/kube/config', contexts: ['a', 'b', 'c'] },
      policy: '/here/p.json',
      format: 'json',
      output: '/here/out.json',
      baseline: '/here/old.json',
      failOn: 'high',
      record: null,
      replay: null,
    });
  });

  test('a recording is made or judged', () => {
    expect(parseAuditArguments(['--record', 'evidence', '--anonymize', '--azure'], '/here')).toMatchObject({
      fleet: { kind: 'azure' },
      record: { directory: '/here/evidence', anonymize: true },
      replay: null,
    });
    expect(
      parseAuditArguments(['--replay', 'evidence', '--edited', '--policy', 'p.json'], '/here'),
    ).toMatchObject({
      policy: '/here/p.json',
      record: null,
      replay: { directory: '/here/evidence', edited: true },
    });
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'an unknown option is refused with the known ones',
      ['--frmat', 'json'],
      [
        "Unknown option '--frmat'. Known options: --kubeconfig, --context, --azure, --policy, --format, --output, --baseline, --fail-on, --record, --anonymize, --replay, --edited, --help.",
      ],
    ],
    [
      'all wrong values are named at once',
      ['--format', 'yaml', '--fail-on', 'bad', '--context', 'a'],
      [
        '--context needs --kubeconfig, e.g. --kubeconfig ~/.kube/config --context prod-1.',
        '--format is "yaml". Known: text, json, html, csv, sarif, junit, openmetrics.',
        '--fail-on is "bad". Known: none, low, medium, high, critical.',
      ],
    ],
    [
      'what is of no use together is refused',
      ['--replay', 'a', '--record', 'b', '--azure'],
      [
        '--replay asks no fleet. Leave out --kubeconfig and --azure.',
        '--record and --replay exclude each other: a recording that is replayed is there already.',
      ],
    ],
    [
      'so is what is of no use alone',
      ['--anonymize', '--edited'],
      [
        '--anonymize needs --record, e.g. --record evidence --anonymize.',
        '--edited needs --replay, e.g. --replay evidence --edited.',
      ],
    ],
    ['an empty path is no path', ['--output', ''], ['--output is empty. Give a path, or leave it out.']],
    ['nor is an empty baseline', ['--baseline', ' '], ['--baseline is empty. Give a path, or leave it out.']],
  ])('%s', (_rule, argv, problems) => {
    expect(() => parseAuditArguments(argv, '/here')).toThrow(expect.objectContaining({ problems }));
  });
});
