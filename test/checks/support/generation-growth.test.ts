import { expect, test } from 'vitest';
import { generationGrowth } from '../../../src/checks/support/generation-growth.ts';
import type { Observation } from '../../../src/observation.ts';
import { ago, configuration } from '../../support/evidence.ts';
import { observation } from '../../support/history.ts';

const now = new Date(ago(0));
const hour = 3_600;
const day = 24 * hour;

/** Audits of the past by how many hours ago, with the generation that they saw. */
function past(generations: Readonly<Record<number, number>>): readonly Observation[] {
  return Object.entries(generations).map(([hours, generation]) =>
    observation(Number(hours) * hour, {
      webhookGenerations: { 'ValidatingWebhookConfiguration/policy': generation },
    }),
  );
}

function growth(generation: number, observations: readonly Observation[], createdAt: string | null = null) {
  return generationGrowth(configuration({ webhooks: [], generation, createdAt }), observations, now);
}

test('counts from the newest audit that was a day ago or more', () => {
  expect(growth(40, past({ 72: 1, 30: 10, 24: 20, 6: 35 }))).toEqual({
    changes: 20,
    perDay: 20,
    since: now.getTime() - day * 1_000,
    whole: true,
  });
});

test('is a rate where that is longer ago', () => {
  expect(growth(40, past({ 48: 10 }))).toMatchObject({ changes: 30, perDay: 15, whole: true });
});

test('is all there was, and not whole, where the past is shorter than a day', () => {
  expect(growth(40, past({ 6: 30, 1: 38 }))).toMatchObject({ changes: 10, perDay: 10, whole: false });
});

test('is not known of a configuration that no audit saw', () => {
  expect(growth(40, [observation(day), observation(hour, { webhookGenerations: {} })])).toBeNull();
});

test('of a young configuration is that of all its life, which began with generation 1', () => {
  expect(growth(9, [], ago(2 * hour))).toMatchObject({ changes: 8, perDay: 8, whole: true });
  expect(growth(9, past({ 1: 9 }), ago(2 * day))).toMatchObject({ changes: 8, perDay: 4 });
  expect(growth(9, [], ago(8 * day))).toBeNull();
});

test('begins anew where the configuration was deleted and made again', () => {
  expect(growth(5, past({ 30: 4_000, 1: 4 }), ago(3 * hour))).toMatchObject({ changes: 4, whole: true });
  expect(growth(5, past({ 30: 4_000, 1: 4 }))).toMatchObject({ changes: 1, whole: false });
});

test('tells configurations of one name and two kinds apart', () => {
  const mutating = configuration({
    kind: 'MutatingWebhookConfiguration',
    generation: 40,
    webhooks: [],
    createdAt: null,
  });

  expect(generationGrowth(mutating, past({ 24: 1 }), now)).toBeNull();
});

test('does not find what objects inherit', () => {
  const named = configuration({ name: 'x', webhooks: [], createdAt: null });
  const key = { ...named, name: '__proto__' };

  expect(generationGrowth(key, past({ 24: 1 }), now)).toBeNull();
});
