/** The notification file that sends everything to the outbox: an example of one, too. */

/** Names of app settings that hold what does not belong into a file. */
export const settingsOfFile = {
  teamsUrl: 'OUTBOX_TEAMS_URL',
  webhookUrl: 'OUTBOX_WEBHOOK_URL',
  webhookSecret: 'OUTBOX_WEBHOOK_SECRET',
  smtpUrl: 'OUTBOX_SMTP_URL',
} as const;

interface NotifyFileOptions {
  /** The tag of a team that gets what is about its own clusters, e.g. `owner=batch-team`; null for none. */
  readonly team: string | null;
}

export function notifyFileText({ team }: NotifyFileOptions): string {
  const teamReceiver = { name: 'team-mail', kind: 'email', to: ['team@example.com'] };
  const file = {
    schemaVersion: 1,
    receivers: [
      { name: 'teams', kind: 'teams', urlSetting: settingsOfFile.teamsUrl },
      { name: 'mail', kind: 'email', to: ['platform@example.com'] },
      {
        name: 'webhook',
        kind: 'webhook',
        urlSetting: settingsOfFile.webhookUrl,
        secretSettings: [settingsOfFile.webhookSecret],
      },
      ...(team === null ? [] : [teamReceiver]),
    ],
    mail: {
      from: 'AKS Fleet Auditor <fleet-auditor@example.com>',
      smtp: { urlSetting: settingsOfFile.smtpUrl },
    },
    routes:
      team === null
        ? []
        : [{ name: 'team', match: { tags: [team] }, receivers: [teamReceiver.name], continue: true }],
    defaultRoute: { receivers: ['teams', 'mail', 'webhook'] },
    reports: [
      {
        name: 'daily',
        schedule: '0 0 7 * * *',
        period: 'day',
        receivers: ['mail', 'teams', 'webhook'],
        csv: true,
      },
      {
        name: 'weekly',
        schedule: '0 0 8 * * 1',
        period: 'week',
        ...(team === null ? {} : { owner: team }),
        receivers: [team === null ? 'mail' : teamReceiver.name],
        csv: true,
      },
    ],
  };
  return JSON.stringify(file, null, 2);
}
