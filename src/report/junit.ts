/**
 * The report as JUnit XML, as CI servers read it: a test suite is a cluster, a test case a check. A check that failed is a
 * failure, one that is unknown or does not apply is skipped with its reason, a cluster that was not audited is an error.
 * Suppressed findings fail nothing and are told in `system-out`.
 */
import type { AuditReport, ReportCluster } from './audit-report.ts';
import { checkCase, notAuditedCase, unseenCase } from './junit/cases.ts';
import type { Result, TestCase } from './junit/test-case.ts';
import { plainLine } from './plain-line.ts';
import type { ReportRule } from './rule.ts';
import type { Xml } from './xml.ts';
import { element, xmlDocument } from './xml.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
}

/** The report as one XML document. */
export function junitReport({ sweep, clusters }: AuditReport, catalogue: readonly ReportRule[]): string {
  const categories = new Map(catalogue.map(({ id, category }) => [id, category]));
  const unseen = sweep.unseen.map(unseenCase);
  const suites: readonly Suite[] = [
    ...(unseen.length === 0 ? [] : [{ name: 'fleet', cases: unseen }]),
    ...clusters.map((cluster) => suiteOf(cluster, categories)),
  ];
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const time = secondsBetween(sweep.startedAt, sweep.closedAt);
  return xmlDocument(
    element('testsuites', { name: 'AKS Fleet Auditor', ...counts, time }, suites.map(suiteXml)),
  );
}

function suiteOf(cluster: ReportCluster, categories: ReadonlyMap<string, string>): Suite {
  const { key, name, state, score, unsuppressed, coverage, startedAt, finishedAt, verdicts } = cluster;
  if (state !== 'audited' || startedAt === null || finishedAt === null) {
    return { name, cases: [notAuditedCase(cluster)], properties: { key } };
  }
  return {
    name,
    cases: verdicts.map((verdict) => checkCase(cluster, verdict, categories.get(verdict.check))),
    attributes: {
      // The format has no place for a zone: it is UTC.
      timestamp: startedAt.slice(0, 19),
      time: secondsBetween(startedAt, finishedAt),
    },
    properties: {
      key,
      score: String(score ?? 'unknown'),
      scoreUnsuppressed: String(unsuppressed ?? 'unknown'),
      coverage: String(coverage),
    },
  };
}

function suiteXml({ name, cases, attributes = {}, properties = {} }: Suite): Xml {
  const given = Object.entries(properties).map(([name, value]) => element('property', { name, value }));
  return element('testsuite', { name: plainLine(name), ...countsOf(cases), ...attributes }, [
    ...(given.length === 0 ? [] : [element('properties', {}, given)]),
    ...cases.map(({ xml }) => xml),
  ]);
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const count = (result: Result): string => String(cases.filter((one) => one.result === result).length);
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function secondsBetween(from: string, to: string): string {
  return String(Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000));
}
