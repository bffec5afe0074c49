import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';

const check = 'settings';

export function checkSettings({ settings }: Seen): readonly DoctorItem[] {
  const { problems, notifyFile, policyFile, secretKey } = settings;
  return [
    ...problemItems(problems),
    ...(problems.length > 0
      ? []
      : [
          itemOf({
            id: 'settings:read',
            check,
            status: 'ok',
            what: 'App settings',
            detail:
              policyFile === true
                ? 'All of them can be read, and the policy file.'
                : 'All of them can be read.',
          }),
        ]),
    ...(notifyFile === false ? [notNotified] : []),
    ...(notifyFile === true && problems.length === 0 ? [notified] : []),
    ...(secretKey === false ? [noSubscriptions] : []),
  ];
}

/** A problem starts with the name of the setting, or of several. */
function problemItems(problems: readonly string[]): readonly DoctorItem[] {
  const bySetting = Map.groupBy(problems, (problem) => /^(?:Neither )?(\w+)/u.exec(problem)?.[1] ?? 'other');
  return [...bySetting].flatMap(([setting, found]) =>
    found.map((detail, index) =>
      itemOf({
        id: `settings:${setting}${index === 0 ? '' : `:${index + 1}`}`,
        check,
        status: 'missing',
        what: setting,
        detail: detail.replace(`${setting}: `, ''),
      }),
    ),
  );
}

const notified = itemOf({
  id: 'settings:NOTIFY_FILE',
  check,
  status: 'ok',
  what: 'Notifications',
  detail: 'The notification file can be read, and every secret that it names is set.',
});

const notNotified = itemOf({
  id: 'settings:NOTIFY_FILE',
  check,
  status: 'skipped',
  what: 'Notifications',
  detail: 'NOTIFY_FILE is not set: nobody is told of findings (docs/notifications.md).',
});

const noSubscriptions = itemOf({
  id: 'settings:WEBHOOK_SECRET_KEY',
  check,
  status: 'skipped',
  what: 'Webhook subscriptions',
  detail: 'WEBHOOK_SECRET_KEY is not set: nothing can be subscribed over the API (docs/webhooks.md).',
});
