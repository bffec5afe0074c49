/** Step 2 of the guide as time charts: what the busiest clients ask, and how long they wait for it. */
import type { ClientActivity, ClientBins } from '../../model.ts';
import type { Point, Series } from '../chart/series.ts';
import { nameText } from '../parts/text.ts';

/** More lines than these cannot be told apart. */
const mostClients = 5;

export interface ClientCharts {
  readonly requestsPerSecond: readonly Series[];
  readonly p99Ms: readonly Series[];
  /** Clients that are left out. */
  readonly leftOut: number;
}

/**
 * One line a client, those with the most time of the server first. A client that a stretch of log does not name was not
 * among its busiest: nothing is known of it then. One that is named and has no bin asked nothing.
 */
export function clientCharts(activity: readonly ClientActivity[]): ClientCharts {
  const clients = busiest(activity);
  const shown = clients.slice(0, mostClients);
  const nameOf = namesOf(shown);
  const series = (value: (bin: Bin, seconds: number) => number | null) =>
    shown.map((client) => ({
      name: nameOf(client),
      points: activity.flatMap((stretch, place) => [
        ...gapBefore(stretch, activity[place - 1]),
        ...pointsIn(stretch, client, value),
      ]),
    }));
  return {
    requestsPerSecond: series(({ requests }, seconds) => requests / seconds),
    // Nobody waited where nobody asked.
    p99Ms: series(({ requests, p99Ms }) => (requests === 0 ? null : p99Ms)),
    leftOut: clients.length - shown.length,
  };
}

/** As short as tells them apart: `kubelet/v1.34.8`, with the user where several clients are called that. */
function namesOf(clients: readonly Client[]): (client: Client) => string {
  const forms = [
    ({ userAgent }: Client) => userAgent.split(' (')[0] ?? userAgent,
    ({ userAgent }: Client) => userAgent,
    ({ userAgent, username }: Client) => `${userAgent.split(' (')[0]} as ${username}`,
  ];
  return (client) => {
    const telling = forms.find(
      (form) => clients.filter((other) => form(other) === form(client)).length === 1,
    );
    return nameText(telling?.(client) ?? `${client.userAgent} as ${client.username}`);
  };
}

type Bin = Omit<ClientBins['bins'][number], 'at'>;
type Client = Pick<ClientBins, 'userAgent' | 'username'>;

const nothing: Bin = { requests: 0, meanMs: 0, p99Ms: 0 };

function busiest(activity: readonly ClientActivity[]): readonly Client[] {
  const busy = new Map<string, { client: Client; milliseconds: number }>();
  for (const { userAgent, username, bins } of activity.flatMap(({ clients }) => clients)) {
    const key = JSON.stringify([userAgent, username]);
    const milliseconds = bins.reduce((sum, { requests, meanMs }) => sum + requests * meanMs, 0);
    const before = busy.get(key)?.milliseconds ?? 0;
    busy.set(key, { client: { userAgent, username }, milliseconds: before + milliseconds });
  }
  return [...busy.values()]
    .toSorted((left, right) => right.milliseconds - left.milliseconds)
    .map(({ client }) => client);
}

function pointsIn(
  { from, to, binSeconds, clients }: ClientActivity,
  client: Client,
  value: (bin: Bin, seconds: number) => number | null,
): readonly Point[] {
  const found = clients.find(
    ({ userAgent, username }) => userAgent === client.userAgent && username === client.username,
  );
  const bins = new Map(found?.bins.map((bin) => [Date.parse(bin.at), bin] as const));
  return binsOf(from, to, binSeconds * 1000).map(({ start, at, seconds }) => ({
    at: new Date(at),
    value: found === undefined ? null : value(bins.get(start) ?? nothing, seconds),
  }));
}

/** Bins begin at multiples of their length; the first and the last one may be seen in part. */
function binsOf(from: string, to: string, length: number) {
  const [first, end] = [Date.parse(from), Date.parse(to)];
  const start = Math.floor(first / length) * length;
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / length)) }, (_, place) => {
    const begin = start + place * length;
    const at = Math.max(first, begin);
    return { start: begin, at, seconds: (Math.min(end, begin + length) - at) / 1000 };
  });
}

/** Time between two stretches was not read. */
function gapBefore({ from }: ClientActivity, earlier: ClientActivity | undefined): readonly Point[] {
  return earlier === undefined || Date.parse(from) <= Date.parse(earlier.to)
    ? []
    : [{ at: new Date(earlier.to), value: null }];
}
