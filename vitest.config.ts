import { defineConfig } from 'vitest/config';

/**
 * Tests of pure functions and of what talks to nobody but itself: their files share a process, because starting one for
 * each takes longer than most of them run. What changes a process (trusted authorities, signals, the environment), or
 * measures it, stands apart.
 */
const together = [
  'test/{checks,evidence,judgement,kubernetes,pages,policy,remediation,report,shared}/**/*.test.{ts,tsx}',
  'test/{config,http,notify,store,sweep}/**/*.test.{ts,tsx}',
  'test/azure/kql/**/*.test.ts',
  'test/local/*.test.ts',
  'test/local/{history,host,kusto,outbox}/**/*.test.{ts,tsx}',
  // The others trust the authority of the sample.
  'test/local/sample/!(identity|official-clients|sweep-calls|sweep-calls-of-many).test.ts',
];

/** Those that start the whole product or a compiler, which keeps a processor busy by itself. */
const whole = [
  'test/e2e/**/*.test.ts',
  'test/infra/*.test.ts',
  'test/local/once/**/*.test.ts',
  'test/real/**/*.test.ts',
];

/** Many others wait for a server or a timer half of the time. */
const workersForOthers = 3;

export default defineConfig({
  test: {
    typecheck: { enabled: false },
    // Servers of the end-to-end tests need a moment to start; unit tests never come near it.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/support/summary-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'whole',
          include: whole,
          // Two at a time take twice as long each.
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: together,
          isolate: false,
          maxWorkers: workersForOthers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...whole, ...together],
          maxWorkers: workersForOthers,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
