/** Log Analytics workspaces and the plans of their tables, each asked for once in a sweep. */
import * as z from 'zod';
import type { TablePlan } from '../evidence/audit-logging.ts';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import type { Arm } from './arm.ts';
import { idPath, resourceName } from './arm-id.ts';
import { refusedBy } from './refusals.ts';

export interface WorkspaceDirectory {
  /** The id that the query API wants. Throws `ReadError` that names the workspace. */
  guid(workspaceId: string): Promise<string>;
  plan(workspaceId: string, table: string): Promise<TablePlan>;
}

// https://learn.microsoft.com/rest/api/loganalytics/tables/get
const apiVersion = '2025-07-01';

/** One directory a sweep: hundreds of clusters share a workspace, and a refusal would be the same for all of them. */
export function createWorkspaceDirectory(arm: Arm, signal: AbortSignal): WorkspaceDirectory {
  const guids = new Map<string, Promise<string>>();
  const plans = new Map<string, Promise<TablePlan>>();
  return {
    guid: (id) => once(guids, id, () => workspaceGuid(arm, id, signal)),
    plan: (id, table) => once(plans, `${id}/${table}`, () => tablePlan(arm, id, table, signal)),
  };
}

function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const reading = known.get(key) ?? read();
  known.set(key, reading);
  return reading;
}

const workspaceSchema = z.object({ properties: z.object({ customerId: z.string() }) });

async function workspaceGuid(arm: Arm, id: string, signal: AbortSignal): Promise<string> {
  const what = `the Log Analytics workspace ${cleanText(resourceName(id), 80)}`;
  const path = `${idPath(id)}?api-version=${apiVersion}`;
  try {
    const { properties } = await arm.ask(
      { path, what, role: 'Log Analytics Data Reader', signal },
      workspaceSchema,
    );
    return properties.customerId;
  } catch (error) {
    if (refusedBy(error)?.status !== 404) throw error;
    throw new ReadError(
      'notCollected',
      `A diagnostic setting sends logs to ${what}, which does not exist any more, or which the auditor may not see.`,
      `Point the diagnostic setting to a workspace that exists, or assign the role Log Analytics Data Reader to the identity of the auditor at ${cleanText(id, 300)}.`,
      { cause: error },
    );
  }
}

const tableSchema = z.object({ properties: z.object({ plan: z.enum(['Analytics', 'Basic', 'Auxiliary']) }) });

async function tablePlan(arm: Arm, id: string, table: string, signal: AbortSignal): Promise<TablePlan> {
  const path = `${idPath(id)}/tables/${encodeURIComponent(table)}?api-version=${apiVersion}`;
  const what = `the plan of the table ${table} in the workspace ${cleanText(resourceName(id), 80)}`;
  try {
    const { properties } = await arm.ask({ path, what, role: 'Reader', signal }, tableSchema);
    return properties.plan;
  } catch (error) {
    // A table exists from its first row on, on the plan that all start with. And the role that reads the rows does not
    // read the plan: then the query itself tells when the guess is wrong.
    if ([403, 404].includes(refusedBy(error)?.status ?? 0)) return 'Analytics';
    throw error;
  }
}
