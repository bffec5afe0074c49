/** What the doctor says: one list of checks, each with what is there, what is missing and what could not be looked at. */
import { z } from 'zod';

/** In the order in which a sweep needs them. */
const doctorChecks = [
  'settings',
  'identity',
  'storage',
  'endpoints',
  'fleet',
  'roles',
  'logs',
  'clusters',
] as const;
export type DoctorCheck = (typeof doctorChecks)[number];

/** From worst to best; `unknown`: it could not be looked at, which is never the same as `ok`. */
export const doctorStatuses = ['missing', 'unknown', 'warning', 'skipped', 'ok'] as const;
export type DoctorStatus = (typeof doctorStatuses)[number];

const names = z.array(z.string()).readonly();

export const DoctorItem = z.strictObject({
  id: z.string().describe('stable: the same cause has the same id the next time'),
  check: z.enum(doctorChecks).describe('what part of the preparations it belongs to'),
  status: z.enum(doctorStatuses).describe('unknown: it could not be looked at'),
  what: z.string().describe('the thing that is there, or missing'),
  detail: z.string().describe('what was found'),
  remedy: z.string().nullable().describe('what to do; null where there is nothing to do'),
  commands: names.describe('command lines that do it; variables in capitals are to be filled in'),
  clusters: names.describe('names of the clusters that it is about; empty for all'),
  unknownChecks: names.describe('checks of a sweep that say unknown without it'),
  because: z.string().nullable().describe('the id of what is missing that this could not be looked at for'),
});
export type DoctorItem = z.infer<typeof DoctorItem>;

export const DoctorReport = z.strictObject({
  schemaVersion: z.literal(1),
  checkedAt: z.iso.datetime().describe('when it began'),
  source: z
    .enum(['azure', 'kubeconfig'])
    .nullable()
    .describe('where the fleet is from; null when it is not known'),
  identity: z
    .strictObject({
      tenantId: z.string().nullable().describe('tenant of Microsoft Entra ID'),
      objectId: z.string().nullable().describe('what roles are assigned to'),
      applicationId: z.string().nullable().describe('client id'),
      kind: z.enum(['app', 'user']).nullable().describe('an app or managed identity, or a person'),
    })
    .nullable()
    .describe('who asks Azure, by its token; null when there is no token that tells'),
  clusters: z.int().nullable().describe('clusters of the fleet; null when it could not be listed'),
  ready: z.boolean().describe('nothing is missing, and everything could be looked at'),
  items: z.array(DoctorItem).readonly().describe('worst first'),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

/** What an item says where nothing else is to be said. */
const plain = { remedy: null, commands: [], clusters: [], unknownChecks: [], because: null } as const;

export function itemOf(
  item: Pick<DoctorItem, 'id' | 'check' | 'status' | 'what' | 'detail'> & Partial<DoctorItem>,
): DoctorItem {
  return { ...plain, ...item };
}

/** Worst first, then in the order of checks. */
export function sorted(items: readonly DoctorItem[]): readonly DoctorItem[] {
  const place = ({ status, check }: DoctorItem): number =>
    doctorStatuses.indexOf(status) * doctorChecks.length + doctorChecks.indexOf(check);
  return items.toSorted((left, right) => place(left) - place(right));
}
