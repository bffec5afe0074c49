import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseStartArguments } from '../../local/arguments.ts';

const parse = (...argv: string[]) => parseStartArguments(argv, '/home/me', '/project');

const defaults = {
  help: false,
  port: null,
  sweep: true,
  historyDays: 28,
  dataDirectory: '/project/.data',
  fleet: { kind: 'sample' },
  policy: null,
  verbose: false,
};

const accepted = [
  [[], {}],
  [['--port', '8080'], { port: 8080 }],
  [['--port=0'], { port: 0 }],
  [['--no-sweep', '--verbose'], { sweep: false, verbose: true }],
  [['--data', 'here'], { dataDirectory: '/home/me/here' }],
  [['--data=~/there'], { dataDirectory: path.join(homedir(), 'there') }],
  [
    ['--kubeconfig', 'config'],
    { historyDays: 0, fleet: { kind: 'kubeconfig', kubeconfig: '/home/me/config', contexts: null } },
  ],
  [['--policy', 'policy.json'], { policy: '/home/me/policy.json' }],
  [['--azure'], { historyDays: 0, fleet: { kind: 'azure' } }],
  [['--history', '0'], { historyDays: 0 }],
  [['--history', '90'], { historyDays: 90 }],
  [
    ['--kubeconfig', '/etc/config', '--context', 'a, b', '--context', 'c'],
    { historyDays: 0, fleet: { kind: 'kubeconfig', kubeconfig: '/etc/config', contexts: ['a', 'b', 'c'] } },
  ],
  [['--help'], { help: true }],
] as const;
test.each(accepted)('%j', (argv, expected) => {
  expect(parse(...argv)).toEqual({ ...defaults, ...expected });
});

const refused = [
  [
    ['--prot', '1'],
    /Unknown option '--prot'.*Known options: --kubeconfig, --context, --azure, --policy, --port,/u,
  ],
  [['7071'], /'7071'.*Known options:/u],
  [['--port'], /--port.*Known options:/u],
  [['--port', '70000'], /--port is "70000"\. Give a number from 0 to 65535/u],
  [['--port', '7e3'], /--port is "7e3"/u],
  [['--context', 'a'], /--context needs --kubeconfig/u],
  [['--kubeconfig', 'x', '--context', ','], /--context names no context/u],
  [['--data', ''], /--data is empty/u],
  [['--policy', ''], /--policy is empty/u],
  [['--history', '91'], /--history is "91"\. Give a number of days from 0 to 90, e\.g\. --history 28/u],
  [['--history', 'long'], /--history is "long"/u],
  [['--azure', '--history', '7'], /--history is for the sample clusters/u],
  [['--azure', '--kubeconfig', 'x'], /--azure and --kubeconfig name two fleets/u],
] as const;
test.each(refused)('%j is refused in words', (argv, message) => {
  expect(() => parse(...argv)).toThrow(message);
});

test('all problems are said at once', () => {
  expect(() => parse('--port', 'x', '--context', 'a')).toThrow(/--context needs[^\n]*\n--port is "x"/u);
});
