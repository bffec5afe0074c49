/** The notification file as people write it. */
import { z } from 'zod';
import type { AnyCheck } from '../../checks/define-check.ts';
import { severities } from '../../model.ts';
import { clusterPatternMeaning, line, patternMember, tagMember } from '../../shared/text-members.ts';
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
  wordMember,
} from './members.ts';
import { weekdays } from './notify-settings.ts';
import { mailMember, receiverMember } from './receiver-members.ts';
import { defaultRouteMember, routeMember } from './route-members.ts';
import { scheduleMember } from './schedule-member.ts';
import { isQuietAllWeek, mostDaysAhead, mostMaintenanceDays, spanProblems } from './spans.ts';

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
  return members({
    $schema: z.string('Expected the path of the schema, for editors.').optional(),
    schemaVersion: z.literal(1, 'Expected 1.'),
    receivers: entriesOf(receiverMember),
    mail: mailMember.exactOptional(),
    routes: entriesOf(routeMember(checks)).describe(
      'in their order; the first that matches an alert takes it',
    ),
    defaultRoute: defaultRouteMember,
    quietHours: entriesOf(quietHoursMember),
    maintenance: entriesOf(maintenanceMember(now)),
    reports: entriesOf(reportMember),
  }).describe('Who is told of what, when and how, by the AKS Fleet Auditor (docs/notifications.md)');
}

export type NotifyFile = z.output<ReturnType<typeof notifyFileSchema>>;
