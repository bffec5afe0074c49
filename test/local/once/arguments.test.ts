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
    });
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'an unknown option is refused with the known ones',
      ['--frmat', 'json'],
      [
        "Unknown option '--frmat'. Known options: --kubeconfig, --context, --azure, --policy, --format, --output, --baseline, --fail-on, --help.",
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
    ['an empty path is no path', ['--output', ''], ['--output is empty. Give a path, or leave it out.']],
    ['nor is an empty baseline', ['--baseline', ' '], ['--baseline is empty. Give a path, or leave it out.']],
  ])('%s', (_rule, argv, problems) => {
    expect(() => parseAuditArguments(argv, '/here')).toThrow(expect.objectContaining({ problems }));
  });
});
