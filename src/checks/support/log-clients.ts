/** Clients as the audit log knows them: who they are from sweep to sweep, and how they are shown. */
import type { ClientIdentity } from '../../client-names.ts';
import { clientInWords, programInWords, programOf } from '../../client-names.ts';
import type { LogClient } from '../../evidence/logs/log-client.ts';
import type { Culprit, Excerpt, ResourceRef } from '../../model.ts';
import { listInWords } from '../../shared/format.ts';

export { clientInWords, isSystemUser } from '../../client-names.ts';

/** One program under one user, whatever its versions. */
export interface ClientGroup<T> extends ClientIdentity {
  /** `client` as soon as one of the user agents is no prober. */
  readonly role: LogClient['role'];
  /** Sorted. */
  readonly userAgents: readonly string[];
  readonly items: readonly [T, ...T[]];
}

/**
 * The user agent has the version in it, and half-way through an upgrade there are two: a program is one client in all its
 * versions, so that a finding outlives the upgrade and no two findings share an identity. `also` tells apart what else
 * must not be merged. Sorted by name, so that the order of the evidence does not matter.
 */
export function byClient<T extends LogClient>(
  items: readonly T[],
  also: (item: T) => string = () => '',
): readonly ClientGroup<T>[] {
  const groups = Map.groupBy(items, (item) =>
    JSON.stringify([programOf(item.userAgent), item.username, also(item)]),
  );
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => (first === undefined ? [] : [groupOf([first, ...rest])]));
}

function groupOf<T extends LogClient>(items: readonly [T, ...T[]]): ClientGroup<T> {
  const [first] = items;
  return {
    program: programOf(first.userAgent),
    username: first.username,
    role: items.every(({ role }) => role === first.role) ? first.role : 'client',
    userAgents: [...new Set(items.map(({ userAgent }) => userAgent))].toSorted(),
    items,
  };
}

/** `part` of one client's findings: what else they are about, when that is not the client alone. */
export function clientResource({ program, username }: ClientIdentity, about = ''): ResourceRef {
  const part = [username, about].filter((word) => word !== '').join(' ');
  return { kind: 'Client', name: programInWords(program), ...(part === '' ? {} : { part }) };
}

export function clientCulprit(client: ClientIdentity): Culprit {
  return { kind: 'client', name: clientInWords(client) };
}

export function clientExcerpts({
  userAgents,
  username,
  role,
}: Omit<ClientGroup<unknown>, 'items'>): readonly Excerpt[] {
  return [
    { label: 'User agent', value: listInWords(userAgents.map(programInWords)) },
    { label: 'User', value: username === '' ? '(none)' : username },
    ...(role === 'client' ? [] : [{ label: 'Calls itself', value: claims[role] }]),
  ];
}

/** A role is what the user agent says, and anyone can say it. */
const claims = {
  prober: 'a health prober; anybody can borrow that name',
  auditor: 'this auditor; anybody can borrow that name',
} as const;
