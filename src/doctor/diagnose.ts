/** From what was seen to what is missing: a pure function. */
import { causesIn, tracedToRoots } from './cause.ts';
import { checkClusters } from './check-clusters.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { checkFleet } from './check-fleet.ts';
import { checkIdentity, claimsOf } from './check-identity.ts';
import { checkLogs } from './check-logs.ts';
import { checkRoles } from './check-roles.ts';
import { checkSettings } from './check-settings.ts';
import { checkStorage } from './check-storage.ts';
import { type DoctorReport, sorted } from './report.ts';
import type { Seen } from './seen.ts';

export function diagnose(seen: Seen): DoctorReport {
  // Each step may lay what it could not see on what the steps before found missing.
  const basis = [...checkSettings(seen), ...checkIdentity(seen), ...checkEndpoints(seen)];
  const causes = causesIn(basis);
  const fleet = [...checkStorage(seen, causes), ...checkFleet(seen, causes)];
  const roles = [...basis, ...fleet, ...checkRoles(seen, causes)];
  const logs = [...roles, ...checkLogs(seen, causes, roles)];
  const items = sorted(tracedToRoots([...logs, ...checkClusters(seen, causes, logs)]));
  const { pass, settings, tokens, at } = seen;
  return {
    schemaVersion: 1,
    checkedAt: at.toISOString(),
    source: settings.fleet?.kind ?? null,
    identity: claimsOf(tokens),
    clusters: pass?.fleet.ok === true ? pass.fleet.value.clusters.length : null,
    ready: !items.some(({ status }) => status === 'missing' || status === 'unknown'),
    items,
  };
}
