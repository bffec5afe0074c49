/**
 * Prints how right the checks were over the scenarios, names what was skipped and why at the end of a run, and closes with
 * one line that any CI can read.
 */
import type { Reporter, TestModule } from 'vitest/node';
import { accuracyOf, accuracyTable, type CheckLabel } from './scenario-labels.ts';

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const skipped: string[] = [];
    const labels: CheckLabel[] = [];
    for (const module of modules) {
      // A set-up that breaks fails no test of its own; it still is a failure, and its tests did not run.
      const suites = [module, ...module.children.allSuites()];
      counts.failed += suites.filter((suite) => suite.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        labels.push(...(test.meta().scenario ?? []));
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed') counts.failed += 1;
        else {
          counts.skipped += 1;
          const note = result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
          skipped.push(`  ${test.fullName}${note}`);
        }
      }
    }
    if (labels.length > 0) console.log(`\nChecks over the scenarios:\n${accuracyTable(accuracyOf(labels))}`);
    if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.join('\n')}`);
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
