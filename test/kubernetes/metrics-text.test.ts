import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSample } from '../../src/kubernetes/metrics-line.ts';
import { type MetricsLimits, type Sample, readSamples } from '../../src/kubernetes/metrics-text.ts';

async function* chunksOf(text: string, size = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) {
    // Each piece is overwritten once it was handed over, as a stream may reuse its memory.
    const piece = Buffer.from(bytes.subarray(start, start + size));
    yield piece;
    piece.fill(0x23);
  }
}

async function read(text: string, wanted: readonly string[], size?: number, limits?: Partial<MetricsLimits>) {
  const samples: Sample[] = [];
  const result = await readSamples(
    chunksOf(text, size),
    new Set(wanted),
    (sample) => samples.push(sample),
    limits,
  );
  return { samples, result };
}

function sample(name: string, labels: Readonly<Record<string, string>>, value: number): Sample {
  return { name, labels: new Map(Object.entries(labels)), value };
}

describe('a line', () => {
  it.each<[string, Sample | null]>([
    ['up 1', sample('up', {}, 1)],
    ['up\t1', sample('up', {}, 1)],
    ['up 1 1395066363000', sample('up', {}, 1)],
    ['up 1\r', sample('up', {}, 1)],
    ['up{} 1', sample('up', {}, 1)],
    ['up{a="b"} 1', sample('up', { a: 'b' }, 1)],
    ['up{a="b",} 1', sample('up', { a: 'b' }, 1)],
    ['up { a = "b" , c="d" } 1', sample('up', { a: 'b', c: 'd' }, 1)],
    ['up{a="}"}1', sample('up', { a: '}' }, 1)],
    [
      String.raw`up{a="C:\\dir",b="say \"hi\"",c="two\nlines",d="\\n"} 1`,
      sample('up', { a: 'C:\\dir', b: 'say "hi"', c: 'two\nlines', d: '\\n' }, 1),
    ],
    ['up{__proto__="x"} 1', sample('up', Object.fromEntries([['__proto__', 'x']]), 1)],
    ['up{le="+Inf"} 5', sample('up', { le: '+Inf' }, 5)],
    ['up 1.7640512e+09', sample('up', {}, 1764051200)],
    ['up -1', sample('up', {}, -1)],
    ['up .5', sample('up', {}, 0.5)],
    ['up NaN', sample('up', {}, Number.NaN)],
    ['up +Inf', sample('up', {}, Number.POSITIVE_INFINITY)],
    ['up -Inf', sample('up', {}, Number.NEGATIVE_INFINITY)],
    ['up', null],
    ['up ', null],
    ['up one', null],
    ['up 0x10', null],
    ['up 1 2 3', null],
    ['up 1 soon', null],
    ['up{a="b" 1', null],
    ['up{a="b"c="d"} 1', null],
    ['up{,} 1', null],
    ['up{a=b} 1', null],
    [String.raw`up{a="\x"} 1`, null],
    ['up{a="b} 1', null],
    ['9up 1', null],
    ['<html> 1', null],
    ['', null],
  ])('%j', (line, expected) => {
    expect(parseSample(line)).toEqual(expected);
  });
});

describe('a text of metrics', () => {
  const text = [
    '# HELP apiserver_storage_objects Number of stored objects.',
    '# TYPE apiserver_storage_objects gauge',
    'apiserver_storage_objects{resource="pods"} 12',
    'apiserver_storage_objects_total{resource="pods"} 99',
    'apiserver_storage_object{resource="pods"} 98',
    '',
    'request_seconds_bucket{le="0.5"} 1',
    'request_seconds_bucket{le="+Inf"} 2',
    'request_seconds_sum 0.7',
    'request_seconds_count 2',
    '',
  ].join('\n');

  it('gives the samples of the wanted names alone, in their order', async () => {
    const { samples, result } = await read(text, ['request_seconds_count', 'apiserver_storage_objects']);
    expect(samples).toEqual([
      sample('apiserver_storage_objects', { resource: 'pods' }, 12),
      sample('request_seconds_count', {}, 2),
    ]);
    expect(result).toEqual({ bytes: text.length, lines: 10, samples: 2, malformed: 0 });
  });

  it('with line ends of another system gives the same', async () => {
    const { samples } = await read(text.replaceAll('\n', '\r\n'), [
      'request_seconds_sum',
      'apiserver_storage_objects',
    ]);
    expect(samples).toEqual([
      sample('apiserver_storage_objects', { resource: 'pods' }, 12),
      sample('request_seconds_sum', {}, 0.7),
    ]);
  });

  it('counts the wanted lines that it cannot understand, and reads on', async () => {
    const { samples, result } = await read('up 1\nup one\nup 2\ndown what\n', ['up']);
    expect(samples).toEqual([sample('up', {}, 1), sample('up', {}, 2)]);
    expect(result).toEqual({ bytes: 27, lines: 4, samples: 2, malformed: 1 });
  });

  it.each([
    ['a web page', '<!DOCTYPE html>\n<html></html>\n'],
    ['JSON', '{"kind":"Status"}\n'],
    ['an error text', 'Unauthorized\n'],
    ['nothing', ''],
    ['blank lines', '\n \n'],
    ['one endless line', 'x'.repeat(100_000)],
  ])('that is %s is invalid and not an absence of metrics', async (_, other) => {
    await expect(read(other, ['up'])).rejects.toMatchObject({
      reason: 'invalid',
      detail: 'The answer to /metrics is not in the Prometheus text format.',
    });
  });

  it.each([
    ['ends in the middle of a line', 'up 1\nup 1', {}, 'a last line without an end'],
    ['ends in the middle of an unwanted line', 'up 1\ndown{a="b', {}, 'a last line without an end'],
    [
      'has a wanted line that is too long',
      `up 1\nup{a="${'x'.repeat(100)}"} 1\n`,
      { lineBytes: 50 },
      'a line of more than 50 bytes',
    ],
    ['has too many samples', 'up 1\nup 2\nup 3\n', { samples: 2 }, 'more than 2 samples of wanted metrics'],
    ['is too large', 'up 1\n'.repeat(300), { bytes: 1024 }, 'more than 1 KiB'],
  ])('that %s is truncated', async (_, cut, limits, why) => {
    for (const size of [1000, 7]) {
      await expect(read(cut, ['up'], size, limits)).rejects.toMatchObject({
        reason: 'truncated',
        detail: `The metrics of the API server could not be read to their end: ${why}.`,
      });
    }
  });

  it('passes over an unwanted line of any length', async () => {
    const long = `up 1\ndown{a="${'x'.repeat(1000)}"} 1\nup 2\n`;
    for (const size of [1, 7, 5000]) {
      const { samples, result } = await read(long, ['up'], size, { lineBytes: 50 });
      expect(samples).toEqual([sample('up', {}, 1), sample('up', {}, 2)]);
      expect(result.lines).toBe(3);
    }
  });
});

describe('any text of metrics', () => {
  const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,12}$/);
  const labels = fc.uniqueArray(
    fc.tuple(fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/), fc.string({ unit: 'grapheme' })),
    {
      selector: ([key]) => key,
      maxLength: 4,
    },
  );
  // A text has one zero.
  const number = fc.oneof(fc.double(), fc.integer()).map((value) => (value === 0 ? 0 : value));
  const record = fc.record({ name, labels, number, timestamp: fc.option(fc.integer({ min: 0 })) });
  type Printed = { name: string; labels: [string, string][]; number: number; timestamp: number | null };

  function printed({ name, labels, number, timestamp }: Printed): string {
    const escape = (text: string): string =>
      text
        .replaceAll('\\', '\\\\')
        .replaceAll('"', String.raw`\"`)
        .replaceAll('\n', String.raw`\n`);
    const pairs = labels.map(([key, value]) => `${key}="${escape(value)}"`).join(',');
    const value = Number.isNaN(number)
      ? 'NaN'
      : Number.isFinite(number)
        ? String(number)
        : number > 0
          ? '+Inf'
          : '-Inf';
    return `${name}${pairs === '' ? '' : `{${pairs}}`} ${value}${timestamp === null ? '' : ` ${timestamp}`}\n`;
  }

  it('gives the samples that were printed, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        fc.func(fc.boolean()),
        async (records, size, isWanted) => {
          const wanted = new Set(records.map(({ name }) => name).filter((name) => isWanted(name)));
          const { samples } = await read(records.map(printed).join(''), [...wanted], size);
          expect(samples).toEqual(
            records
              .filter(({ name }) => wanted.has(name))
              .map(({ name, labels, number }) => ({ name, labels: new Map(labels), value: number })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never makes the reader throw anything but a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), async (text, size) => {
        await read(`up 1\n${text}`, ['up', 'a'], size).catch((error: unknown) => {
          expect(error).toMatchObject({ name: 'ReadError', reason: 'truncated' });
        });
      }),
    );
  });
});
