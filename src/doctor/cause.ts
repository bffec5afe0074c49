/** What is missing already explains what comes after it: one cause is one problem. */
import type { UnknownReason } from '../shared/errors.ts';
import type { AzureService } from './azure-action.ts';
import type { DoctorItem } from './report.ts';
import type { Audience } from './tokens.ts';

/** Each names the problem that is behind all, and not one that itself only follows from it. */
export function tracedToRoots(items: readonly DoctorItem[]): readonly DoctorItem[] {
  const causeOf = new Map(items.map(({ id, because }) => [id, because]));
  function rootOf(id: string): string {
    const next = causeOf.get(id) ?? null;
    return next === null ? id : rootOf(next);
  }
  return items.map((item) => (item.because === null ? item : { ...item, because: rootOf(item.because) }));
}

export interface Causes {
  /** The problem that keeps answers of a service away, for a failure of this reason. */
  ofService(service: AzureService, reason: UnknownReason): string | null;
  ofAudience(audience: Audience): string | null;
  /** The first problem of the settings. */
  ofSettings(): string | null;
}

/** Of what is wrong with settings, the identity and endpoints. */
export function causesIn(items: readonly DoctorItem[]): Causes {
  const wrong = items
    .filter(({ status }) => status === 'missing' || status === 'unknown')
    .map(({ id }) => id);
  const ofAudience = (audience: Audience): string | null =>
    wrong.find((id) => id.startsWith('identity:token:') && id.slice(15).split('+').includes(audience)) ??
    null;
  return {
    ofAudience,
    ofSettings: () => wrong.find((id) => id.startsWith('settings:')) ?? null,
    ofService(service, reason) {
      const isOfWay = reason === 'unreachable' || reason === 'timeout';
      return (
        ofAudience(service) ??
        (reason === 'forbidden' ? wrong.find((id) => id === `identity:refused:${service}`) : undefined) ??
        (isOfWay ? wrong.find((id) => id === `endpoints:${service}`) : undefined) ??
        null
      );
    },
  };
}
