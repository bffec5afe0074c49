/** That nothing of the guide is left over: paragraphs, checks and remedies find each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkById, checks } from '../src/checks/index.ts';
import { codesOf, guideParagraphs } from './support/guide-page.ts';

const folder = new URL('../src/remediation/', import.meta.url);
const paragraphs = guideParagraphs();

test('every paragraph has a check, or says why it has none', () => {
  const left = paragraphs.filter(({ checks: own, note }) => own.length === 0 && note === undefined);

  expect(left.map(({ id }) => id)).toEqual([]);
});

test('the numbers of paragraphs are unique, and go up without a gap in each text', () => {
  for (const text of ['', 'R', 'N']) {
    const ids = paragraphs.map(({ id }) => id).filter((id) => id.replace(/\d+$/u, '') === text);
    expect(ids).toEqual(ids.map((_id, place) => `${text}${place + 1}`));
  }
  expect(paragraphs.length).toBe(59);
});

test('the text of July 2026 has the fifteen points in which it differs', () => {
  expect(paragraphs.filter(({ section }) => section === 'The text of July 2026')).toHaveLength(15);
});

test('paragraphs name checks that there are, each once', () => {
  for (const { id, checks: own } of paragraphs) {
    expect([id, own.filter((check) => checkById(check) === undefined)]).toEqual([id, []]);
    expect([id, new Set(own).size]).toEqual([id, own.length]);
  }
});

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('is the check of a paragraph in each part of the guide that it says it covers', () => {
    const own = paragraphs.filter((paragraph) => paragraph.checks.includes(id));
    const covered = new Set(own.flatMap(({ codes }) => codes));

    expect(own).not.toEqual([]);
    expect(codesOf(check).filter((code) => code !== '+' && !covered.has(code))).toEqual([]);
  });
});

test('every part of the guide that a paragraph is of has a check', () => {
  const parts = new Set(checks.flatMap(codesOf));

  expect(paragraphs.flatMap(({ codes }) => codes).filter((code) => code !== '+' && !parts.has(code))).toEqual(
    [],
  );
});

test('every file that makes remedies is named, and no other', () => {
  const named = new Set(paragraphs.flatMap(({ remedies }) => remedies.map(({ from }) => from)));

  expect([...named].toSorted()).toEqual(readdirSync(folder).filter(makesRemedies).toSorted());
});

/** Whether something that it exports comes back as a remedy, or as steps of one. */
function makesRemedies(file: string): boolean {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return /^export function [^;]*?\)\s*:\s*(?:readonly )?Remediation(?:Step)?\b/mu.test(text);
}
