/** The saved queries of `infra/health/`: what each answers, and how it is run. */
import { readdirSync, readFileSync } from 'node:fs';

export interface HealthQuery {
  /** Name of the file without its ending. */
  readonly name: string;
  /** First line of the comment: a question. */
  readonly title: string;
  /** The rest of the comment, in one line. */
  readonly note: string;
  /** The file as it is. */
  readonly text: string;
}

const folder = new URL('../../infra/health/', import.meta.url);

/** The function that the others call; the rest by name. */
export const eventsFile = 'auditor-events';
export const eventsFunction = 'AuditorEvents';

export const healthQueries: readonly HealthQuery[] = readdirSync(folder)
  .filter((file) => file.endsWith('.kql'))
  .map((file) =>
    queryOf(file.slice(0, -'.kql'.length), readFileSync(new URL(file, folder), 'utf8').trimEnd()),
  )
  .toSorted((left, right) => (left.name < right.name ? -1 : 1));

export function healthQuery(name: string): HealthQuery {
  const found = healthQueries.find((query) => query.name === name);
  if (found === undefined) throw new Error(`infra/health/${name}.kql is missing.`);
  return found;
}

/** As a workspace runs it that has the function; `sweepId` in place of the parameter. */
export function runnable({ name, text }: HealthQuery, sweepId = ''): string {
  const query = text.replaceAll('{SweepId}', sweepId);
  return name === eventsFile ? query : `let ${eventsFunction} = ${healthQuery(eventsFile).text};\n${query}`;
}

function queryOf(name: string, text: string): HealthQuery {
  const comment = text
    .split('\n')
    .filter((line) => line.startsWith('//'))
    .map((line) => line.slice(2).trim());
  const [title = '', ...note] = comment;
  return { name, title, note: note.join(' '), text };
}
