import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { finishedJobsCleanup } from '../../src/remediation/finished-jobs.ts';
import { shellQuote } from '../../src/shared/quote.ts';
import { hostileText } from '../support/hostile.ts';

function commandsOf(given: Partial<Parameters<typeof finishedJobsCleanup>[0]> = {}): readonly string[] {
  return finishedJobsCleanup({ namespace: 'batch', owner: null, limit: 1_000, ...given }).steps.flatMap(
    ({ command }) => command ?? [],
  );
}

test('finished Jobs of the namespace are deleted in batches with pauses, or get a time to live', () => {
  expect(commandsOf().slice(1)).toEqual([
    'export NAMESPACE=batch',
    [
      `while names=$(kubectl get --raw "/apis/batch/v1/namespaces/$NAMESPACE/jobs?limit=500" |`,
      `  jq -r '.items[] | select(.metadata.deletionTimestamp == null) | select(any(.status.conditions[]?; (.type == "Complete" or .type == "Failed") and .status == "True")) | .metadata.name') && [ -n "$names" ]; do`,
      `  echo "$names" | xargs -n 100 sh -c 'kubectl delete jobs.batch --namespace="$NAMESPACE" --cascade=background --wait=false "$@"; sleep 10' sh`,
      'done',
    ].join('\n'),
    [
      `kubectl get --raw "/apis/batch/v1/namespaces/$NAMESPACE/jobs?limit=500" |`,
      `  jq -r '.items[] | select(.spec.ttlSecondsAfterFinished == null) | select(any(.status.conditions[]?; (.type == "Complete" or .type == "Failed") and .status == "True")) | .metadata.name' |`,
      `  xargs -I NAME kubectl patch job/NAME --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"ttlSecondsAfterFinished":86400}}'`,
    ].join('\n'),
  ]);
});

test.each([
  [null, 'custom-columns=BY:.metadata.managedFields[0].manager'],
  [
    { kind: 'CronJob', name: 'nightly' },
    `kubectl patch cronjob/nightly --namespace=batch --type=merge --patch='{"spec":{"jobTemplate":{"spec":{"ttlSecondsAfterFinished":3600}}}}'`,
  ],
])('what made them, %j, is told how to set it', (owner, words) => {
  expect(commandsOf({ owner })[0]).toContain(words);
});

test('another owner is named', () => {
  const [step] = finishedJobsCleanup({
    namespace: 'batch',
    owner: { kind: 'Workflow', name: 'etl' },
    limit: 1_000,
  }).steps;

  expect(step?.text).toContain('their owner is Workflow/etl');
});

test('the quota is of the namespace', () => {
  const manifests = finishedJobsCleanup({ namespace: 'batch', owner: null, limit: 1_000 }).steps.flatMap(
    ({ manifest }) => manifest ?? [],
  );

  expect(manifests).toHaveLength(1);
  expect(manifests[0]).toContain('count/jobs.batch: "1000"');
});

test('names from the cluster are one word of the shell, whatever they hold', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (namespace, name) => {
      const [patch, chosen] = commandsOf({ namespace, owner: { kind: 'CronJob', name } });

      expect(patch).toContain(`${shellQuote(`cronjob/${name}`)} --namespace=${shellQuote(namespace)} `);
      expect(chosen).toBe(`export NAMESPACE=${shellQuote(namespace)}`);
    }),
  );
});
