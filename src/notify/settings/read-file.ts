/** The notification file → settings, or every problem that it has, each with its place in the file. */
import type { AnyCheck } from '../../checks/define-check.ts';
import { jsonIn, problemsIn, readWrittenFile, type WrittenFile } from '../../shared/written-file.ts';
import { type AppSettings, secretReader, unreadSecrets } from './app-secrets.ts';
import { mailOf, noNotifications, receiverOf, rulesOf } from './filled-in.ts';
import { matchMember } from './match-member.ts';
import type { NotifySettings } from './notify-settings.ts';
import { reachProblems, type RouteInFile } from './reach.ts';
import { mailMember, receiverMember } from './receiver-members.ts';
import { referenceProblems } from './references.ts';
import { notifyFileSchema } from './schema.ts';

const written: WrittenFile = { what: 'notification file', example: 'docs/notify.example.json' };

export interface NotifyFileContext {
  readonly checks: readonly AnyCheck[];
  /** The app settings: they hold what is secret. null where they are not at hand: then nobody looks at what they hold. */
  readonly environment: AppSettings | null;
  readonly now: Date;
}

/** Reads the notification file. Throws `UsageError` with one sentence a problem. */
export function readNotifyFile(file: string, context: NotifyFileContext): NotifySettings {
  return readWrittenFile(written, file, (text, problems) => parseNotifyFile(text, context, problems));
}

/** The settings in a text; what is wrong is added to the problems. */
export function parseNotifyFile(
  text: string,
  { checks, environment, now }: NotifyFileContext,
  problems: string[],
): NotifySettings {
  const value = jsonIn(written, text, problems);
  if (value === undefined) return noNotifications;
  const { data, error } = notifyFileSchema(checks, now).safeParse(value);
  problems.push(...problemsIn(error), ...referenceProblems(value), ...reachProblems(routesIn(value, checks)));
  // Also where something else is wrong, so that all is said at once.
  const secretOf = environment === null ? unreadSecrets : secretReader(environment, problems);
  const receivers = listIn(value, 'receivers').flatMap((given, place) => {
    const receiver = receiverMember.safeParse(given);
    return receiver.success ? [receiverOf(receiver.data, `receivers[${place}]`, secretOf)] : [];
  });
  const mail = mailMember.safeParse(memberOf(value, 'mail'));
  const sender = mail.success ? mailOf(mail.data, secretOf) : null;
  return data === undefined ? noNotifications : { ...rulesOf(data), receivers, mail: sender };
}

/** Routes whose match is right, and the default route. */
function routesIn(file: unknown, checks: readonly AnyCheck[]): readonly RouteInFile[] {
  const match = matchMember(checks);
  const routes = listIn(file, 'routes').flatMap((route, place) => {
    const given = match.safeParse(memberOf(route, 'match'));
    const goesOn = memberOf(route, 'continue') === true;
    return given.success ? [{ place: `routes[${place}]`, match: given.data, continue: goesOn }] : [];
  });
  return [...routes, { place: 'defaultRoute', match: {}, continue: false }];
}

function listIn(file: unknown, name: string): readonly unknown[] {
  const list = memberOf(file, name);
  return Array.isArray(list) ? list : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}
