/** What the notification file leaves out, filled in. */
import type { z } from 'zod';
import { severities, type Severity } from '../../model.ts';
import {
  type SecretReader,
  signingSecretProblem,
  smtpAddressProblem,
  teamsAddressProblem,
  webAddressProblem,
} from './app-secrets.ts';
import { addressIn } from './members.ts';
import {
  type MailSettings,
  type MaintenanceWindow,
  type NotifySettings,
  type QuietHours,
  type ReceiverSettings,
  type ReportSettings,
  type Route,
  weekdays,
} from './notify-settings.ts';
import type { mailMember, receiverMember } from './receiver-members.ts';
import type { NotifyFile } from './schema.ts';

const dailyAndWeekly: Route['repeatHours'] = {
  critical: 24,
  high: 168,
  medium: null,
  low: null,
  info: null,
};

/** Takes everything that no other route has taken. */
const defaultRoute: Route = {
  name: 'default',
  match: {},
  receivers: [],
  continue: false,
  minSeverity: 'medium',
  groupMinutes: 60,
  repeatHours: dailyAndWeekly,
  quiet: null,
  openAfter: 1,
  resolveAfter: 2,
};

/** There is no file: nobody is told, and what is left out can be seen by the default route. */
export const noNotifications: NotifySettings = {
  receivers: [],
  routes: [defaultRoute],
  maintenance: [],
  reports: [],
  mail: null,
};

/** What a file that is right says beside receivers and mail, which need the app settings. */
export function rulesOf(file: NotifyFile): Omit<NotifySettings, 'receivers' | 'mail'> {
  const quietHours = new Map(file.quietHours.map((entry) => [entry.name, quietHoursOf(entry)]));
  return {
    routes: [
      ...file.routes.map(({ name, match, continue: goesOn, ...delivery }) =>
        routeOf({ name, match, continue: goesOn }, delivery, quietHours),
      ),
      routeOf({ name: 'default', match: {}, continue: false }, file.defaultRoute, quietHours),
    ],
    maintenance: file.maintenance.map(maintenanceOf),
    reports: file.reports.map(reportOf),
  };
}

export function receiverOf(
  receiver: z.output<typeof receiverMember>,
  place: string,
  secretOf: SecretReader,
): ReceiverSettings {
  const { name: id } = receiver;
  if (receiver.kind === 'email') return { id, kind: 'email', to: receiver.to, cc: receiver.cc };
  const urlOf = (judge: (value: string) => string | null): string =>
    secretOf(`${place}.urlSetting`, receiver.urlSetting, judge);
  if (receiver.kind === 'teams') return { id, kind: 'teams', url: urlOf(teamsAddressProblem) };
  const url = urlOf(webAddressProblem);
  const secrets = receiver.secretSettings.map((name, at) =>
    secretOf(`${place}.secretSettings[${at}]`, name, signingSecretProblem),
  );
  return { id, kind: 'webhook', url, format: receiver.format, secrets };
}

export function mailOf(
  { from, replyTo, unsubscribe, smtp, communicationServices }: z.output<typeof mailMember>,
  secretOf: SecretReader,
): MailSettings {
  return {
    from,
    replyTo: replyTo ?? null,
    unsubscribe: unsubscribe ?? `mailto:${addressIn(from)}`,
    transport:
      communicationServices === undefined
        ? {
            kind: 'smtp',
            // The schema wants one of them.
            url:
              smtp === undefined ? '' : secretOf('mail.smtp.urlSetting', smtp.urlSetting, smtpAddressProblem),
          }
        : { kind: 'communicationServices', endpoint: communicationServices.endpoint.replace(/\/$/u, '') },
  };
}

function routeOf(
  given: Pick<Route, 'name' | 'match' | 'continue'>,
  { quietHours, repeatHours, ...delivery }: NotifyFile['defaultRoute'],
  known: ReadonlyMap<string, QuietHours>,
): Route {
  return {
    ...defaultRoute,
    ...given,
    ...delivery,
    repeatHours: repeatsOf(repeatHours),
    quiet: quietHours === undefined ? null : (known.get(quietHours) ?? null),
  };
}

function repeatsOf(given: NotifyFile['defaultRoute']['repeatHours']): Route['repeatHours'] {
  if (given === undefined) return dailyAndWeekly;
  if (typeof given === 'object' && given !== null) return { ...dailyAndWeekly, ...given };
  return Object.fromEntries(severities.map((severity) => [severity, given])) as Record<
    Severity,
    typeof given
  >; // One for each.
}

function quietHoursOf({
  name,
  timeZone,
  spans,
  passes = 'critical',
}: NotifyFile['quietHours'][number]): QuietHours {
  return {
    name,
    timeZone,
    spans: spans.map(({ days = weekdays, from, to }) => ({ days, from, to })),
    passes,
  };
}

function maintenanceOf({
  clusters = [],
  tags = [],
  ...window
}: NotifyFile['maintenance'][number]): MaintenanceWindow {
  return { ...window, clusters, tags };
}

function reportOf({ owner, ...report }: NotifyFile['reports'][number]): ReportSettings {
  return { ...report, owner: owner ?? null };
}
