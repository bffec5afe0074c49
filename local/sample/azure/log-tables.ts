/** The tables of a workspace over a window of time: rows are made as they are read, from the stories that send them. */
import { clusterIdOf } from '../azure-side.ts';
import type { StoryDiagnosticSetting } from '../azure-side.ts';
import type { AuditEvent, Window } from '../audit/events.ts';
import { logEntries } from '../audit/log-lines.ts';
import { subscriptions, workspaces } from '../estate.ts';
import type { Workspace } from '../estate.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { auditRow, cutText, diagnosticsRow, logColumns, logRow } from './log-rows.ts';
import type { LogRow, Sender } from './log-rows.ts';
import type { LogTable } from './query.ts';
import { rowCache } from './row-cache.ts';

/** What one cluster sends to a workspace. */
interface Stream {
  readonly story: Story;
  /** Name of the diagnostic setting. */
  readonly setting: string;
  readonly sender: Sender;
  readonly categories: ReadonlySet<string>;
  readonly ownTables: boolean;
}

interface Reading {
  readonly workspace: Workspace;
  readonly moment: Moment;
  readonly window: Window;
}

/** Only tables that a cluster sends to: one without a first row does not exist yet. With rows of those that are read. */
type LogTables = (reading: Reading, isRead?: (resourceId: string) => boolean) => readonly LogTable[];

type Events = (story: Story, moment: Moment, window: Window) => Iterable<AuditEvent>;

// All clusters of the sample write 66,000 rows in twenty minutes; a row takes about a kilobyte.
const mostKeptRows = 120_000;

export function logTables(stories: readonly Story[], events: Events): LogTables {
  const cached = rowCache<LogRow>(mostKeptRows);
  const byWorkspace = new Map(
    workspaces.map((workspace) => [workspace, stories.flatMap((story) => streamsOf(story, workspace))]),
  );
  return (reading, isRead = () => true) => {
    const streams = byWorkspace.get(reading.workspace) ?? [];
    return kindsOf(reading, events).flatMap(({ name, isSent, rowsOf }) => {
      const senders = streams.filter(isSent);
      if (senders.length === 0) return [];
      const rows = concatenated(
        senders.filter(({ sender }) => isRead(sender.resourceId)),
        (stream) => cached(keyOf(name, stream, reading), () => rowsOf(stream)),
      );
      return [{ name, columns: logColumns[name], rows }];
    });
  };
}

function keyOf(table: string, { sender, setting }: Stream, { workspace, moment, window }: Reading): string {
  const { from, to } = window;
  return [table, workspace.name, sender.resourceId, setting, from, to, moment.begun.getTime()].join(' ');
}

interface TableKind {
  readonly name: keyof typeof logColumns;
  readonly isSent: (stream: Stream) => boolean;
  readonly rowsOf: (stream: Stream) => Iterable<LogRow>;
}

function kindsOf({ moment, window }: Reading, events: Events): readonly TableKind[] {
  const eventsOf = ({ story }: Stream): Iterable<AuditEvent> => events(story, moment, window);
  return [
    {
      name: 'AKSAudit',
      isSent: ({ ownTables, categories }) => ownTables && categories.has('kube-audit'),
      rowsOf: (one) => auditRows(one, eventsOf(one), allVerbs),
    },
    {
      name: 'AKSAuditAdmin',
      isSent: ({ ownTables, categories }) => ownTables && categories.has('kube-audit-admin'),
      rowsOf: (one) => auditRows(one, eventsOf(one), writes),
    },
    {
      name: 'AKSControlPlane',
      isSent: (one) => one.ownTables && sendsOther(one),
      rowsOf: (one) => controlPlaneRows(one, moment, window),
    },
    {
      name: 'AzureDiagnostics',
      isSent: ({ ownTables }) => !ownTables,
      rowsOf: (one) => diagnosticsRows(one, eventsOf, moment, window),
    },
  ];
}

function streamsOf(story: Story, workspace: Workspace): readonly Stream[] {
  const to = story.azure.diagnosticSettings.filter((setting) => setting.workspace === workspace.name);
  return to.map((setting) => ({
    story,
    setting: setting.name,
    sender: {
      resourceId: clusterIdOf(story).toLowerCase(),
      subscriptionId: subscriptions[story.azure.subscription].id,
      resourceGroup: story.azure.resourceGroup,
      cluster: story.name,
      workspaceId: workspace.customerId,
    },
    categories: new Set(categoriesOf(setting)),
    ownTables: setting.destination === 'Dedicated',
  }));
}

// https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
const allCategories = [
  'kube-apiserver',
  'kube-audit',
  'kube-audit-admin',
  'kube-controller-manager',
  'kube-scheduler',
  'cluster-autoscaler',
  'cloud-controller-manager',
  'guard',
  'csi-azuredisk-controller',
  'csi-azurefile-controller',
  'csi-snapshot-controller',
];
const groups = { allLogs: allCategories, audit: ['kube-audit', 'kube-audit-admin', 'guard'] };

function categoriesOf({ categories = [], categoryGroups = [] }: StoryDiagnosticSetting): readonly string[] {
  return [...categories, ...categoryGroups.flatMap((group) => groups[group])];
}

function sendsOther({ categories }: Stream): boolean {
  return [...categories].some((category) => !category.startsWith('kube-audit'));
}

type VerbFilter = (verb: string) => boolean;
const allVerbs: VerbFilter = () => true;
// https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs
const writes: VerbFilter = (verb) => verb !== 'get' && verb !== 'list';

function* auditRows({ sender }: Stream, events: Iterable<AuditEvent>, shows: VerbFilter): Iterable<LogRow> {
  for (const event of events) if (shows(event.verb)) yield auditRow(event, sender);
}

function* controlPlaneRows(
  { story, sender, categories }: Stream,
  moment: Moment,
  window: Window,
): Iterable<LogRow> {
  for (const entry of logEntries(story, categories, moment, window)) yield logRow(entry, sender);
}

function* diagnosticsRows(
  stream: Stream,
  eventsOf: (stream: Stream) => Iterable<AuditEvent>,
  moment: Moment,
  window: Window,
): Iterable<LogRow> {
  const { story, sender, categories } = stream;
  for (const [category, shows] of [
    ['kube-audit', allVerbs],
    ['kube-audit-admin', writes],
  ] as const) {
    if (!categories.has(category)) continue;
    for (const event of eventsOf(stream)) {
      if (!shows(event.verb)) continue;
      const text = cutText(event, story.azure.cutLogs);
      yield diagnosticsRow({ at: event.stageTimestamp, category, text }, sender);
    }
  }
  for (const { at, category, message } of logEntries(story, categories, moment, window)) {
    yield diagnosticsRow({ at, category, text: `${message}\n` }, sender);
  }
}

/** Can be read again from the start, unlike a generator. */
function concatenated<T>(streams: readonly Stream[], rowsOf: (stream: Stream) => Iterable<T>): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      for (const stream of streams) yield* rowsOf(stream);
    },
  };
}
