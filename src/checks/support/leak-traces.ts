/** What objects that pile up have in common, and who makes them: shown with a leak, never what decides that there is one. */
import type { LeakSuspects, SuspectKind, SuspectNamespace } from '../../evidence/leak-suspects.ts';
import type { CreationsByClient } from '../../evidence/logs/creations-by-client.ts';
import type { Excerpt, Gathered } from '../../model.ts';
import type { LeakSigns } from '../../remediation/known-leakers.ts';
import { compareText } from '../../shared/compare-text.ts';
import { formatCount, formatDuration, formatPercent } from '../../shared/format.ts';
import { sum } from '../../shared/sum.ts';
import { kindOf } from './log-calls.ts';
import { byClient, clientInWords, isSystemUser } from './log-clients.ts';
import { secondsSeen } from './log-window.ts';

export interface LeakTraces {
  /** Whether the log shows it too: more of them were made than deleted. */
  readonly logged: boolean;
  /**
   * Who makes most of them by the log; null when it does not tell. For words alone: what is told together goes by the
   * culprit, and a log of an hour names another one, or none, each time.
   */
  readonly creator: string | null;
  /** That holds most of them. */
  readonly namespace: string | null;
  readonly signs: LeakSigns;
  readonly excerpts: readonly Excerpt[];
}

export function leakTraces(
  kind: string,
  suspects: Gathered<LeakSuspects>,
  creations: Gathered<CreationsByClient>,
): LeakTraces {
  const seen = suspects.ok ? suspects.value.kinds.find((one) => one.kind === kind) : undefined;
  const namespace = seen === undefined ? null : mostOf(seen);
  const made = creations.ok ? madeIn(kind, creations.value) : null;
  return {
    logged: made?.kept === true,
    creator: made?.creator ?? null,
    namespace,
    signs: seen === undefined ? [] : signsOf(seen),
    excerpts: [...(made?.excerpts ?? []), ...(seen === undefined ? unseen(kind, suspects) : near(seen))],
  };
}

/** The end of a sentence about all of them; empty when nothing is known. */
export function mostOfThem({ creator, namespace }: LeakTraces): string {
  if (creator !== null) return `, most of them made by ${creator}`;
  return namespace === null ? '' : `, most of them in the namespace ${namespace}`;
}

/** The namespace that more than half of them are in, whatever was sampled: samples begin with the first namespaces. */
function mostOf({ namespaces, total: all }: SuspectKind): string | null {
  return namespaces.find(({ total }) => total !== null && total > all / 2)?.name ?? null;
}

function signsOf({ labels, managers, sampled }: SuspectKind): LeakSigns {
  return [...labels.map(({ label, objects }) => ({ name: label, objects })), ...managers]
    .filter(({ objects }) => objects > sampled / 2)
    .map(({ name }) => name);
}

function madeIn(kind: string, { window, resources }: CreationsByClient) {
  const resource = resources.find((one) => kindOf(one) === kind);
  if (resource === undefined || resource.created === 0) return null;
  const { created, deleted, collectionsDeleted } = resource;
  const clients = byClient(resource.creators)
    .map((client) => ({ client, made: sum(client.items.map((item) => item.created)) }))
    .toSorted((left, right) => right.made - left.made);
  const [first] = clients;
  const collections =
    collectionsDeleted === 0 ? '' : `, and ${formatCount(collectionsDeleted)} whole collections`;
  return {
    // Nobody knows how many objects a collection had.
    kept: created > deleted && collectionsDeleted === 0,
    // Controllers of the system make them for somebody else.
    creator:
      first !== undefined && first.made > created / 2 && !isSystemUser(first.client.username)
        ? clientInWords(first.client)
        : null,
    excerpts: [
      {
        label: `In ${formatDuration(secondsSeen(window))} of audit log`,
        value: `${formatCount(created)} created, ${formatCount(deleted)} deleted${collections}`,
      },
      ...clients.map(({ client, made }) => ({
        label: 'Created by',
        value: `${clientInWords(client)}: ${formatCount(made)}${placesOf(client.items)}`,
      })),
    ],
  };
}

function placesOf(items: readonly { readonly namespace: string }[]): string {
  const names = [...new Set(items.map(({ namespace }) => namespace))].filter((name) => name !== '');
  return names.length === 0 ? '' : ` in ${names.toSorted(compareText).join(', ')}`;
}

/** Why nobody looked at them from near, where they were to be looked at. */
function unseen(kind: string, suspects: Gathered<LeakSuspects>): readonly Excerpt[] {
  const label = 'Objects not looked at';
  if (!suspects.ok) return [{ label, value: `${suspects.detail} ${suspects.remedy}` }];
  return suspects.value.unseen.filter((one) => one.kind === kind).map(({ why }) => ({ label, value: why }));
}

function near(seen: SuspectKind): readonly Excerpt[] {
  const { sampled, total, complete, ages } = seen;
  if (sampled === 0) return [];
  const share = (objects: number): string => formatPercent(objects / sampled);
  const shares = (entries: readonly { readonly name: string; readonly objects: number }[]): string =>
    entries.map(({ name, objects }) => `${name} ${share(objects)}`).join(', ');
  const lines: readonly Excerpt[] = [
    {
      label: 'Objects looked at',
      value: complete ? 'all' : `${formatCount(sampled)} of ${formatCount(total)}`,
    },
    { label: 'Namespaces', value: seen.namespaces.map((one) => inNamespace(one, total)).join(', ') },
    { label: 'Without an owner', value: share(seen.withoutOwner) },
    { label: 'Owners', value: shares(seen.owners.map(({ kind, objects }) => ({ name: kind, objects }))) },
    { label: 'Field managers', value: shares(seen.managers) },
    { label: 'Labels', value: shares(seen.labels.map(({ label, objects }) => ({ name: label, objects }))) },
    {
      label: 'Age',
      value: shares([
        { name: 'under an hour', objects: ages.underAnHour },
        { name: 'under a day', objects: ages.underADay },
        { name: 'under a week', objects: ages.underAWeek },
        { name: 'under 30 days', objects: ages.under30Days },
        { name: 'older', objects: ages.older },
      ]),
    },
  ];
  return lines.filter(({ value }) => value !== '');
}

function inNamespace({ name, objects, total }: SuspectNamespace, all: number): string {
  return total === null
    ? `${name} at least ${formatCount(objects)}`
    : `${name} ${formatPercent(total / all)}`;
}
