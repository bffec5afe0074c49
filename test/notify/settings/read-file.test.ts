import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { noNotifications } from '../../../src/notify/settings/filled-in.ts';
import { parseNotifyFile, readNotifyFile } from '../../../src/notify/settings/read-file.ts';
import { containing, matching } from '../../support/matchers.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const docs = new URL('../../../docs/', import.meta.url);

const environment = {
  TEAMS_URL: 'https://default1234.5.environment.api.powerplatform.com/workflows/1?sig=hidden',
  HOOK_URL: 'https://hooks.example.com/fleet?token=hidden',
  HOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  OLD_SECRET: `whsec_${Buffer.alloc(24, 2).toString('base64')}`,
  SMTP_URL: 'smtps://fleet:hidden@mail.example.com:465',
};

const teams = { name: 'teams', kind: 'teams', urlSetting: 'TEAMS_URL' };
const mail = { name: 'mail', kind: 'email', to: ['platform@example.com'] };
const sender = { from: 'Fleet <fleet@example.com>', smtp: { urlSetting: 'SMTP_URL' } };
const hook = { name: 'hook', kind: 'webhook', urlSetting: 'HOOK_URL', secretSettings: ['HOOK_SECRET'] };
const toTeams = { receivers: ['teams'] };
const nights = { name: 'nights', timeZone: 'Europe/Berlin', spans: [{ from: '22:00', to: '07:00' }] };
const window = {
  name: 'move',
  reason: 'The network is moved.',
  from: '2026-12-01T22:00:00+01:00',
  to: '2026-12-02T02:00:00+01:00',
};
const weekly = { name: 'weekly', schedule: '0 0 7 * * 1', period: 'week', receivers: ['teams'] };

function fileWith(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ schemaVersion: 1, receivers: [teams], defaultRoute: toTeams, ...change });
}

function read(text: string, settings: Readonly<Record<string, string>> = environment) {
  const problems: string[] = [];
  return { settings: parseNotifyFile(text, { checks, environment: settings, now }, problems), problems };
}

function problemsIn(change: Readonly<Record<string, unknown>>): readonly string[] {
  return read(fileWith(change)).problems;
}

describe('a notification file', () => {
  const filledIn = {
    minSeverity: 'medium',
    groupMinutes: 60,
    repeatHours: { critical: 24, high: 168, medium: null, low: null, info: null },
    quiet: null,
    openAfter: 1,
    resolveAfter: 2,
  };

  test('is read without the app settings too; then nobody looks at what they hold', () => {
    const problems: string[] = [];
    const text = fileWith({ receivers: [teams, mail, hook], mail: sender });
    parseNotifyFile(text, { checks, environment: null, now }, problems);

    expect(problems).toEqual(
      problemsIn({ receivers: [teams, mail, hook], mail: sender }).filter((problem) =>
        problem.includes('No route'),
      ),
    );
  });

  test('needs a receiver and a default route; the rest is filled in', () => {
    expect(read(`\uFEFF${fileWith({ $schema: './notify.schema.json' })}`)).toEqual({
      problems: [],
      settings: {
        receivers: [{ id: 'teams', kind: 'teams', url: environment.TEAMS_URL }],
        mail: null,
        routes: [{ name: 'default', match: {}, continue: false, receivers: ['teams'], ...filledIn }],
        maintenance: [],
        reports: [],
      },
    });
  });

  test('says all that there is to say', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const quiet = {
      name: 'nights',
      timeZone: 'Europe/Berlin',
      spans: [{ days, from: '22:00', to: '07:00' }],
      passes: 'high',
    };
    const match = {
      severity: 'high',
      checks: ['silent-nodes'],
      categories: ['network'],
      tags: ['owner=payments'],
      clusters: ['*'],
    };
    const said = {
      receivers: ['hook', 'mail'],
      minSeverity: 'low',
      events: ['finding.opened', 'cluster.lost'],
      groupMinutes: 0,
      openAfter: 3,
      resolveAfter: 4,
    };

    expect(
      read(
        fileWith({
          receivers: [
            { ...mail, cc: [' sre@example.com '] },
            { ...hook, secretSettings: ['HOOK_SECRET', 'OLD_SECRET'], format: 'commonAlert' },
          ],
          mail: {
            from: 'fleet@example.com',
            replyTo: 'platform@example.com',
            unsubscribe: 'https://wiki.example.com/fleet-mail',
            communicationServices: { endpoint: 'https://acs.europe.communication.azure.com/' },
          },
          routes: [
            {
              ...said,
              name: 'payments',
              match,
              continue: true,
              repeatHours: { high: 48, low: 720, critical: null },
              quietHours: 'nights',
            },
          ],
          defaultRoute: { receivers: ['mail'], repeatHours: 12 },
          quietHours: [{ ...nights, passes: 'high' }],
          maintenance: [{ ...window, clusters: ['aks-prod-*'], tags: ['env'] }],
          reports: [
            { ...weekly, timeZone: 'Asia/Kolkata', owner: 'owner=payments', receivers: ['mail'], csv: true },
          ],
        }),
      ),
    ).toEqual({
      problems: [],
      settings: {
        receivers: [
          { id: 'mail', kind: 'email', to: ['platform@example.com'], cc: ['sre@example.com'] },
          {
            id: 'hook',
            kind: 'webhook',
            url: environment.HOOK_URL,
            format: 'commonAlert',
            secrets: [environment.HOOK_SECRET, environment.OLD_SECRET],
          },
        ],
        mail: {
          from: 'fleet@example.com',
          replyTo: 'platform@example.com',
          unsubscribe: 'https://wiki.example.com/fleet-mail',
          transport: {
            kind: 'communicationServices',
            endpoint: 'https://acs.europe.communication.azure.com',
          },
        },
        routes: [
          {
            ...said,
            name: 'payments',
            match,
            continue: true,
            repeatHours: { critical: null, high: 48, medium: null, low: 720, info: null },
            quiet,
          },
          {
            name: 'default',
            match: {},
            continue: false,
            ...filledIn,
            receivers: ['mail'],
            repeatHours: { critical: 12, high: 12, medium: 12, low: 12, info: 12 },
          },
        ],
        maintenance: [
          {
            name: 'move',
            reason: 'The network is moved.',
            from: '2026-12-01T21:00:00.000Z',
            to: '2026-12-02T01:00:00.000Z',
            clusters: ['aks-prod-*'],
            tags: ['env'],
          },
        ],
        reports: [
          {
            name: 'weekly',
            schedule: '0 0 7 * * 1',
            timeZone: 'Asia/Kolkata',
            period: 'week',
            owner: 'owner=payments',
            receivers: ['mail'],
            csv: true,
          },
        ],
      },
    });
  });

  test('that repeats never says so for every severity; mail to the sender unsubscribes', () => {
    const { settings } = read(
      fileWith({
        receivers: [mail],
        mail: sender,
        defaultRoute: { receivers: ['mail'], repeatHours: null },
      }),
    );

    expect(settings.routes[0]?.repeatHours).toEqual({
      critical: null,
      high: null,
      medium: null,
      low: null,
      info: null,
    });
    expect(settings.mail).toEqual({
      from: 'Fleet <fleet@example.com>',
      replyTo: null,
      unsubscribe: 'mailto:fleet@example.com',
      transport: { kind: 'smtp', url: environment.SMTP_URL },
    });
  });
});

describe('what is wrong in it is named with its place and with what would be right', () => {
  const cases: readonly [string, Readonly<Record<string, unknown>>, readonly unknown[]][] = [
    ['no version', { schemaVersion: undefined }, ['schemaVersion: Expected 1.']],
    [
      'no default route',
      { receivers: [], defaultRoute: undefined },
      [
        'defaultRoute: It is not there. What falls past all routes has to be told to somebody: expected e.g. { "receivers": ["platform-teams"] }.',
      ],
    ],
    [
      'a default route that tells nobody',
      { receivers: [], defaultRoute: { receivers: [] } },
      ['defaultRoute.receivers: It is empty, and so nobody would be told. Name at least one receiver.'],
    ],
    [
      'members nobody reads',
      { routing: [], defaultRoute: { ...toTeams, match: {} }, receivers: [{ ...teams, url: 'https://x' }] },
      [
        'receivers[0].url: There is no such member. Known are name, kind, urlSetting.',
        'defaultRoute.match: There is no such member. Known are receivers, minSeverity, events, groupMinutes, repeatHours, quietHours, openAfter, resolveAfter.',
        'routing: There is no such member. Known are $schema, schemaVersion, receivers, mail, routes, defaultRoute, quietHours, maintenance, reports.',
      ],
    ],
    [
      'kinds of receivers that there are not',
      { receivers: [teams, { ...teams, kind: 'team' }, { name: 'x' }, 'teams', []] },
      [
        'receivers[1].kind: There is no kind of receiver "team". Like it are teams.',
        'receivers[2].kind: Expected one of teams, email, webhook.',
        'receivers[3]: Expected an object, as in docs/notify.example.json.',
        'receivers[4]: Expected an object, as in docs/notify.example.json.',
        'receivers[1].name: It is the name of receivers[0] too. Give it one of its own, or leave one of them out.',
        'receivers[2]: No route and no report names x, and so nothing would be sent to it. Name it in one, or leave it out.',
      ],
    ],
    [
      'names that are none',
      {
        receivers: [teams, { ...mail, name: 'wh-mail' }, { ...hook, name: 'Hook 1' }],
        mail: sender,
        routes: [{ ...toTeams, name: 'default', match: { severity: 'high' } }],
        defaultRoute: { receivers: ['teams', 'wh-mail', 'Hook 1'] },
      },
      [
        'receivers[1].name: Expected up to 64 lower-case letters, digits and dashes, e.g. platform-teams, and not wh- at the beginning, by which subscriptions of the API are known.',
        'receivers[2].name: Expected up to 64 lower-case letters, digits and dashes, e.g. platform-teams, and not wh- at the beginning, by which subscriptions of the API are known.',
        'routes[0].name: It is the name of defaultRoute. Expected another.',
      ],
    ],
    [
      'a secret in place of a setting',
      { receivers: [{ ...teams, urlSetting: environment.TEAMS_URL }] },
      [
        'receivers[0].urlSetting: Expected the name of an app setting: letters, digits and _, e.g. TEAMS_PLATFORM_URL. What is secret does not belong in the file.',
      ],
    ],
    [
      'addresses of mail that are none',
      {
        receivers: [{ ...mail, to: ['platform', 'a@example.com\nBcc: b@example.com'], cc: [''] }],
        defaultRoute: { receivers: ['mail'] },
        mail: { ...sender, from: 'Fleet', replyTo: 'x', unsubscribe: 'mailto:x' },
      },
      [
        'receivers[0].to[0]: It is no address of mail. Expected e.g. platform@example.com.',
        'receivers[0].to[1]: It is no address of mail. Expected e.g. platform@example.com.',
        'receivers[0].cc[0]: It is no address of mail. Expected e.g. platform@example.com.',
        'mail.from: It is no address of mail. Expected e.g. Fleet Auditor <fleet@example.com>, or the address alone.',
        'mail.replyTo: It is no address of mail. Expected e.g. platform@example.com.',
        'mail.unsubscribe: Expected a mailto: or https: address, e.g. mailto:platform@example.com or https://wiki.example.com/fleet-mail.',
      ],
    ],
    [
      'more recipients than a mail may have',
      {
        receivers: [
          {
            ...mail,
            to: Array.from({ length: 40 }, (_, n) => `a${n}@example.com`),
            cc: Array.from({ length: 11 }, (_, n) => `b${n}@example.com`),
          },
        ],
        defaultRoute: { receivers: ['mail'] },
        mail: sender,
      },
      [
        'receivers[0]: It has 51 recipients. Expected at most 50 in to and cc; use a distribution list, or a second receiver.',
      ],
    ],
    [
      'mail that nobody sends',
      { receivers: [mail], defaultRoute: { receivers: ['mail'] } },
      [
        'mail: It is not there, and mail is mail. Say who sends and how, e.g. { "from": "fleet@example.com", "smtp": { "urlSetting": "SMTP_URL" } }.',
      ],
    ],
    [
      'mail without a way',
      { mail: { from: 'fleet@example.com' } },
      ['mail: It has neither smtp nor communicationServices. Give one of them.'],
    ],
    [
      'mail with two ways, and a name that one of them does not take',
      {
        mail: { ...sender, communicationServices: { endpoint: 'https://acs.communication.azure.com' } },
      },
      [
        'mail: It has both smtp and communicationServices. Give one of them.',
        'mail.from: Azure Communication Services takes the address alone, e.g. fleet@example.com; the name that is shown is set at the sender of its domain (MailFrom).',
      ],
    ],
    [
      'a connection string in place of an endpoint',
      {
        mail: {
          from: 'a@example.com',
          communicationServices: {
            endpoint: 'endpoint=https://acs.communication.azure.com/;accesskey=hidden',
          },
        },
      },
      [
        'mail.communicationServices.endpoint: Expected the endpoint of the resource, e.g. https://acs-fleet.europe.communication.azure.com. Its access key is not needed: the identity of the app has a role on it.',
      ],
    ],
    [
      'a match of what there is not',
      {
        routes: [
          {
            ...toTeams,
            name: 'a',
            match: {
              severity: 'hihg',
              checks: ['silent-node', 'x'],
              categories: ['webhook'],
              tags: ['=x'],
              clusters: [],
              owner: 'x',
            },
          },
          { ...toTeams, name: 'b' },
        ],
      },
      [
        'routes[0].match.severity: There is no severity "hihg". Expected one of critical, high, medium, low, info.',
        'routes[0].match.checks[0]: There is no check "silent-node". Like it are silent-nodes.',
        'routes[0].match.checks[1]: There is no check "x". GET /api/checks and the folder docs/checks have those there are.',
        'routes[0].match.categories[0]: There is no category "webhook". Like it are webhooks.',
        'routes[0].match.tags[0]: Expected a tag by its name, with a value or without one, e.g. env=dev or sandbox.',
        'routes[0].match.clusters: It is empty. Name something, or leave it out.',
        'routes[0].match.owner: There is no such member. Known are severity, checks, categories, tags, clusters.',
        'routes[1].match: Expected an object, as in docs/notify.example.json.',
      ],
    ],
    [
      'numbers and words of a route',
      {
        defaultRoute: {
          ...toTeams,
          minSeverity: 'warning',
          events: ['finding.open', 'digest'],
          groupMinutes: -1,
          repeatHours: { critical: 0 },
          openAfter: 0,
          resolveAfter: 1.5,
        },
      },
      [
        'defaultRoute.minSeverity: There is no severity "warning". Expected one of critical, high, medium, low, info.',
        'defaultRoute.events[0]: There is no event "finding.open". Like it are finding.opened, finding.ongoing, finding.worsened.',
        'defaultRoute.events[1]: There is no event "digest". Expected one of finding.opened, finding.worsened, finding.resolved, finding.ongoing, cluster.lost, cluster.back, cluster.gone, sweep.incomplete, suppression.ended, receiver.failing.',
        'defaultRoute.groupMinutes: Expected a whole number from 0 to 10080, e.g. 60.',
        'defaultRoute.repeatHours.critical: Expected at least 1 hour.',
        'defaultRoute.openAfter: Expected a whole number from 1 to 20, e.g. 2.',
        'defaultRoute.resolveAfter: Expected a whole number from 1 to 20, e.g. 2.',
      ],
    ],
    [
      'repeats by what is no severity, and by words',
      {
        routes: [{ ...toTeams, name: 'a', match: { severity: 'high' }, repeatHours: { hihg: 1 } }],
        defaultRoute: { ...toTeams, repeatHours: 'daily' },
      },
      [
        'routes[0].repeatHours.hihg: There is no such member. Known are critical, high, medium, low, info.',
        'defaultRoute.repeatHours: Expected a number of hours from 1 to 8784, null for never, or these by severity (critical, high, medium, low, info), e.g. { "critical": 24, "low": null }.',
      ],
    ],
    [
      'receivers and quiet hours that there are not',
      {
        receivers: [teams, hook],
        routes: [
          { receivers: ['team', 'hook'], name: 'a', match: { severity: 'high' }, quietHours: 'night' },
        ],
        defaultRoute: { receivers: ['teams', 'pager', 'teams'] },
        quietHours: [nights],
        reports: [{ ...weekly, receivers: ['hok'] }],
      },
      [
        'routes[0].receivers[0]: There is no receiver "team". Like it are teams.',
        'defaultRoute.receivers[1]: There is no receiver "pager". Known are teams, hook.',
        'defaultRoute.receivers[2]: It is there twice. Leave one of them out.',
        'reports[0].receivers[0]: There is no receiver "hok". Like it are hook.',
        'routes[0].quietHours: There is no entry of quietHours "night". Like it are nights.',
        'quietHours[0]: No route names nights, and so it would never be quiet. Name it in one, or leave it out.',
      ],
    ],
    [
      'names that there are twice',
      {
        receivers: [teams, teams],
        routes: [
          { ...toTeams, name: 'a', match: { severity: 'high' }, quietHours: 'nights' },
          { ...toTeams, name: 'a', match: { tags: ['env'] } },
        ],
        quietHours: [nights, nights],
        maintenance: [window, { ...window, tags: ['env'] }],
        reports: [weekly, weekly],
      },
      [
        'receivers[1].name: It is the name of receivers[0] too. Give it one of its own, or leave one of them out.',
        'routes[1].name: It is the name of routes[0] too. Give it one of its own, or leave one of them out.',
        'quietHours[1].name: It is the name of quietHours[0] too. Give it one of its own, or leave one of them out.',
        'maintenance[1].name: It is the name of maintenance[0] too. Give it one of its own, or leave one of them out.',
        'reports[1].name: It is the name of reports[0] too. Give it one of its own, or leave one of them out.',
      ],
    ],
    [
      'quiet hours of no zone and at no time',
      {
        defaultRoute: { ...toTeams, quietHours: 'nights' },
        quietHours: [
          {
            ...nights,
            timeZone: 'Europe/Berlni',
            spans: [{ days: ['mo'], from: '24:00', to: '7:00' }],
            passes: 'info',
          },
        ],
      },
      [
        containing(
          'quietHours[0].timeZone: There is no time zone "Europe/Berlni". Like it are Europe/Berlin, ',
        ),
        'quietHours[0].spans[0].days[0]: There is no day "mo". Like it are mon.',
        'quietHours[0].spans[0].from: Expected a time with hours and minutes, from 00:00 to 23:59, e.g. 22:00. Midnight is 00:00.',
        'quietHours[0].spans[0].to: Expected a time with hours and minutes, from 00:00 to 23:59, e.g. 22:00. Midnight is 00:00.',
        'quietHours[0].passes: There is no severity "info". Expected one of critical, high, medium, low.',
      ],
    ],
    [
      'an offset, which knows no summer',
      {
        defaultRoute: { ...toTeams, quietHours: 'nights' },
        quietHours: [{ ...nights, timeZone: '+01:00' }],
      },
      [
        'quietHours[0].timeZone: There is no time zone "+01:00". Expected a name of the IANA, e.g. Europe/Berlin or UTC.',
      ],
    ],
    [
      'quiet hours that never end',
      {
        defaultRoute: { ...toTeams, quietHours: 'nights' },
        quietHours: [
          {
            ...nights,
            spans: [
              { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
              { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '07:00' },
              { days: ['mon'], from: '00:00', to: '07:00' },
            ],
          },
        ],
      },
      [
        'quietHours[0].spans: It is quiet all week, and so nobody would ever be told. Leave a time in which messages are sent.',
      ],
    ],
    [
      'maintenance that is no span, too long, or too far ahead',
      {
        maintenance: [
          { ...window, name: 'a', to: '2026-12-01T21:00:00Z' },
          { ...window, name: 'b', to: '2027-01-02T00:00:00Z' },
          { ...window, name: 'c', from: '2027-11-26T00:00:00Z', to: '2027-11-26T01:00:00Z' },
          { ...window, name: 'd', from: '2026-12-01T22:00', clusters: [] },
          { name: 'e', from: window.from, to: '2026-12-02' },
        ],
      },
      [
        'maintenance[0].to: It is not after from. Expected the end, e.g. 2026-12-02T01:00:00.000Z.',
        'maintenance[1].to: It is more than 31 days after from, and nobody would be told of anything meanwhile. Expected less; findings that are known are suppressed (docs/policy.md).',
        'maintenance[2].from: It is 2027-11-26T00:00:00.000Z, more than 366 days ahead. Expected 2027-11-25 at the latest.',
        'maintenance[3].from: Expected a time with its distance from UTC, e.g. 2027-03-31T22:00:00+02:00.',
        'maintenance[3].clusters: It is empty. Name something, or leave it out.',
        'maintenance[4].reason: Expected a text, e.g. The network is moved; see change 4711.',
        'maintenance[4].to: Expected a time with its distance from UTC, e.g. 2027-03-31T22:00:00+02:00.',
      ],
    ],
    [
      'reports that are never or always due, and what they have not',
      {
        reports: [
          { ...weekly, name: 'a', schedule: '0 7 * * 1' },
          { ...weekly, name: 'b', schedule: '0 0,30 7 * * 1', period: 'month' },
          { ...weekly, name: 'c', schedule: '0 0 7 L * *', owner: '*' },
          { ...weekly, name: 'd', csv: true },
        ],
      },
      [
        'reports[0].schedule: It is wrong: a schedule has six fields: second minute hour day month weekday. Expected e.g. 0 0 7 * * 1 for Mondays at 7.',
        'reports[1].schedule: It is due more than once an hour. Expected e.g. 0 0 7 * * 1 for Mondays at 7.',
        'reports[1].period: There is no period "month". Expected one of day, week.',
        'reports[2].schedule: It is wrong: there is no "L" in a schedule. Expected e.g. 0 0 7 * * 1 for Mondays at 7.',
        'reports[2].owner: Expected a tag by its name, with a value or without one, e.g. env=dev or sandbox.',
        'reports[3].csv: It is attached to mail, and none of the receivers is mail. Leave it out, or name one.',
      ],
    ],
  ];
  test.each(cases)('%s', (_what, change, problems) => {
    expect(problemsIn(change)).toEqual(problems);
  });

  test('a text that is no JSON', () => {
    expect(read('{ "schemaVersion": 1, }').problems).toEqual([
      matching(/^It is no JSON: .*\. Expected the form of docs\/notify\.example\.json\.$/u),
    ]);
  });
});

describe('a route that is never reached is told of', () => {
  const everything = {};
  const cases: readonly [object, object, boolean][] = [
    [everything, { severity: 'high' }, true],
    [{ severity: 'info' }, { tags: ['a=b'] }, true],
    [{ severity: 'high' }, { severity: 'critical', checks: ['slow-client'] }, true],
    [{ severity: 'high' }, { severity: 'medium' }, false],
    [{ severity: 'high' }, { checks: ['slow-client'] }, false],
    [{ checks: ['slow-client', 'silent-nodes'] }, { checks: ['silent-nodes'] }, true],
    [{ checks: ['silent-nodes'] }, { checks: ['slow-client', 'silent-nodes'] }, false],
    [{ tags: ['owner'] }, { tags: ['Owner=payments'] }, true],
    [{ tags: ['owner=pay*'] }, { tags: ['owner=payments'] }, true],
    [{ tags: ['owner=payments'] }, { tags: ['owner'] }, false],
    [{ clusters: ['aks-*'] }, { clusters: ['aks-prod-*', 'aks-test-?'] }, true],
    [{ clusters: ['aks-prod-?'] }, { clusters: ['aks-prod-*'] }, false],
    // Alerts of the fleet have no cluster.
    [{ clusters: ['*'] }, { severity: 'critical' }, false],
  ];
  test.each(cases)('%j before %j: %j', (first, second, unreached) => {
    const route = (name: string, match: object) => ({ ...toTeams, name, match });
    const problems = problemsIn({ routes: [route('a', first), route('b', second)] });

    expect(problems.filter((problem) => problem.startsWith('routes[1]'))).toEqual(
      unreached
        ? [
            'routes[1]: It is never reached: routes[0] before it takes all that it could. Change their order, let routes[0] match less, or give that "continue": true.',
          ]
        : [],
    );
    expect(problemsIn({ routes: [{ ...route('a', first), continue: true }, route('b', second)] })).toEqual(
      [],
    );
  });

  test('the default route too', () => {
    expect(problemsIn({ routes: [{ ...toTeams, name: 'a', match: {} }] })).toEqual([
      'defaultRoute: It is never reached: routes[0] before it takes all that it could. Change their order, let routes[0] match less, or give that "continue": true.',
    ]);
  });
});

describe('app settings that hold what is secret', () => {
  const file = fileWith({
    receivers: [teams, mail, hook],
    mail: sender,
    defaultRoute: { receivers: ['teams', 'mail', 'hook'] },
  });

  test('that are not set are named, with what a reference looks like, beside all else that is wrong', () => {
    expect(read(file.replace('"schemaVersion":1', '"schemaVersion":2'), { SMTP_URL: ' ' }).problems).toEqual([
      'schemaVersion: Expected 1.',
      'receivers[0].urlSetting: The app setting TEAMS_URL is not set. Set it to a Key Vault reference, e.g. @Microsoft.KeyVault(SecretUri=https://kv-fleet.vault.azure.net/secrets/teams-url).',
      'receivers[2].urlSetting: The app setting HOOK_URL is not set. Set it to a Key Vault reference, e.g. @Microsoft.KeyVault(SecretUri=https://kv-fleet.vault.azure.net/secrets/hook-url).',
      'receivers[2].secretSettings[0]: The app setting HOOK_SECRET is not set. Set it to a Key Vault reference, e.g. @Microsoft.KeyVault(SecretUri=https://kv-fleet.vault.azure.net/secrets/hook-secret).',
      'mail.smtp.urlSetting: The app setting SMTP_URL is not set. Set it to a Key Vault reference, e.g. @Microsoft.KeyVault(SecretUri=https://kv-fleet.vault.azure.net/secrets/smtp-url).',
    ]);
  });

  const wrong: readonly [string, keyof typeof environment, string, string][] = [
    [
      'a reference that was not resolved',
      'TEAMS_URL',
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/hidden)',
      'is a Key Vault reference that was not resolved. See that the secret exists and is enabled, that the identity of the app has the role Key Vault Secrets User on the vault, and that the app can reach it; the portal shows why beside the setting.',
    ],
    [
      'the address of a connector',
      'TEAMS_URL',
      'https://contoso.webhook.office.com/webhookb2/hidden',
      'holds the address of an Office 365 connector; Microsoft has retired these. Make a workflow in Teams, as docs/notifications.md says, and set it to its address.',
    ],
    [
      'an address without https',
      'HOOK_URL',
      'http://hooks.example.com/hidden',
      'cannot be used. The address does not begin with https://; it must be like https://receiver.example.com/path.',
    ],
    [
      'no address',
      'HOOK_URL',
      'hidden',
      'cannot be used. The address is not a URL; it must be like https://receiver.example.com/path.',
    ],
    [
      'a password in an address',
      'HOOK_URL',
      'https://me:hidden@hooks.example.com',
      'cannot be used. The address has a user name or password before its host; leave out everything up to the @.',
    ],
    [
      'a secret that is too short',
      'HOOK_SECRET',
      `whsec_${Buffer.from('hidden').toString('base64')}`,
      'holds no secret that can sign: whsec_ and base64 of 24 to 64 random bytes. Make one with: echo "whsec_$(openssl rand -base64 32)"',
    ],
    [
      'no address of a mail server',
      'SMTP_URL',
      'mail.example.com:hidden',
      'holds no address of a mail server. Set it to smtps://user:password@host:465, or smtp://user:password@host:587 for STARTTLS; in user and password, write @ as %40, / as %2F and so on.',
    ],
  ];
  test.each(wrong)('%s is refused, and not quoted', (_what, name, value, problem) => {
    const { problems } = read(file, { ...environment, [name]: value });

    expect(problems).toEqual([containing(`: The app setting ${name} ${problem}`)]);
    expect(problems.join('\n')).not.toContain('hidden');
  });
});

test('no text makes the reader break, and what is taken has a route that nothing falls past', () => {
  const entry = fc.oneof(fc.jsonValue(), fc.constantFrom(teams, mail, hook, toTeams, nights, window, weekly));
  const member = fc.oneof(entry, fc.array(entry, { maxLength: 3 }));
  const file = fc.record(
    {
      schemaVersion: fc.constant(1),
      receivers: member,
      mail: fc.oneof(member, fc.constant(sender)),
      routes: member,
      defaultRoute: fc.oneof(member, fc.constant(toTeams)),
      quietHours: member,
      maintenance: member,
      reports: member,
    },
    { requiredKeys: ['schemaVersion'] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        file.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const { settings, problems } = read(text);
        for (const problem of problems) expect(problem).toMatch(/^[^\n]+(?:\.| e\.g\. [^\n]+)$/u);
        expect(settings.routes.at(-1)?.match).toEqual({});
        if (problems.length === 0) expect(settings.routes.at(-1)?.receivers).not.toEqual([]);
      },
    ),
  );
});

test('a file that is not there is named', () => {
  expect(() => readNotifyFile('/no/such/notify.json', { checks, environment, now })).toThrow(
    /^The notification file \/no\/such\/notify\.json cannot be read: /u,
  );
});

describe('the example in docs', () => {
  const example = readFileSync(new URL('notify.example.json', docs), 'utf8');
  const settings = {
    TEAMS_PLATFORM_URL: environment.TEAMS_URL,
    TEAMS_PAYMENTS_URL: environment.TEAMS_URL,
    INCIDENTS_URL: environment.HOOK_URL,
    INCIDENTS_SECRET: environment.HOOK_SECRET,
    SMTP_URL: environment.SMTP_URL,
  };

  test('is right', () => {
    const { settings: said, problems } = read(example, settings);

    expect(problems).toEqual([]);
    expect(said.routes.map(({ name }) => name)).toEqual([
      'incidents',
      'payments',
      'test-clusters',
      'default',
    ]);
    expect(said).not.toEqual(noNotifications);
  });

  test('and the one to begin with in docs/notifications.md are right', () => {
    const page = readFileSync(new URL('notifications.md', docs), 'utf8');
    const [, least = ''] = /```json\n(\s*\{\n.*?)```/su.exec(page) ?? [];

    expect(read(least, settings)).toMatchObject({
      problems: [],
      settings: { routes: [{ name: 'default', receivers: ['platform-teams'] }] },
    });
  });

  test('is right for an editor too, which finds mistakes by the schema beside it', () => {
    const schema = JSON.parse(readFileSync(new URL('notify.schema.json', docs), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const right = (value: unknown): boolean => validate(value);
    const written = JSON.parse(example) as Readonly<Record<string, unknown>>;

    expect(right(written)).toBe(true);
    expect(right({ schemaVersion: 1, defaultRoute: toTeams })).toBe(true);
    expect(right({ schemaVersion: 1 })).toBe(false);
    expect(right({ ...written, receivers: [{ ...teams, kind: 'team' }] })).toBe(false);
    expect(right({ ...written, routes: [{ ...toTeams, name: 'a', match: { checks: ['x'] } }] })).toBe(false);
    expect(right({ ...written, defaultRoute: { ...toTeams, repeatHours: 0 } })).toBe(false);
    expect(right({ ...written, defaultRoute: { ...toTeams, repeatHours: { low: null } } })).toBe(true);
    expect(right({ ...written, receivers: [{ ...mail, bcc: [] }] })).toBe(false);
  });
});
