/** The notification file as people write it. */
import { z } from 'zod';
import type { AnyCheck } from '../../checks/define-check.ts';
import { severities, type Severity } from '../../model.ts';
import { type EventKind, eventKinds } from '../../notification.ts';
import { clusterPatternMeaning, line, patternMember, tagMember } from '../../shared/text-members.ts';
import { matchMember } from './match-member.ts';
import {
  entriesOf,
  flagMember,
  members,
  momentMember,
  nameMember,
  namesOf,
  receiversMember,
  timeMember,
  timeZoneMember,
  wholeNumber,
  wordMember,
} from './members.ts';
import { weekdays } from './notify-settings.ts';
import { mailMember, receiverMember } from './receiver-members.ts';
import { scheduleMember } from './schedule-member.ts';
import { isQuietAllWeek, mostDaysAhead, mostMaintenanceDays, spanProblems } from './spans.ts';

/** Digests come by reports, not by routes. */
const routedEvents = eventKinds.filter((kind): kind is Exclude<EventKind, 'digest'> => kind !== 'digest');

const hours = z
  .number('Expected a number of hours, or null for never.')
  .min(1, 'Expected at least 1 hour.')
  .max(8784, 'Expected at most 8784 hours, a year.')
  .nullable();

const repeatMember = z
  .union(
    [hours, z.strictObject(bySeverity((severity) => hours.describe(`for ${severity} ones`).exactOptional()))],
    `Expected a number of hours from 1 to 8784, null for never, or these by severity (${severities.join(', ')}), e.g. { "critical": 24, "low": null }.`,
  )
  .describe('after how many hours an open group is told again; null for never');

function bySeverity<T>(valueOf: (severity: Severity) => T): Readonly<Record<Severity, T>> {
  return {
    critical: valueOf('critical'),
    high: valueOf('high'),
    medium: valueOf('medium'),
    low: valueOf('low'),
    info: valueOf('info'),
  };
}

const sweeps = wholeNumber(1, 20, 2);

/** What a route and the default route have in common. */
const delivery = {
  receivers: receiversMember,
  minSeverity: wordMember('severity', severities)
    .describe('milder alerts are taken, and not told; medium without it')
    .exactOptional(),
  events: namesOf(wordMember('event', routedEvents))
    .describe('kinds of events that are told; every one without it')
    .exactOptional(),
  groupMinutes: wholeNumber(0, 10_080, 60)
    .describe('shortest time between two messages about one cause; 60 without it')
    .exactOptional(),
  repeatHours: repeatMember.exactOptional(),
  quietHours: z
    .string('Expected the name of quiet hours.')
    .describe('name of quiet hours; none without it')
    .exactOptional(),
  openAfter: sweeps
    .describe('in how many sweeps in a row an alert has to be seen before it is told; 1 without it')
    .exactOptional(),
  resolveAfter: sweeps
    .describe('in how many sweeps in a row it has to be gone before that is told; 2 without it')
    .exactOptional(),
};

const quietHoursMember = members({
  name: nameMember,
  timeZone: timeZoneMember,
  spans: z
    .array(
      members({
        days: namesOf(wordMember('day', weekdays))
          .describe('on which it begins; every day without it')
          .exactOptional(),
        from: timeMember,
        to: timeMember.describe('at or before from: on the next day'),
      }),
      'Expected a list.',
    )
    .min(1, 'It is empty. Expected a span, e.g. { "from": "22:00", "to": "07:00" }.')
    .max(50, 'Expected at most 50 spans.'),
  passes: wordMember('severity', severities.slice(0, -1))
    .describe('alerts as bad as this are told all the same; critical without it')
    .exactOptional(),
}).superRefine(({ spans }, context) => {
  if (!isQuietAllWeek(spans)) return;
  const message =
    'It is quiet all week, and so nobody would ever be told. Leave a time in which messages are sent.';
  context.addIssue({ code: 'custom', path: ['spans'], message });
});

function maintenanceMember(now: Date | null) {
  return members({
    name: nameMember,
    reason: line('The network is moved; see change 4711.', 500).describe('why, for people'),
    from: momentMember(`when it begins, at most ${mostDaysAhead} days ahead`),
    to: momentMember(`when it ends, at most ${mostMaintenanceDays} days later`),
    clusters: namesOf(patternMember('aks-prod-*').describe(clusterPatternMeaning)).exactOptional(),
    tags: namesOf(tagMember).exactOptional(),
  }).superRefine(({ from, to }, context) => {
    for (const { member, message } of spanProblems(from, to, now)) {
      context.addIssue({ code: 'custom', path: [member], message });
    }
  });
}

const reportMember = members({
  name: nameMember,
  schedule: scheduleMember.describe('when it is due: second minute hour day month weekday, in the time zone'),
  timeZone: timeZoneMember.default('UTC'),
  period: wordMember('period', ['day', 'week']).describe('how far back it looks'),
  owner: tagMember
    .describe('whose clusters: a tag, e.g. owner=payments; the whole fleet without it')
    .exactOptional(),
  receivers: receiversMember,
  csv: flagMember().describe('attaches the open findings to mail'),
});

/** With a time now, maintenance that is too far ahead is wrong; without it the schema is the same at every time. */
export function notifyFileSchema(checks: readonly AnyCheck[], now: Date | null = null) {
  const route = members({
    name: nameMember.refine(
      (name) => name !== 'default',
      'It is the name of defaultRoute. Expected another.',
    ),
    match: matchMember(checks),
    continue: flagMember().describe('true: the routes behind it are looked at too'),
    ...delivery,
  });
  return members({
    $schema: z.string('Expected the path of the schema, for editors.').optional(),
    schemaVersion: z.literal(1, 'Expected 1.'),
    receivers: entriesOf(receiverMember),
    mail: mailMember.exactOptional(),
    routes: entriesOf(route).describe('in their order; the first that matches an alert takes it'),
    defaultRoute: members(delivery).describe('takes what no other route has taken'),
    quietHours: entriesOf(quietHoursMember),
    maintenance: entriesOf(maintenanceMember(now)),
    reports: entriesOf(reportMember),
  }).describe('Who is told of what, when and how, by the AKS Fleet Auditor (docs/notifications.md)');
}

export type NotifyFile = z.output<ReturnType<typeof notifyFileSchema>>;
