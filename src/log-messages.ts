/** Everything that the auditor says in its log: the catalogue that the sources are held against, and the page about it is made from. */

export interface LogMessage {
  readonly level: 'info' | 'warn' | 'error';
  /** When it is written, and for a warning what a person can do. */
  readonly when: string;
  /** Names of its fields, in the order of the source; `…` stands for fields whose names are not known before. */
  readonly fields: readonly string[];
}

/**
 * By message. Lines of an audit, of a survey, of the closing of a sweep and of a delivery also carry the ids in their queue
 * message (functions/).
 */
export const logMessages = {
  'Sweep starts late': {
    level: 'warn',
    when: 'The timer fired later than its schedule says: no instance was running then. Once is nothing to do.',
    fields: ['next'],
  },
  'Sweep already open': {
    level: 'info',
    when: 'A sweep was to start while another was open; that one goes on.',
    fields: ['sweepId', 'status'],
  },
  'Sweep planned': {
    level: 'info',
    when: 'The fleet is known, and every cluster has its row in the ledger.',
    fields: ['sweepId', 'clusters', 'skipped', 'vanished', 'unseen'],
  },
  'Sweep could not be planned': {
    level: 'error',
    when: 'Listing the fleet, or keeping the plan, failed. It is tried again until the deadline; `problem` says what to do.',
    fields: ['sweepId', 'problem'],
  },
  'Workspace surveyed': {
    level: 'info',
    when: 'The logs of clusters that share a workspace were asked, and their audits are sent.',
    fields: ['sweepId', 'clusters'],
  },
  'Cluster audited': {
    level: 'info',
    when: 'An audit is stored.',
    fields: [
      'sweepId',
      'clusterKey',
      'score',
      'coverage',
      'pass',
      'fail',
      'unknown',
      'requests',
      'bytes',
      'milliseconds',
    ],
  },
  'Audit skipped': {
    level: 'info',
    when: 'The message of an audit came twice, or after the sweep had given the cluster up.',
    fields: ['sweepId', 'clusterKey', 'state'],
  },
  'Cluster not audited': {
    level: 'warn',
    when: 'A sweep closes without an audit of a cluster that it had to audit; `state` is `failed` or `missed`.',
    fields: ['sweepId', 'clusterKey', 'state', 'why'],
  },
  'Check broke': {
    level: 'error',
    when: 'A check threw; its verdict is unknown. A fault of the auditor: report it.',
    fields: ['sweepId', 'clusterKey', 'check', 'error'],
  },
  'Gathering broke': {
    level: 'error',
    when: 'A gatherer threw what it should not; its evidence is missing. A fault of the auditor: report it.',
    fields: ['kind', 'error'],
  },
  'Address of an API server could not be read': {
    level: 'warn',
    when: 'Storage failed where the address is remembered; Azure is asked for it.',
    fields: ['clusterKey', 'problem'],
  },
  'Address of an API server could not be kept': {
    level: 'warn',
    when: 'Storage failed where the address is remembered; Azure is asked for it the next time.',
    fields: ['clusterKey', 'problem'],
  },
  'Sweep closed': {
    level: 'info',
    when: 'Every cluster is done, or the deadline has passed; the figures are those of the whole sweep.',
    fields: [
      'sweepId',
      'complete',
      'audited',
      'failed',
      'missed',
      'skipped',
      'vanished',
      'unseen',
      'score',
      'coverage',
      'requests',
      'bytes',
      'milliseconds',
    ],
  },
  'Suppressions have ended': {
    level: 'warn',
    when: 'What they hid counts again: fix it, or decide anew.',
    fields: ['sweepId', 'ids'],
  },
  'Messages decided': {
    level: 'info',
    when: 'It is decided who is told what, and kept.',
    fields: ['sweepId', 'decisionId', 'messages', 'leftOut', 'nextAt'],
  },
  'Decision superseded': {
    level: 'info',
    when: 'A later decision has taken everything into account already.',
    fields: ['decisionId', 'by'],
  },
  'Message sent': {
    level: 'info',
    when: 'A receiver took a message.',
    fields: ['sweepId', 'decisionId', 'deliveryId', 'receiver', 'status', 'detail'],
  },
  'Message not sent': {
    level: 'warn',
    when: 'A receiver did not take a message; it is tried again at `nextAt`.',
    fields: ['sweepId', 'decisionId', 'deliveryId', 'receiver', 'status', 'detail', 'nextAt'],
  },
  'Message given up': {
    level: 'warn',
    when: 'It is not tried any more. Mend what `detail` says, then send it again over the API.',
    fields: ['sweepId', 'decisionId', 'deliveryId', 'receiver', 'status', 'detail'],
  },
  'Message cancelled': {
    level: 'info',
    when: 'Its receiver does not exist any more.',
    fields: ['sweepId', 'decisionId', 'deliveryId', 'receiver'],
  },
  'Messages were stuck': {
    level: 'warn',
    when: 'Queue messages of deliveries got lost and were made again; `deliveryId` is the first. Nothing to do unless it goes on.',
    fields: ['count', 'deliveryId'],
  },
  'Webhook paused': {
    level: 'warn',
    when: 'A subscription failed for too long, or wants no more. Mend it, then resume it over the API.',
    fields: ['receiver', 'by', 'why'],
  },
  'Report made': {
    level: 'info',
    when: 'A scheduled report is on its way to its receivers.',
    fields: ['report', 'dueAt', 'receivers'],
  },
  'Report is not in the settings any more': {
    level: 'warn',
    when: 'A report fell due and was then removed from the file; nothing is sent.',
    fields: ['report'],
  },
  'Queue message given up': {
    level: 'error',
    when: 'A queue message failed at every try and is kept as a dead letter. The exceptions of the function say why.',
    fields: ['sweepId', 'clusterKey', 'deliveryId', 'queue', 'messageId', 'why'],
  },
  'Stored row cannot be read': {
    level: 'error',
    when: 'A row is damaged, or of another version; it is left out of lists, and what needs it says so.',
    fields: ['message'],
  },
  'History pruned': {
    level: 'info',
    when: 'What is older than it is kept was removed: rows by table. Not complete means that it goes on the next day.',
    fields: ['…', 'complete', 'milliseconds'],
  },
  Write: {
    level: 'info',
    when: 'Somebody changed something over the API.',
    fields: ['route', 'method', 'path', 'by', 'byId', 'status'],
  },
  'Request failed': {
    level: 'error',
    when: 'A request was answered with a status of 500 or above.',
    fields: ['route', 'invocationId', 'error'],
  },
  'Metrics were not accepted': {
    level: 'warn',
    when: 'Application Insights did not take the metrics. Said once until they arrive again; `problem` says what to do.',
    fields: ['problem', 'kept'],
  },
} as const satisfies Readonly<Record<string, LogMessage>>;
