/** Stories of clusters, each with the verdict of every check; precision and recall are printed at the end of the run. */
import { describe, expect, test } from 'vitest';
import { checks } from '../src/checks/index.ts';
import { allScenarios } from './support/all-scenarios.ts';
import { healthyOutcomes } from './support/healthy-cluster.ts';
import { labelsOf } from './support/scenario-labels.ts';
import { collectedOf, expectedOf, judge, namedIn, saidOf } from './support/scenario.ts';

const ids: ReadonlySet<string> = new Set(checks.map(({ id }) => id));
const scenarios = await allScenarios();

test('the healthy cluster says what each check of the catalogue says of it', () => {
  expect(Object.keys(healthyOutcomes).toSorted()).toEqual([...ids].toSorted());
});

test('there are enough scenarios, and no two tell the same story', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(100);
  for (const text of ['title', 'story'] as const) {
    expect(new Set(scenarios.map(([, scenario]) => scenario[text])).size).toBe(scenarios.length);
  }
});

describe.each(scenarios)('%s', (_path, scenario) => {
  test(scenario.title, ({ task }) => {
    const said = saidOf(judge(collectedOf(scenario), scenario.source));

    expect(said).toEqual(expectedOf(scenario));
    task.meta.scenario = labelsOf(scenario, said);
  });

  test('names checks that there are, each once, and explains where what is said is not what is true', () => {
    const { truth, knownMiss = {}, knownFalseAlarm = {} } = scenario;
    const named = namedIn(scenario);

    expect(new Set(named).size).toBe(named.length);
    expect([...named, ...truth].filter((id) => !ids.has(id))).toEqual([]);

    const labels = labelsOf(scenario, expectedOf(scenario));
    const misses = labels.filter(({ label }) => label === 'missed').map(({ check }) => check);
    const falseAlarms = labels.filter(({ label }) => label === 'falseAlarm').map(({ check }) => check);
    expect(Object.keys(knownMiss).toSorted()).toEqual(misses.toSorted());
    expect(Object.keys(knownFalseAlarm).toSorted()).toEqual(falseAlarms.toSorted());
    for (const why of Object.values({ ...knownMiss, ...knownFalseAlarm }))
      expect(why).toMatch(/^[A-Z].*\.$/u);
  });
});
