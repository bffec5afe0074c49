/** The rows that a log query reads. */
import { auditEvents } from '../audit/events.ts';
import type { Window } from '../audit/events.ts';
import { quietEvents } from '../audit/quiet-events.ts';
import type { Workspace } from '../estate.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { logTables } from './log-tables.ts';
import type { LogTable } from './query.ts';

interface Asked {
  readonly query: string;
  readonly workspace: Workspace;
  readonly moment: Moment;
  readonly window: Window;
}

/** What is run in place of the query, and on what. */
export interface Source {
  readonly query: string;
  readonly tables: readonly LogTable[];
}

export type LogSource = (asked: Asked) => Source;

/** All that the clusters write. */
export function wholeLogs(stories: readonly Story[]): LogSource {
  const tables = logTables(stories, auditEvents);
  return (asked) => ({ query: asked.query, tables: tables(asked) });
}

/**
 * For benchmarks only: next to no rows, and those of the clusters alone that the query names. Its list of clusters is
 * left out of what is run: a text for each fifty of a thousand clusters would have to be analysed, which takes longer than
 * all the rest.
 */
export function quietLogs(stories: readonly Story[]): LogSource {
  const tables = logTables(stories.map(withoutFailures), quietEvents);
  return (asked) => {
    const [line, list] = listOfClusters.exec(asked.query) ?? [];
    if (line === undefined || list === undefined) return { query: asked.query, tables: tables(asked) };
    const named = new Set(list.toLowerCase().match(/[^",\s]+/g));
    return {
      query: asked.query.replace(line, '| where isnotempty(_ResourceId)'),
      tables: tables(asked, (resourceId) => named.has(resourceId)),
    };
  };
}

const listOfClusters = /\| where _ResourceId in~ \(((?:\s*"[^"]*",?)*)\s*\)/;

/** The API server of such a cluster writes a line for each of them. */
function withoutFailures(story: Story): Story {
  return { ...story, failedCalls: [] };
}
