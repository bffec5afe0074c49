/** Parses what a request asks for; anything unknown or wrong is a 400 that names the parameter and what would be right. */
import { z } from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import type { ParameterError } from './problem.ts';
import { HttpProblem } from './problem.ts';

export const none = z.strictObject({});

/** The host takes the function key from this parameter and leaves it in the query. */
const keyParameter = 'code';

/** Most wrong parameters that are told of. */
const mostErrors = 20;

/** Longest value of a parameter that is looked at. */
const longestValue = 4096;

export function parsedParams<S extends z.ZodObject>(
  schema: S,
  params: Readonly<Record<string, string>>,
): z.output<S> {
  return parsed(schema, new Map(Object.entries(params)));
}

/** What a form asks for: it sends the fields that were left empty too. */
export function filledIn(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([, value]) => value !== ''));
}

/** A parameter given twice is its values joined by a comma, as the Functions host hands it on. */
export function parsedQuery<S extends z.ZodObject>(schema: S, query: URLSearchParams): z.output<S> {
  const values = new Map<string, string>();
  for (const name of new Set(query.keys())) {
    if (name !== keyParameter) values.set(name, query.getAll(name).join(','));
  }
  return parsed(schema, values);
}

/** The body of a request. What a strict object does not know is named. */
export function parsedBody<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw badParameters(result.error.issues.flatMap((issue) => errorsOfBody(issue, known)));
}

function parsed<S extends z.ZodObject>(schema: S, values: ReadonlyMap<string, string>): z.output<S> {
  const known = Object.keys(schema.shape);
  const errors = [...values].flatMap(([name, value]) => errorsOfValue(name, value, known));
  const result = schema.safeParse(
    Object.fromEntries(known.flatMap((name) => (values.has(name) ? [[name, values.get(name)]] : []))),
  );
  if (result.success && errors.length === 0) return result.data;
  throw badParameters([...errors, ...(result.error?.issues ?? []).map(errorOfIssue)]);
}

function errorsOfValue(parameter: string, value: string, known: readonly string[]): ParameterError[] {
  if (!known.includes(parameter)) {
    const right = known.length === 0 ? 'This route takes none.' : `Known are: ${known.join(', ')}.`;
    return [{ parameter: cleanText(parameter, 100), detail: `There is no such parameter. ${right}` }];
  }
  return value.length > longestValue
    ? [{ parameter, detail: `It is ${value.length} characters long. Expected at most ${longestValue}.` }]
    : [];
}

/** Parameters are texts: what is deeper in the path is a part of one. */
function errorOfIssue({ path, message }: z.core.$ZodIssue): ParameterError {
  return { parameter: String(path[0]), detail: message };
}

function errorsOfBody(issue: z.core.$ZodIssue, known: readonly string[]): ParameterError[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ parameter: memberName(path), detail: issue.message }];
  const right = path.length === 0 && known.length > 0 ? ` Known are: ${known.join(', ')}.` : '';
  // Schemas of ours say of the objects inside what they know.
  const ours = path.length > 0 && issue.message.startsWith('There is no such member.');
  const detail = ours ? issue.message : `There is no such member.${right}`;
  return issue.keys.map((key) => ({ parameter: memberName([...path, key]), detail }));
}

function memberName(path: readonly string[]): string {
  return path.length === 0 ? 'body' : cleanText(path.join('.'), 100);
}

function badParameters(errors: readonly ParameterError[]): HttpProblem {
  const shown = errors.slice(0, mostErrors);
  const detail = shown.map(({ parameter, detail }) => `${parameter}: ${detail}`).join(' ');
  return new HttpProblem(400, detail, { errors: shown });
}
