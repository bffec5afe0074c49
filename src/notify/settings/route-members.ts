/** Routes as people write them. */
import { z } from 'zod';
import type { AnyCheck } from '../../checks/define-check.ts';
import { severities, type Severity } from '../../model.ts';
import { eventKinds } from '../../notification.ts';
import { matchMember } from './match-member.ts';
import {
  flagMember,
  members,
  membersError,
  nameMember,
  namesOf,
  receiversMember,
  wholeNumber,
  wordMember,
} from './members.ts';

const hours = z
  .number('Expected a number of hours, or null for never.')
  .min(1, 'Expected at least 1 hour.')
  .max(8784, 'Expected at most 8784 hours, a year.')
  .nullable();

const repeatMember = z
  .union(
    [hours, members(bySeverity((severity) => hours.describe(`for ${severity} ones`).exactOptional()))],
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
  events: namesOf(wordMember('event', eventKinds))
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

export const defaultRouteMember = z
  .strictObject(delivery, {
    error: (issue) =>
      issue.input === undefined
        ? 'It is not there. What falls past all routes has to be told to somebody: expected e.g. { "receivers": ["platform-teams"] }.'
        : membersError(delivery)(issue),
  })
  .describe('takes what no other route has taken');

export function routeMember(checks: readonly AnyCheck[]) {
  return members({
    name: nameMember.refine(
      (name) => name !== 'default',
      'It is the name of defaultRoute. Expected another.',
    ),
    match: matchMember(checks),
    continue: flagMember().describe('true: the routes behind it are looked at too'),
    ...delivery,
  });
}
