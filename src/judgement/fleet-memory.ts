/**
 * What was in the fleet within the last weeks, so that it can be told what is new. It only ever takes in what audits saw and
 * when, so taking the same audits in twice, or an older one late, gives the same.
 */
import { clientVersionOf, familyOf, programOf } from '../client-names.ts';
import type { BusyClients, FleetMemory, LatestAudit, Remembered, RememberedClient } from '../model.ts';
import { rememberedDays } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';
import { compareText } from '../shared/compare-text.ts';
import { dayMs } from '../shared/durations.ts';

/** Bounds of what one row holds: only the busiest clients of a cluster are ever seen, and these are many. */
const mostClients = 2_000;
const mostVersions = 5;
const mostKubernetesVersions = 200;
const longestVersion = 60;

export interface SeenFleet {
  readonly latest: readonly LatestAudit[];
  /** By the key of the cluster. */
  readonly busy: ReadonlyMap<string, BusyClients>;
}

/** The memory with what the newest audits saw; the first one begins it, and nothing in that is new. */
export function remember(before: FleetMemory | null, fleet: SeenFleet, now: Date): FleetMemory {
  const oldest = new Date(now.getTime() - rememberedDays * dayMs).toISOString();
  const seen = fleet.latest
    .flatMap((cluster) => sightingsIn(cluster, fleet.busy, before !== null))
    .filter(({ at }) => at >= oldest);
  const clients = new Map(
    Object.entries(before?.clients ?? {}).flatMap(([name, client]) => stillKnown(name, client, oldest)),
  );
  const versions = new Map(
    Object.entries(before?.kubernetesVersions ?? {}).filter(([, { last }]) => last >= oldest),
  );
  for (const [name, client] of together(seen, clientOf, bothClients)) add(clients, name, client, knownClient);
  for (const [name, version] of together(seen, kubernetesVersionOf, both))
    add(versions, name, version, known);
  const kept = newest(clients, mostClients);
  return {
    since: before?.since ?? now.toISOString(),
    clients: Object.fromEntries(kept),
    kubernetesVersions: Object.fromEntries(newest(versions, mostKubernetesVersions)),
    leftOut: clients.size - kept.length,
  };
}

function stillKnown(
  name: string,
  client: RememberedClient,
  oldest: string,
): readonly [string, RememberedClient][] {
  if (client.last < oldest) return [];
  const versions = Object.entries(client.versions).filter(([, { last }]) => last >= oldest);
  return [[name, { ...client, versions: Object.fromEntries(versions) }]];
}

/** Something that an audit saw. */
interface Sighting {
  readonly at: string;
  readonly isNews: boolean;
  readonly name: string;
  /** Null for a version of Kubernetes. */
  readonly client: { readonly version: string | null } | null;
}

function sightingsIn(
  { cluster, newest: audit }: LatestAudit,
  clients: SeenFleet['busy'],
  begun: boolean,
): readonly Sighting[] {
  if (audit === null) return [];
  const { at, headline } = audit;
  const version = headline.kubernetesVersion;
  const busy = clients.get(cluster.key);
  // Where nobody had looked before, a client may have been there for long.
  const isNews = begun && busy?.since !== undefined && busy.since !== null && busy.since < at;
  return [
    ...(version === null
      ? []
      : [{ at, isNews: begun, name: cleanText(version, longestVersion), client: null }]),
    ...(busy?.ok === true ? busy.clients : []).map(({ userAgent, username }) => ({
      at,
      isNews,
      name: familyOf({ program: programOf(userAgent), username }),
      client: { version: clientVersionOf(userAgent) },
    })),
  ];
}

function clientOf({ at, isNews, client }: Sighting): RememberedClient | null {
  if (client === null) return null;
  const seen = { first: at, last: at, isNews };
  return { ...seen, versions: client.version === null ? {} : { [client.version]: seen } };
}

function kubernetesVersionOf({ at, isNews, client }: Sighting): Remembered | null {
  return client === null ? { first: at, last: at, isNews } : null;
}

/** What was seen, by name: several audits saw the same. */
function together<T>(
  seen: readonly Sighting[],
  of: (one: Sighting) => T | null,
  join: (one: T, other: T) => T,
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const one of seen) {
    const found = of(one);
    if (found !== null) add(all, one.name, found, join);
  }
  return all;
}

function add<T>(all: Map<string, T>, name: string, one: T, join: (before: T, one: T) => T): void {
  const before = all.get(name);
  all.set(name, before === undefined ? one : join(before, one));
}

/** It is news as soon as one of those that saw it would have seen it before. */
function both(one: Remembered, other: Remembered): Remembered {
  return { ...known(one, other), isNews: one.isNews || other.isNews };
}

/** What is known already is not made news by being seen again. */
function known(before: Remembered, seen: Remembered): Remembered {
  return {
    first: before.first <= seen.first ? before.first : seen.first,
    last: before.last >= seen.last ? before.last : seen.last,
    isNews: before.isNews,
  };
}

function bothClients(one: RememberedClient, other: RememberedClient): RememberedClient {
  return { ...both(one, other), versions: joined(one, other, both) };
}

function knownClient(before: RememberedClient, seen: RememberedClient): RememberedClient {
  return { ...known(before, seen), versions: joined(before, seen, known) };
}

function joined(
  one: RememberedClient,
  other: RememberedClient,
  join: typeof both,
): RememberedClient['versions'] {
  const versions = new Map(Object.entries(one.versions));
  for (const [version, seen] of Object.entries(other.versions)) add(versions, version, seen, join);
  return Object.fromEntries(newest(versions, mostVersions));
}

/** Those seen last, in the order of their names. */
function newest<T extends Remembered>(all: ReadonlyMap<string, T>, most: number): readonly [string, T][] {
  return [...all]
    .toSorted(
      ([leftName, left], [rightName, right]) =>
        compareText(right.last, left.last) || compareText(leftName, rightName),
    )
    .slice(0, most)
    .toSorted(([left], [right]) => compareText(left, right));
}
