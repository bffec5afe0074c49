/** What the sources write into the log, read from the sources themselves, against the catalogue. */
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import type { CallExpression, ObjectExpression } from 'oxc-parser';
import { expect, test } from 'vitest';
import { type LogMessage, logMessages } from '../src/log-messages.ts';

interface LogCall {
  readonly file: string;
  /** Null for one that is not written out. */
  readonly message: string | null;
  readonly level: string;
  /** Null for fields that are not written out. */
  readonly fields: readonly string[] | null;
}

const levels = new Set(['info', 'warn', 'error']);
const source = new URL('../src/', import.meta.url);

const calls: readonly LogCall[] = await callsIn(source);

test('there are calls to look at', () => {
  expect(calls.length).toBeGreaterThan(25);
});

test('every message is written out, so that nothing from outside is spliced into it', () => {
  expect(calls.filter(({ message }) => message === null)).toEqual([]);
});

test('every message is in the catalogue with its level and its fields', () => {
  const catalogue: Readonly<Record<string, LogMessage>> = logMessages;
  for (const { file, message, level, fields } of calls) {
    const { level: expected, fields: names } = catalogue[message ?? ''] ?? {};
    expect({ file, message, level, fields }).toEqual({ file, message, level: expected, fields: names });
  }
});

test('nothing is in the catalogue that no source writes', () => {
  const written = new Set(calls.map(({ message }) => message));
  expect(Object.keys(logMessages).filter((message) => !written.has(message))).toEqual([]);
});

test('a message is told apart from its fields by the brace that they begin with', () => {
  expect(Object.keys(logMessages).filter((message) => message.includes('{'))).toEqual([]);
});

async function callsIn(folder: URL): Promise<readonly LogCall[]> {
  const found: LogCall[] = [];
  for await (const file of glob('**/*.{ts,tsx}', { cwd: fileURLToPath(folder) })) {
    // The logger itself hands on what it is given.
    if (file === 'shared/logger.ts') continue;
    const { program, errors } = parseSync(file, await readFile(new URL(file, folder), 'utf8'));
    expect(errors).toEqual([]);
    new Visitor({
      CallExpression: (call) => void (isLogCall(call) && found.push(logCall(file, call))),
    }).visit(program);
  }
  return found;
}

/** `log.warn(…)`, `context.log.warn(…)` and `loggerTo(console).warn(…)`, and of any other thing of these methods, too. */
function isLogCall({ callee, arguments: given }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return levels.has(callee.property.name) && given.length > 0;
}

function logCall(file: string, { callee, arguments: [message, fields] }: CallExpression): LogCall {
  const level =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
  const text = message?.type === 'Literal' && typeof message.value === 'string' ? message.value : null;
  if (fields === undefined) return { file, message: text, level, fields: [] };
  return {
    file,
    message: text,
    level,
    fields: fields.type === 'ObjectExpression' ? fields.properties.map(nameOf) : null,
  };
}

function nameOf(property: ObjectExpression['properties'][number]): string {
  if (property.type === 'SpreadElement') return '…';
  return property.key.type === 'Identifier' ? property.key.name : '';
}
