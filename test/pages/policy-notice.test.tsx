import { expect, test } from 'vitest';
import type { PolicyNotice } from '../../src/model.ts';
import { PolicyNotices } from '../../src/pages/dashboard/policy-notice.tsx';
import { documentOf } from '../../src/pages/html.tsx';
import { textOf } from './markup.ts';

const ended: PolicyNotice = {
  entry: 'suppression',
  id: 'jobs',
  source: 'file',
  problem: 'expired',
  text: 'It ended on 2026-11-01: remove it, or let <b>team</b> give it a new end',
};

function textOfNotices(...notices: readonly PolicyNotice[]): string {
  return textOf(documentOf(<PolicyNotices notices={notices} />));
}

test('each entry that needs a look is named with what would be right', () => {
  expect(textOfNotices(ended)).toBe(
    '1 suppression or threshold needs a look. The suppression jobs of the policy file: It ended on 2026-11-01: remove it, or let <b>team</b> give it a new end.',
  );
});

test('of many the first are named, and where the others are', () => {
  const many = Array.from({ length: 7 }, (_, place): PolicyNotice => ({
    entry: 'threshold',
    id: `t${place}`,
    source: 'api',
    problem: 'matchesNoCluster',
    text: 'It is for no cluster.',
  }));
  expect(textOfNotices(...many)).toMatch(
    /^7 suppressions and thresholds need a look\. The threshold t0 : .*t4 : It is for no cluster\. 2 more, in suppressions and thresholds$/u,
  );
});

test('nothing is said where nothing is wrong', () => {
  expect(textOfNotices()).toBe('');
});
