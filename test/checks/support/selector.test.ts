import { expect, test } from 'vitest';
import { selects, selectsAll } from '../../../src/checks/support/selector.ts';
import { anything, notIn } from '../../support/evidence.ts';

const policy = { 'kubernetes.io/metadata.name': 'policy' };

function where(operator: string, ...values: readonly string[]) {
  return { matchLabels: {}, matchExpressions: [{ key: 'team', operator, values }] };
}

test.each([
  ['nothing asked for', anything, policy, { selected: true, assumedAbsent: [] }],
  ['its name excluded', notIn('kube-system', 'policy'), policy, { selected: false, assumedAbsent: [] }],
  ['another name excluded', notIn('kube-system'), policy, { selected: true, assumedAbsent: [] }],
  [
    'a known label that equals',
    { matchLabels: policy, matchExpressions: [] },
    policy,
    { selected: true, assumedAbsent: [] },
  ],
  [
    'a known label that differs',
    { matchLabels: { team: 'a' }, matchExpressions: [] },
    { team: 'b' },
    { selected: false, assumedAbsent: [] },
  ],
  [
    'In with a value of the list',
    where('In', 'a', 'b'),
    { team: 'b' },
    { selected: true, assumedAbsent: [] },
  ],
  ['In with another value', where('In', 'a'), { team: 'b' }, { selected: false, assumedAbsent: [] }],
  ['Exists', where('Exists'), { team: '' }, { selected: true, assumedAbsent: [] }],
  ['DoesNotExist', where('DoesNotExist'), { team: '' }, { selected: false, assumedAbsent: [] }],
  ['an unread label to opt in', where('In', 'a'), {}, { selected: false, assumedAbsent: ['team'] }],
  ['an unread label that must exist', where('Exists'), {}, { selected: false, assumedAbsent: ['team'] }],
  ['an unread label to opt out', where('NotIn', 'a'), {}, { selected: true, assumedAbsent: ['team'] }],
  [
    'an unread label that must not exist',
    where('DoesNotExist'),
    {},
    { selected: true, assumedAbsent: ['team'] },
  ],
  ['an operator of the future', where('Gt', '1'), { team: 'b' }, { selected: true, assumedAbsent: [] }],
  [
    'a label named like what every object has',
    where('Exists'),
    { constructor: 'x' },
    { selected: false, assumedAbsent: ['team'] },
  ],
])('with %s', (_, selector, labels, expected) => {
  expect(selects(selector, labels)).toEqual(expected);
});

test('a requirement that fails on a known label is certain, whatever is not known', () => {
  const selector = {
    matchLabels: { injection: 'enabled' },
    matchExpressions: notIn('policy').matchExpressions,
  };

  expect(selects(selector, policy)).toEqual({ selected: false, assumedAbsent: [] });
});

test('every label that was taken to be absent is named once', () => {
  const selector = {
    matchLabels: {},
    matchExpressions: [
      { key: 'a', operator: 'DoesNotExist', values: [] },
      { key: 'b', operator: 'NotIn', values: ['x'] },
      { key: 'a', operator: 'NotIn', values: ['y'] },
    ],
  };

  expect(selects(selector, policy)).toEqual({ selected: true, assumedAbsent: ['a', 'b'] });
});

test('only an empty selector selects everything', () => {
  expect(selectsAll(anything)).toBe(true);
  expect(selectsAll(notIn('a'))).toBe(false);
  expect(selectsAll({ matchLabels: { a: 'b' }, matchExpressions: [] })).toBe(false);
});
