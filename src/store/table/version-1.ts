/** Rows as the first version wrote them, in the shape of today: what it did not know is null, never zero or a pass. */
import * as z from 'zod';
import type { AuditResult, Headline } from '../../model.ts';
import type { StoredRow } from '../codec.ts';
import { checked, valueIn } from '../codec.ts';
import { auditResult } from '../schemas.ts';
import { headlineIn } from './columns.ts';

/** It had no suppressions; columns that it did not have read as null. */
const noSuppressions = { suppressed: 0 };

export function headlineOfVersion1(properties: StoredRow['properties']): Headline {
  return headlineIn({ ...properties, ...noSuppressions });
}

export function auditOfVersion1(properties: StoredRow['properties']): AuditResult {
  const audit = auditBefore.parse(valueIn('audit', properties));
  const { score, headline } = audit;
  return checked(auditResult, {
    ...audit,
    schemaVersion: 2,
    facts: null,
    clients: null,
    score: { ...score, unsuppressed: score.value },
    headline: { ...newFigures, ...headline },
  });
}

const newFigures = {
  ...noSuppressions,
  etcdUsed: null,
  apiServerCpu: null,
  apiServerMemory: null,
  etcdMemory: null,
  requestsPerSecond: null,
};

/** Only what is looked at here: the whole of it is checked once it has its new shape. */
const auditBefore = z.looseObject({
  schemaVersion: z.literal(1),
  score: z.looseObject({ value: z.number().nullable() }),
  headline: z.looseObject({}),
});
