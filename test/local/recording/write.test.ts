import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonText } from '../../../local/recording/json-text.ts';
import { readRecording } from '../../../local/recording/read.ts';
import { prepareRecording, writeRecording } from '../../../local/recording/write.ts';

const whole = join(import.meta.dirname, '../../fixtures/recordings/sample');

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'write-recording-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a recording that is written', () => {
  test('is the same to the byte as the one that was read', async () => {
    const directory = join(root, 'deep/new');
    prepareRecording(directory);
    writeRecording(directory, readRecording(whole, { edited: false }));

    const names = (await readdir(whole, { recursive: true })).filter((name) => name.endsWith('.json'));
    expect((await readdir(directory, { recursive: true })).filter((name) => name.includes('.json'))).toEqual(
      names,
    );
    for (const name of names) {
      expect(await readFile(join(directory, name), 'utf8')).toBe(await readFile(join(whole, name), 'utf8'));
    }
  });

  test('takes the place of an earlier one, which is gone as soon as the run begins', async () => {
    const directory = join(root, 'again');
    prepareRecording(directory);
    writeRecording(directory, readRecording(whole, { edited: false }));

    prepareRecording(directory);

    expect(() => readRecording(directory, { edited: false })).toThrow(
      /is not whole: the run that recorded it was ended/u,
    );
    expect(await readdir(directory)).toEqual(['recording.json.part']);
    prepareRecording(directory);
    writeRecording(directory, readRecording(whole, { edited: false }));
    expect(readRecording(directory, { edited: false }).clusters).toHaveLength(2);
  });
});

describe('a folder that holds something else is refused, and stays as it is', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['other files', { 'notes.txt': 'mine' }],
    ['another recording.json', { 'recording.json': '{"tracks": []}' }],
    [
      'other files beside a recording',
      { 'recording.json': '{"what": "AKS Fleet Auditor recording"}', 'notes.txt': 'mine' },
    ],
    ['a folder of the same name', { 'clusters/x.json': '{}' }],
  ])('%s', async (_what, files) => {
    const directory = await mkdtemp(join(root, 'other-'));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(directory, name, '..'), { recursive: true });
      await writeFile(join(directory, name), text);
    }

    expect(() => prepareRecording(directory)).toThrow(
      `--record ${directory} holds other files. Give a new or an empty folder, or that of an earlier recording.`,
    );
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(join(directory, name), 'utf8')).toBe(text);
    }
  });

  test('a file', async () => {
    await writeFile(join(root, 'file'), '');

    expect(() => prepareRecording(join(root, 'file'))).toThrow(/^--record .*file cannot be written: /u);
  });
});

describe('jsonText', () => {
  test('puts what is short in a line, and all else a member a line', () => {
    const value = {
      name: 'a',
      none: [],
      empty: {},
      pair: { at: 'now', ok: true },
      long: ['x'.repeat(60), 'y'.repeat(60)],
    };

    expect(jsonText(value)).toBe(`{
  "name": "a",
  "none": [],
  "empty": {},
  "pair": { "at": "now", "ok": true },
  "long": [
    "${'x'.repeat(60)}",
    "${'y'.repeat(60)}"
  ]
}
`);
  });

  test('says the same as JSON, in the same order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(JSON.parse(jsonText(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});
