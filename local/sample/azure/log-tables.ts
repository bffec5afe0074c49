/** The tables of a workspace over a window of time: rows are made as they are read, from the stories that send them. */
import { clusterIdOf } from '../azure-side.ts';
import type { StoryDiagnosticSetting } from '../azure-side.ts';
import { auditEvents } from '../audit/events.ts';
import type { Window } from '../audit/events.ts';
import { logEntries } from '../audit/log-lines.ts';
import { subscriptions } from '../estate.ts';
import type { Workspace } from '../estate.ts';
import type { Moment, Story } from '../story.ts';
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

export type LogTables = (workspace: Workspace, moment: Moment, window: Window) => readonly LogTable[];

// All clusters of the sample write 66,000 rows in twenty minutes; a row takes about a kilobyte.
const mostKeptRows = 120_000;

export function logTables(stories: readonly Story[]): LogTables {
  const cached = rowCache<LogRow>(mostKeptRows);
  return (workspace, moment, window) =>
    tablesOf(workspace, stories, {
      moment,
      window,
      kept: (name, { sender, setting }, make) => {
        const { from, to } = window;
        const key = [name, workspace.name, sender.resourceId, setting, from, to, moment.begun.getTime()];
        return cached(key.join(' '), make);
      },
    });
}

interface Reading {
  readonly moment: Moment;
  readonly window: Window;
  /** The rows of one cluster in one table, whether they have to be made or not. */
  kept(table: string, stream: Stream, make: () => Iterable<LogRow>): Iterable<LogRow>;
}

/** Only tables that a cluster sends to: one without a first row does not exist yet. */
function tablesOf(
  workspace: Workspace,
  stories: readonly Story[],
  { moment, window, kept }: Reading,
): readonly LogTable[] {
  const streams = stories.flatMap((story) => streamsOf(story, workspace));
  const [own, shared] = [
    streams.filter(({ ownTables }) => ownTables),
    streams.filter((one) => !one.ownTables),
  ];
  const table = (
    name: keyof typeof logColumns,
    senders: readonly Stream[],
    rowsOf: (stream: Stream) => Iterable<LogRow>,
  ): readonly LogTable[] =>
    senders.length === 0
      ? []
      : [
          {
            name,
            columns: logColumns[name],
            rows: concatenated(senders, (one) => kept(name, one, () => rowsOf(one))),
          },
        ];
  return [
    ...table('AKSAudit', own.filter(sends('kube-audit')), (one) => auditRows(one, moment, window, allVerbs)),
    ...table('AKSAuditAdmin', own.filter(sends('kube-audit-admin')), (one) =>
      auditRows(one, moment, window, writes),
    ),
    ...table('AKSControlPlane', own.filter(sendsOther), (one) => controlPlaneRows(one, window)),
    ...table('AzureDiagnostics', shared, (one) => diagnosticsRows(one, moment, window)),
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

function sends(category: string): (stream: Stream) => boolean {
  return ({ categories }) => categories.has(category);
}

function sendsOther({ categories }: Stream): boolean {
  return [...categories].some((category) => !category.startsWith('kube-audit'));
}

type VerbFilter = (verb: string) => boolean;
const allVerbs: VerbFilter = () => true;
// https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs
const writes: VerbFilter = (verb) => verb !== 'get' && verb !== 'list';

function* auditRows(
  { story, sender }: Stream,
  moment: Moment,
  window: Window,
  shows: VerbFilter,
): Iterable<LogRow> {
  for (const event of auditEvents(story, moment, window)) {
    if (shows(event.verb)) yield auditRow(event, sender);
  }
}

function* controlPlaneRows({ story, sender, categories }: Stream, window: Window): Iterable<LogRow> {
  for (const entry of logEntries(story, categories, window)) yield logRow(entry, sender);
}

function* diagnosticsRows(
  { story, sender, categories }: Stream,
  moment: Moment,
  window: Window,
): Iterable<LogRow> {
  for (const [category, shows] of [
    ['kube-audit', allVerbs],
    ['kube-audit-admin', writes],
  ] as const) {
    if (!categories.has(category)) continue;
    for (const event of auditEvents(story, moment, window)) {
      if (!shows(event.verb)) continue;
      const text = cutText(event, story.azure.cutLogs);
      yield diagnosticsRow({ at: event.stageTimestamp, category, text }, sender);
    }
  }
  for (const { at, category, message } of logEntries(story, categories, window)) {
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
