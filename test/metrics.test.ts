/** The catalogue of metrics against the sources that record them and the queries that read them. */
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { logMessages } from '../src/log-messages.ts';
import { metricCatalogue } from '../src/metrics.ts';
import { healthQueries } from './support/health-queries.ts';

const names = Object.keys(metricCatalogue);

test('every metric is recorded somewhere', async () => {
  const recorded = new Set<string>();
  const cwd = fileURLToPath(new URL('../src/', import.meta.url));
  for await (const file of glob('**/*.ts', { cwd })) {
    const text = await readFile(`${cwd}/${file}`, 'utf8');
    for (const [, name = ''] of text.matchAll(/\.record\(\s*'([\w.]+)'/gu)) recorded.add(name);
  }
  expect([...recorded].toSorted()).toEqual(names.toSorted());
});

test('saved queries name only metrics and messages that there are', () => {
  const metrics = namesIn(/'(auditor\.[\w.]+\w)'/gu);
  expect(metrics.filter((name) => !names.includes(name))).toEqual([]);
  const messages = namesIn(/Event == '([^']+)'/gu);
  expect(messages.filter((message) => !Object.hasOwn(logMessages, message))).toEqual([]);
  expect([metrics.length, messages.length].every((length) => length > 5)).toBe(true);
});

function namesIn(pattern: RegExp): readonly string[] {
  const all = healthQueries.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(all)];
}
