import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { junitReport } from '../../src/report/junit.ts';
import { hostileTexts } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { reportWith } from '../support/report.ts';
import { catalogue, fleet, fleetOf } from './reports.ts';

describe('junitReport', () => {
  test('a suite is a cluster and a case a check: failed, skipped with its reason, or an error when nobody could audit', () => {
    expect(junitReport(fleet, catalogue)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="AKS Fleet Auditor" tests="7" failures="1" errors="2" skipped="3" time="180">
  <testsuite name="fleet" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="the whole fleet is seen" classname="fleet">
      <error type="fleet-not-seen" message="Subscription s-2 may not be read."/>
    </testcase>
  </testsuite>
  <testsuite name="batch" tests="4" failures="1" errors="0" skipped="2" timestamp="2026-11-24T12:01:00" time="60">
    <properties>
      <property name="key" value="batch-e500fb3d2cb158ed"/>
      <property name="score" value="83"/>
      <property name="scoreUnsuppressed" value="61"/>
      <property name="coverage" value="0.75"/>
    </properties>
    <testcase name="unhealthy-api-server" classname="batch"/>
    <testcase name="excessive-object-count" classname="batch.etcd">
      <failure type="critical" message="Jobs in pods: 48,211; expected at most 10,000.">CRITICAL (new) Job batch/pods, p: Jobs in pods: 48,211; expected at most 10,000.
→ Delete finished jobs. https://example.com/jobs
MEDIUM (unchanged) Job batch/jobs, p: Jobs in jobs: 48,211; expected at most 10,000.
→ Delete finished jobs. https://example.com/jobs</failure>
      <system-out>SUPPRESSED by batch-team until 2027-03-01T00:00:00.000Z (nightly-jobs: They are cleaned up by hand until spring.): Jobs in nightly: 48,211; expected at most 10,000.
RESOLVED: Secrets: 10,400; expected at most 10,000.
Unknown (truncated): Only 5 pages were read. Raise the limit.</system-out>
    </testcase>
    <testcase name="silent-nodes" classname="batch.network">
      <skipped message="Unknown (forbidden): Leases may not be listed. Grant it."/>
      <system-out>OUT OF SIGHT since 2026-11-24T11:02:00.000Z, counts as open: Node n1 is silent.</system-out>
    </testcase>
    <testcase name="slow-webhook" classname="batch">
      <skipped message="Does not apply: There are no webhooks."/>
    </testcase>
  </testsuite>
  <testsuite name="dark" tests="1" failures="0" errors="1" skipped="0">
    <properties>
      <property name="key" value="dark-587cee0cbc48f0eb"/>
    </properties>
    <testcase name="the cluster is audited" classname="dark">
      <error type="failed" message="The name cannot be resolved."/>
    </testcase>
  </testsuite>
  <testsuite name="stopped" tests="1" failures="0" errors="0" skipped="1">
    <properties>
      <property name="key" value="stopped-e679aefd0bbf0903"/>
    </properties>
    <testcase name="the cluster is audited" classname="stopped">
      <skipped message="It is stopped."/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test('a check passes when all that it found is suppressed, unless there may be more', () => {
    const [batch, ...others] = fleet.clusters;
    if (batch === undefined) throw new Error('the fleet has clusters');
    const suppressed = batch.findings.filter(({ suppression }) => suppression !== undefined);
    const outcomes = (reason: object): readonly unknown[] => {
      const verdicts = [
        { check: 'excessive-object-count', outcome: 'fail' as const, inspected: 1, ...reason },
      ];
      const report = { ...fleet, clusters: [{ ...batch, verdicts, findings: suppressed }, ...others] };
      return ofCheck(junitReport(report, catalogue), 'excessive-object-count').map(Object.keys);
    };

    expect(outcomes({})).toEqual([['system-out', 'name', 'classname']]);
    expect(outcomes({ reason: 'truncated', detail: 'd', remedy: 'r' })).toEqual([
      ['skipped', 'system-out', 'name', 'classname'],
    ]);
  });

  test('a report without clusters is a document too', () => {
    const report = { ...reportWith({ complete: true, findings: [] }), clusters: [] };

    expect(XMLValidator.validate(junitReport(report, catalogue))).toBe(true);
  });

  test.each(hostileTexts)('text cannot become markup: %j', (text) => {
    expect(shapeOf(junitReport(fleetOf(text), catalogue))).toEqual(
      shapeOf(junitReport(fleetOf('harmless'), catalogue)),
    );
  });

  test('is well-formed XML 1.0 whatever the names are', () => {
    const expected = shapeOf(junitReport(fleetOf('harmless'), catalogue));
    fc.assert(
      fc.property(hostileText, (text) => {
        const xml = junitReport(fleetOf(`x${text}`), catalogue);
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(shapeOf(xml)).toEqual(expected);
        // https://www.w3.org/TR/xml/#charsets
        expect(xml).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
      }),
      { numRuns: 60 },
    );
  });
});

/** Elements with the names of their attributes, in order. */
function shapeOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<(\/?[a-z-]+)((?: [a-zA-Z]+="[^"<]*")*)\/?>/gu)].map(
    ([, name = '', attributes = '']) => name + attributes.replaceAll(/="[^"]*"/gu, ''),
  );
}

/** The test cases of a name, parsed. */
function ofCheck(xml: string, check: string): readonly object[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const { testsuites } = parser.parse(xml) as Parsed; // As the literal above has it.
  return testsuites.testsuite.flatMap(({ testcase }) => testcase.filter(({ name }) => name === check));
}

interface Parsed {
  readonly testsuites: {
    readonly testsuite: readonly { readonly testcase: readonly { readonly name: string }[] }[];
  };
}
