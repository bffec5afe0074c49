import { plainLine } from '../plain-line.ts';
import type { Xml } from '../xml.ts';
import { element } from '../xml.ts';

/** What became of a test case, which decides how it is counted; null when it passed. */
export type Result = 'failure' | 'error' | 'skipped' | null;

export interface TestCase {
  readonly result: Result;
  readonly xml: Xml;
}

interface Told {
  readonly name: string;
  readonly classname: string;
  readonly result: Result;
  /** A word for the kind of failure, e.g. the severity. */
  readonly type?: string;
  /** Why it did not pass, in a sentence. */
  readonly message?: string;
  /** More of it, a line each. */
  readonly lines?: readonly string[];
  /** What does not decide whether it passes. */
  readonly notes?: readonly string[];
}

export function testCase({ name, classname, result, notes = [], ...told }: Told): TestCase {
  const children = [
    ...(result === null ? [] : [outcomeOf(result, told)]),
    ...(notes.length === 0 ? [] : [element('system-out', {}, textOf(notes))]),
  ];
  return { result, xml: element('testcase', { name, classname: plainLine(classname) }, children) };
}

function outcomeOf(
  result: 'failure' | 'error' | 'skipped',
  { type = result, message = '', lines = [] }: Pick<Told, 'type' | 'message' | 'lines'>,
): Xml {
  const told = { message: plainLine(message) };
  return result === 'skipped' ? element(result, told) : element(result, { type, ...told }, textOf(lines));
}

function textOf(lines: readonly string[]): string {
  return lines.map(plainLine).join('\n');
}
