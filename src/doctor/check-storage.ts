import { assignRole } from './assign-role.ts';
import type { Causes } from './cause.ts';
import { claimsOf } from './check-identity.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';
import type { StorageTrial } from './try-storage.ts';

const check = 'storage';

export function checkStorage(seen: Seen, causes: Causes): readonly DoctorItem[] {
  const { storage } = seen;
  if (storage === null) return [{ ...notTried, because: causes.ofSettings() }];
  if ('skipped' in storage) return [{ ...notTried, status: 'skipped', detail: storage.skipped }];
  return storage.map((trial) => trialItem(trial, seen, causes));
}

const notTried = itemOf({
  id: 'storage:account',
  check,
  status: 'unknown',
  what: 'Storage account',
  detail: 'It was not tried: its settings cannot be read.',
});

const roles = {
  tables: 'Storage Table Data Contributor',
  queues: 'Storage Queue Data Contributor',
} as const;

function trialItem(
  { service, failed }: StorageTrial,
  { settings, tokens }: Seen,
  causes: Causes,
): DoctorItem {
  const common = {
    id: `storage:${service}`,
    check,
    what: service === 'tables' ? 'Tables' : 'Queues',
  } as const;
  if (failed === null) {
    return itemOf({
      ...common,
      status: 'ok',
      detail: 'Something was created, written, read and deleted in them.',
    });
  }
  const because = causes.ofAudience('storage');
  const byIdentity = settings.storage !== null && !('connectionString' in settings.storage);
  const refused = /\(40[13] /u.test(failed.detail);
  return itemOf({
    ...common,
    status: because === null ? 'missing' : 'unknown',
    detail: `They could not be used to ${failed.step} something. ${failed.detail}`,
    remedy: because === null ? failed.remedy : null,
    commands:
      because === null && byIdentity && refused ? [assignRole(roles[service], null, claimsOf(tokens))] : [],
    because,
  });
}
