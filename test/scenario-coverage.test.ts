/** What the scenarios have to cover of each check: fail, pass, mixed, unknown, and each of its bounds. */
import { describe, expect, test } from 'vitest';
import type { AnyCheck } from '../src/checks/define-check.ts';
import { checks } from '../src/checks/index.ts';
import type { CheckVerdict } from '../src/model.ts';
import { allScenarios } from './support/all-scenarios.ts';
import { collectedOf, judge, judgeBy, type Scenario } from './support/scenario.ts';

const scenarios = (await allScenarios()).map(([, scenario]) => scenario);
const verdicts = scenarios.flatMap((scenario) => judge(collectedOf(scenario), scenario.source));

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const own = verdicts.filter((verdict) => verdict.check === id);

  test('has scenarios in which it fails, passes and cannot tell', () => {
    const outcomes = new Set(own.map(({ outcome }) => outcome));

    expect([...outcomes]).toEqual(expect.arrayContaining(['fail', 'pass', 'unknown']));
  });

  test('has scenarios in which it is unknown though its evidence is there, if it can be', () => {
    const halfSeen = scenarios.some((scenario) => {
      const collected = collectedOf(scenario);
      const whole = check.requires.every((kind) => collected[kind]?.ok === true);
      return whole && judgeBy([check], collected).some(({ outcome }) => outcome === 'unknown');
    });

    expect(halfSeen).toBe(!alwaysWhole.includes(id));
  });

  test('has a scenario in which only some of what it looks at is wrong, if it looks at several things', () => {
    expect(own.some(isMixed)).toBe(!oneThing.includes(id));
  });

  test.each(Object.entries(check.thresholds))('has a scenario at its bound %s', (name, { value }) => {
    const moved = [0.98, 1.02].flatMap((factor) =>
      scenarios.filter((scenario) => changes(check, scenario, { [name]: value * factor })),
    );

    expect(moved.length).toBeGreaterThan(0);
  });
});

/** Checks that cannot be in doubt once what they require is there. */
const alwaysWhole = ['write-only-audit-logs', 'legacy-audit-table', 'active-apiserver-guard'];

/** Checks that look at one thing of the cluster. */
const oneThing = [
  'unreachable-api-server',
  'free-tier-control-plane',
  'etcd-filling-up',
  'missing-audit-logs',
  'write-only-audit-logs',
];

function isMixed(verdict: CheckVerdict): boolean {
  return verdict.outcome === 'fail' && verdict.inspected > verdict.findings.length;
}

/** Whether a bound that is set a little otherwise makes another verdict: then the scenario lies at it. */
function changes(check: AnyCheck, scenario: Scenario, bounds: Readonly<Record<string, number>>): boolean {
  return essence(check, scenario) !== essence(check, scenario, bounds);
}

function essence(check: AnyCheck, scenario: Scenario, bounds: Readonly<Record<string, number>> = {}): string {
  const thresholds = Object.fromEntries(
    Object.entries(check.thresholds).map(([name, threshold]) => [
      name,
      { ...threshold, value: bounds[name] ?? threshold.value },
    ]),
  );
  const [verdict] = judgeBy([{ ...check, thresholds }], collectedOf(scenario), scenario.source);
  if (verdict?.outcome !== 'fail') return verdict?.outcome ?? '';
  // Some bounds only decide what is said beside a finding.
  return JSON.stringify(
    verdict.findings.map(({ severity, resource, excerpts }) => [severity, resource, excerpts.length]),
  );
}
