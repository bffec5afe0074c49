/** What the auditor counts of itself: the port that numbers go out by, and the catalogue of them. */

/** Takes numbers; it never fails, and nobody waits for it. */
export interface Metrics {
  record<Name extends MetricName>(name: Name, value: number, dimensions: DimensionsOf<Name>): void;
}

/** Where nobody looks at them. */
export const noMetrics: Metrics = { record: () => undefined };

interface MetricEntry {
  readonly unit: string;
  /** What one value is, and when it is recorded. */
  readonly meaning: string;
  readonly dimensions: readonly string[];
}

/**
 * Every metric. They are about sweeps and not about clusters: an audit sends nothing when it goes well, and what it did is in its
 * log line. Few values of a dimension: each combination is a row for every flush.
 */
export const metricCatalogue = {
  'auditor.sweep.planned': {
    unit: 'clusters',
    meaning: 'Clusters to be audited by a sweep whose plan is made.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.planFailed': {
    unit: 'tries',
    meaning: 'A try to plan a sweep that failed: the fleet could not be listed, or storage failed.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.closed': {
    unit: 'sweeps',
    meaning:
      'A sweep was closed; complete when every cluster that was to be audited was, and all of the fleet could be seen.',
    dimensions: ['sweepId', 'complete'],
  },
  'auditor.sweep.seconds': {
    unit: 'seconds',
    meaning: 'From the start of a sweep to its end.',
    dimensions: ['sweepId', 'complete'],
  },
  'auditor.sweep.clusters': {
    unit: 'clusters',
    meaning: 'Clusters of a closed sweep by what became of them, zeros included.',
    dimensions: ['sweepId', 'state'],
  },
  'auditor.sweep.unseen': {
    unit: 'parts',
    meaning: 'Parts of the fleet, e.g. subscriptions, that a closed sweep could not see.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.unknown': {
    unit: 'ratio',
    meaning:
      'Share of what was to be judged that could not be, over the clusters of a closed sweep: 1 less its coverage, to which a cluster that was not audited adds nothing.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.requests': {
    unit: 'requests',
    meaning: 'Requests to API servers of all audits of a closed sweep.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.bytes': {
    unit: 'bytes',
    meaning: 'Bytes that API servers sent to all audits of a closed sweep.',
    dimensions: ['sweepId'],
  },
  'auditor.sweep.age': {
    unit: 'seconds',
    meaning:
      'Since the newest closed sweep was closed, every five minutes; not recorded before the first one.',
    dimensions: [],
  },
  'auditor.survey.seconds': {
    unit: 'seconds',
    meaning: 'What the log queries of one survey took, waiting for their turn left out.',
    dimensions: ['sweepId'],
  },
  'auditor.delivery.tries': {
    unit: 'tries',
    meaning:
      'Tries to send a message, by what came of them: `sent`, `again` (to be tried later) or `givenUp`.',
    dimensions: ['outcome', 'receiverKind'],
  },
  'auditor.delivery.seconds': {
    unit: 'seconds',
    meaning: 'From the making of a message to its arrival.',
    dimensions: ['receiverKind'],
  },
  'auditor.queue.givenUp': {
    unit: 'messages',
    meaning: 'A queue message that failed at every try and is now a dead letter.',
    dimensions: ['queue'],
  },
  'auditor.invocation.failed': {
    unit: 'invocations',
    meaning:
      'A function that threw, with the name of the error: `StorageUnavailable` and `StorageRefused` are the storage account, ' +
      '`ReadError` is Azure or a credential. HTTP functions never throw; their failures are in AppRequests.',
    dimensions: ['function', 'error'],
  },
} as const satisfies Readonly<Record<string, MetricEntry>>;

type MetricName = keyof typeof metricCatalogue;

type DimensionsOf<Name extends MetricName> = Readonly<
  Record<(typeof metricCatalogue)[Name]['dimensions'][number], string>
>;
