import { expect, test } from 'vitest';
import { parsePackageArguments } from '../../../local/package/arguments.ts';

test('without arguments the package has no files of the owner, and goes to its usual place', () => {
  expect(parsePackageArguments([], '/here')).toEqual({
    help: false,
    policy: null,
    notify: null,
    output: null,
  });
});

test('every option is read; paths are taken from the current folder', () => {
  const given = '--policy p.json --notify ../n.json --output /there/app.zip --help';

  expect(parsePackageArguments(given.split(' '), '/here')).toEqual({
    help: true,
    policy: '/here/p.json',
    notify: '/n.json',
    output: '/there/app.zip',
  });
});

test.each<[string, readonly string[], readonly string[]]>([
  [
    'an unknown option is refused with the known ones',
    ['--polcy', 'p.json'],
    ["Unknown option '--polcy'. Known options: --policy, --notify, --output, --help."],
  ],
  [
    'empty paths are refused all at once',
    ['--policy', '', '--output', ' '],
    ['--policy is empty. Give a path, or leave it out.', '--output is empty. Give a path, or leave it out.'],
  ],
])('%s', (_rule, argv, problems) => {
  expect(() => parsePackageArguments(argv, '/here')).toThrow(expect.objectContaining({ problems }));
});
