/** What the routes of suppressions and of thresholds have in common: finding, adding, changing and removing an entry. */
import { z } from 'zod';
import type { SeenFleet } from '../judgement/policy-state.ts';
import { policyNotices } from '../judgement/policy-state.ts';
import type { Policy, PolicyNotice, PolicySource } from '../model.ts';
import { policySources } from '../model.ts';
import { wholePolicy } from '../policy/current-policy.ts';
import { mostEntries } from '../policy/members.ts';
import type { SortKey } from '../report/sort-key.ts';
import { sortedBy } from '../report/sort-key.ts';
import { cleanText } from '../shared/clean-text.ts';
import type { Page, PolicyEntries, PolicyKind } from '../store/history.ts';
import type { HttpDeps } from './deps.ts';
import { isStill, strongTagOf } from './entity-tag.ts';
import { missing } from './find.ts';
import { pageOfSorted } from './paging.ts';
import type { ParameterError } from './problem.ts';
import { HttpProblem } from './problem.ts';

type Entry<K extends PolicyKind> = Policy[K][number];

export const sourceMember = z
  .enum(policySources)
  .describe('file: of the policy file that is deployed, to be changed there; api: made here');

export const noticeMember = z
  .object({
    problem: z.enum(['expired', 'matchesNothing', 'matchesNoCluster', 'shadowed', 'invalid']),
    text: z.string().describe('what it is, and what would be right'),
  })
  .nullable()
  .describe('why somebody should look at it; null when nothing is wrong');

/** Everything that was decided, and the fleet that it is about. */
export async function policyAndFleet({ history, policyFile }: HttpDeps): Promise<{
  readonly policy: Policy;
  readonly fleet: SeenFleet;
}> {
  const [policy, clusters, open] = await Promise.all([
    wholePolicy(policyFile, history),
    history.latest(),
    history.openFindings(),
  ]);
  return { policy, fleet: { clusters, open } };
}

/** The notice of an entry, of all there are. */
export function noticesOf(
  kind: PolicyNotice['entry'],
  { checks, now }: HttpDeps,
  { policy, fleet }: { readonly policy: Policy; readonly fleet: SeenFleet },
): (entry: { readonly id: string; readonly source: PolicySource }) => z.input<typeof noticeMember> {
  const notices = policyNotices(policy, fleet, checks, now());
  return ({ id, source }) => {
    const found = notices.find(
      (notice) => notice.entry === kind && notice.id === id && notice.source === source,
    );
    return found === undefined ? null : { problem: found.problem, text: found.text };
  };
}

/** The one of an id that counts: that of the file before that of the API. */
export async function requiredEntry<K extends PolicyKind>(
  deps: HttpDeps,
  kind: K,
  id: string,
): Promise<Entry<K>> {
  const policy = await wholePolicy(deps.policyFile, deps.history);
  const entries: readonly Entry<K>[] = policy[kind];
  return entries.find((entry) => entry.id === id) ?? noEntry(kind, id);
}

export async function addEntry<K extends PolicyKind>(
  { history, policyFile }: HttpDeps,
  kind: K,
  entry: PolicyEntries[K],
): Promise<PolicyEntries[K] & { readonly source: 'api' }> {
  const { id } = entry;
  requireNotInFile(policyFile, kind, id);
  const stored = await history.policyEntries(kind);
  if (stored.length >= mostEntries) {
    throw new HttpProblem(409, `There are ${stored.length} ${kind} already, which is the most. Remove some.`);
  }
  if (!(await history.addPolicyEntry(kind, entry))) {
    throw new HttpProblem(
      409,
      `There is one of the id ${id} already; without an id, that is one which names the same. Change it with PUT /api/${kind}/${id}, or give another id.`,
    );
  }
  return { ...entry, source: 'api' };
}

/** With `If-Match`, whoever read it before another changed it is told; two writes at the very same moment are not. */
export async function replaceEntry<K extends PolicyKind>(
  { history, policyFile }: HttpDeps,
  kind: K,
  entry: PolicyEntries[K],
  headers: Headers,
): Promise<PolicyEntries[K] & { readonly source: 'api' }> {
  requireNotInFile(policyFile, kind, entry.id);
  await requireStill(history, kind, entry.id, headers);
  if (!(await history.replacePolicyEntry(kind, entry))) noEntry(kind, entry.id);
  return { ...entry, source: 'api' };
}

/** Of an entry that is in the file too the one of the API can be removed: it does nothing. */
export async function removeEntry(
  { history, policyFile }: HttpDeps,
  kind: PolicyKind,
  id: string,
  headers: Headers,
): Promise<void> {
  const stored = await history.policyEntries(kind);
  if (stored.every((entry) => entry.id !== id)) requireNotInFile(policyFile, kind, id);
  await requireStill(history, kind, id, headers);
  if (!(await history.removePolicyEntry(kind, id))) noEntry(kind, id);
}

/** Tag of an entry with its source, whatever the order of its members. */
export function entryTag(entry: { readonly id: string }): string {
  return strongTagOf(JSON.stringify(sorted(entry)));
}

/** The id of the address is the one that counts: a body may repeat it, and nothing else. */
export function requireSameId(id: string, given: string | undefined): void {
  if (given === undefined || given === id) return;
  throw wrongMember({
    parameter: 'id',
    detail: `It is ${given}, and the address names ${cleanText(id, 64)}. An id cannot be changed: leave it out.`,
  });
}

export function wrongMember(error: ParameterError): HttpProblem {
  return new HttpProblem(400, `${error.parameter}: ${error.detail}`, { errors: [error] });
}

async function requireStill(
  history: HttpDeps['history'],
  kind: PolicyKind,
  id: string,
  headers: Headers,
): Promise<void> {
  const stored = await history.policyEntries(kind);
  const entry = stored.find((one) => one.id === id) ?? noEntry(kind, id);
  if (isStill(headers.get('if-match'), entryTag({ ...entry, ...fromApi }))) return;
  throw new HttpProblem(
    412,
    `It was changed since it was read. Read it again with GET /api/${kind}/${id}, and send the tag that comes with it.`,
  );
}

const fromApi = { source: 'api' } as const;

function requireNotInFile(file: Policy, kind: PolicyKind, id: string): void {
  if (file[kind].every((entry) => entry.id !== id)) return;
  throw new HttpProblem(
    409,
    `The entry ${id} is in the policy file of the app, which the API does not change. Change it there and deploy it, or use another id.`,
  );
}

function noEntry(kind: PolicyKind, id: string): never {
  return missing(words[kind], id, `GET /api/${kind} lists those there are`);
}

const words: Readonly<Record<PolicyKind, string>> = {
  suppressions: 'suppression',
  thresholds: 'threshold entry',
};

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => Number(left > right) - Number(left < right))
      .map(([name, inner]) => [name, sorted(inner)] as const),
  );
}

interface Identified {
  readonly id: string;
  readonly source: string;
}

/** A page of entries in the order of their ids; one of the file may have the id of one of the API. */
export function pageOfEntries<T extends Identified>(
  name: string,
  entries: readonly T[],
  query: Parameters<typeof pageOfSorted<T>>[1],
): Page<T> {
  const keyOf = ({ id, source }: Identified): SortKey => ({ unknown: 0, parts: [id, source] });
  return pageOfSorted({ name, items: sortedBy(entries, keyOf, 'asc'), keyOf, order: 'asc' }, query);
}
