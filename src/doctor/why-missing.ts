/** What of the problems that are known already a missing piece of evidence comes from. */
import type { EvidenceKind } from '../evidence/index.ts';
import type { Missing } from '../model.ts';
import type { UnknownReason } from '../shared/errors.ts';
import type { AzureService } from './azure-action.ts';
import { declaredRules, ruleId } from './azure-rules.ts';
import type { Causes } from './cause.ts';
import type { DoctorItem, DoctorStatus } from './report.ts';

export function whyMissing(
  kind: EvidenceKind,
  { reason }: Missing,
  { causes, before }: { readonly causes: Causes; readonly before: readonly DoctorItem[] },
): string | null {
  const ofWay = causes.ofService(serviceOf(kind), reason);
  if (ofWay !== null) return ofWay;
  const ids = declaredRules.filter(({ kinds }) => kinds.includes(kind)).map(ruleId);
  const found = before.find(
    ({ id, status, because }) =>
      ids.includes(id) &&
      (reason === 'forbidden'
        ? status === 'missing'
        : status === 'unknown' && because === null && mayHeal(reason)),
  );
  return found?.id ?? null;
}

/** Nothing was said about rights, so that the rule could not be proven: that is told with it. */
function mayHeal(reason: UnknownReason): boolean {
  return ['throttled', 'timeout', 'unreachable'].includes(reason);
}

function serviceOf(kind: EvidenceKind): AzureService {
  if (kind === 'platformMetrics') return 'metrics';
  return kind === 'logVisibility' ? 'logs' : 'resourceManager';
}

/** What may be well the next time was not looked at; what is not there may be so by intent. */
export const statusOf: Readonly<Record<UnknownReason, DoctorStatus>> = {
  throttled: 'unknown',
  timeout: 'unknown',
  truncated: 'unknown',
  overBudget: 'unknown',
  notCollected: 'warning',
  unsupported: 'warning',
  notPermitted: 'warning',
  forbidden: 'missing',
  unreachable: 'missing',
  invalid: 'missing',
};
