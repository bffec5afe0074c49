/** What is wrong with a recording is said with its file and its place, and what is damaged is never judged. */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sealed } from '../../../local/recording/digest.ts';
import { jsonText } from '../../../local/recording/json-text.ts';
import { readRecording } from '../../../local/recording/read.ts';
import { UsageError } from '../../../src/shared/errors.ts';

const whole = join(import.meta.dirname, '../../fixtures/recordings/sample');
const orders = 'clusters/aks-orders-neu-01-f51426482fe45503.json';
const vault = 'clusters/aks-vault-neu-01-7a34989fbfaad898.json';

let root: string;
let directory: string;

beforeEach(async () => {
  root ??= await mkdtemp(join(tmpdir(), 'recording-'));
  directory = await mkdtemp(join(root, 'r-'));
  await cp(whole, directory, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Change = readonly [from: string | RegExp, to: string];

async function change(file: string, ...changes: readonly Change[]): Promise<void> {
  const before = await readFile(join(directory, file), 'utf8');
  const after = changes.reduce((text, [from, to]) => text.replace(from, to), before);
  expect(after).not.toBe(before);
  await writeFile(join(directory, file), after);
}

/** As another version of the product would have written it. */
async function reseal(file: string): Promise<void> {
  const { digest: _old, ...rest } = JSON.parse(await readFile(join(directory, file), 'utf8')) as Record<
    string,
    unknown
  >;
  await writeFile(join(directory, file), jsonText(sealed(rest)));
}

/** The problems with the folder left out. */
function problems(edited = false): readonly string[] {
  try {
    readRecording(directory, { edited });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.problems.map((problem) =>
      problem.replaceAll(`${directory}/`, '').replaceAll(directory, 'DIR'),
    );
  }
  return [];
}

test('a whole recording has no problems, whatever the white space of its files', async () => {
  const text = await readFile(join(directory, orders), 'utf8');
  await writeFile(
    join(directory, orders),
    JSON.stringify(JSON.parse(text), null, 7).replaceAll('\n', '\r\n'),
  );

  expect(problems()).toEqual([]);
  expect(readRecording(directory, { edited: false }).notes).toEqual([]);
});

describe('a folder', () => {
  test('that does not exist', async () => {
    await rm(directory, { recursive: true });

    expect(problems()).toEqual(['--replay DIR: there is no such folder. Give one that --record wrote.']);
  });

  test('that is none of a recording', async () => {
    await rename(join(directory, 'recording.json'), join(directory, 'notes.json'));

    expect(problems()).toEqual([
      '--replay DIR is no recording: it has no recording.json. Give a folder that --record wrote.',
    ]);
  });

  test('of a run that was ended', async () => {
    await rename(join(directory, 'recording.json'), join(directory, 'recording.json.part'));

    expect(problems()).toEqual([
      '--replay DIR is not whole: the run that recorded it was ended. Record again.',
    ]);
  });

  test('that lacks the file of a cluster', async () => {
    await rm(join(directory, vault));

    expect(problems()).toEqual([
      expect.stringMatching(/^clusters\/aks-vault.*json: It cannot be read: ENOENT.* Record again\.$/u),
    ]);
  });

  test('with the file of a cluster that is not in the index', async () => {
    await cp(join(directory, vault), join(directory, 'clusters/other-0123456789abcdef.json'));

    expect(problems()).toEqual([
      'clusters/other-0123456789abcdef.json: It is of no audited cluster of recording.json. Remove it.',
    ]);
  });
});

describe('a file', () => {
  test.each<[string, string, readonly Change[], RegExp | string]>([
    ['that is cut', orders, [[/[\s\S]{40}$/u, '']], /: It is damaged: .*JSON.* Record again\.$/u],
    [
      'that is empty',
      'recording.json',
      [[/[\s\S]*/u, '']],
      /^recording\.json: It is damaged: .* Record again\.$/u,
    ],
    [
      'of something else',
      'recording.json',
      [['AKS Fleet Auditor recording', 'shopping list']],
      'recording.json: It is no part of a recording. Expected "what": "AKS Fleet Auditor recording".',
    ],
    [
      'of a newer schema',
      'recording.json',
      [
        ['"schemaVersion": 1', '"schemaVersion": 2'],
        ['"productVersion": "0.1.0"', '"productVersion": "3.1.0"'],
      ],
      'recording.json: It has schemaVersion 2, and this program knows none after 1. Replay it with version 3.1.0 that recorded it, or a later one.',
    ],
    [
      'of no schema',
      orders,
      [['"schemaVersion": 1', '"schemaVersion": "1"']],
      `${orders}: schemaVersion: Expected 1.`,
    ],
    [
      'of another recording',
      orders,
      [[/"sweepId": "\d{8}/u, '"sweepId": "20260101']],
      /^clusters\/aks-orders.*: sweepId: Expected \d{8}T\d{9}Z, as in recording\.json: it is of another recording\.$/u,
    ],
    [
      'whose key is not that of the cluster',
      'recording.json',
      [['"key": "aks-orders-neu-01-f51426482fe45503"', '"key": "../../etc/passwd"']],
      'recording.json: clusters[0].cluster.key: Expected aks-orders-neu-01-f51426482fe45503, the key of its id.',
    ],
    [
      'with a word that nobody knows',
      'recording.json',
      [['"state": "audited"', '"state": "fine"']],
      /^recording\.json: clusters\[0\]\.state: Expected one of "audited"\|.*\.$/u,
    ],
    [
      'that was changed and is right all the same',
      orders,
      [['"readyEndpoints": 0', '"readyEndpoints": 2']],
      `${orders}: It was changed since it was recorded. Record again, or add --edited to have it judged as it is.`,
    ],
    [
      'whose policy was changed',
      'recording.json',
      [
        [
          '"suppressions": []',
          '"suppressions": [{ "id": "s", "owner": "o", "reason": "r", "expires": "2999-01-01T00:00:00Z", "source": "file" }]',
        ],
      ],
      'recording.json: It was changed since it was recorded. Record again, or add --edited to have it judged as it is.',
    ],
  ])('%s', async (_what, file, changes, expected) => {
    await change(file, ...changes);

    expect(problems()).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
  });
});

describe('evidence that was changed by hand', () => {
  test.each<[string, Change, string]>([
    [
      'a kind that there is none of',
      ['"webhooks": {\n      "ok"', '"webhook": {\n      "ok"'],
      'evidence.webhook: There is no such evidence. Like it are webhooks, webhookFailures, webhookLogLines.',
    ],
    [
      'neither a value nor a reason',
      ['"apiHealth": {\n      "ok": true', '"apiHealth": {\n      "ok": "yes"'],
      'evidence.apiHealth.ok: Expected false or true.',
    ],
    [
      'a reason without its remedy',
      [/"apiAccess": \{.*\},\n/u, '"apiAccess": { "ok": false, "reason": "forbidden", "detail": "No." },\n'],
      'evidence.apiAccess.remedy: Expected string, received undefined.',
    ],
    [
      'a number that is a text',
      ['"readyEndpoints": 0', '"readyEndpoints": "0"'],
      'evidence.webhooks.value.backends.gatekeeper-system/gatekeeper-webhook-service.readyEndpoints: Expected number, received string.',
    ],
    [
      'a member that is misspelt',
      ['"readyEndpoints": 0', '"readyEndpoint": 0'],
      'evidence.webhooks.value.backends.gatekeeper-system/gatekeeper-webhook-service.readyEndpoints: Expected number, received undefined.',
    ],
    [
      'a time that is none',
      [/"renewedAt": "[^"]*"/u, '"renewedAt": "yesterday"'],
      'evidence.apiServerProcesses.value.processes[0].renewedAt: Expected a time, e.g. 2026-11-24T03:00:00.000Z.',
    ],
    [
      'a list that is gone',
      [/"configurations": \[/u, '"configurations": null, "x": ['],
      'evidence.webhooks.value.configurations: Expected array, received null.',
    ],
  ])('%s', async (_what, wrong, expected) => {
    await change(orders, wrong);

    expect(problems()[0]).toBe(`${orders}: ${expected}`);
    expect(problems(true)[0]).toBe(`${orders}: ${expected}`);
  });

  test('all that is wrong is said at once, over all files', async () => {
    await change(
      orders,
      ['"readyEndpoints": 0', '"readyEndpoints": "0"'],
      [/"renewedAt": "[^"]*"/u, '"renewedAt": 5'],
    );
    await change(vault, ['"tier": "', '"tier": "Gold']);

    expect(problems().map((problem) => problem.split(': ').slice(0, 2).join(' '))).toEqual([
      `${orders} evidence.apiServerProcesses.value.processes[0].renewedAt`,
      `${orders} evidence.webhooks.value.backends.gatekeeper-system/gatekeeper-webhook-service.readyEndpoints`,
      `${vault} evidence.managedCluster.value.tier`,
    ]);
  });

  test('is judged with --edited when it has the right shape, and that is said', async () => {
    await change(orders, ['"readyEndpoints": 0', '"readyEndpoints": 2']);

    const { clusters, notes } = readRecording(directory, { edited: true });

    expect(notes).toEqual([
      `${join(directory, orders)}: It was changed since it was recorded, and is judged as it is.`,
    ]);
    const [{ evidence }] = clusters as readonly [(typeof clusters)[number]];
    expect(JSON.stringify(evidence.webhooks)).toContain('"readyEndpoints":2');
  });
});

test('whatever one value of a file is changed to, the recording is refused', async () => {
  const files = await Promise.all(
    ['recording.json', orders, vault].map(
      async (file) => [file, await readFile(join(directory, file), 'utf8')] as const,
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      fc.jsonValue(),
      async ([file, text], pick, other) => {
        const value: unknown = JSON.parse(text);
        const leaves = leavesOf(value);
        const leaf = leaves[pick % leaves.length];
        if (leaf === undefined || JSON.stringify(leaf.of[leaf.name]) === JSON.stringify(other)) return;
        leaf.of[leaf.name] = other;
        await writeFile(join(directory, file), JSON.stringify(value));
        const said = problems();
        await writeFile(join(directory, file), text);
        expect(said).not.toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
  expect(problems()).toEqual([]);
});

interface Leaf {
  readonly of: Record<string, unknown>;
  readonly name: string;
}

function leavesOf(value: unknown): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  const of = value as Record<string, unknown>; // A list is looked through like an object.
  return Object.entries(of).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null ? leavesOf(inner) : [{ of, name }],
  );
}

describe('evidence of another version, as it was written', () => {
  test('counts as not seen where its shape is another one, and that is said', async () => {
    await change(orders, ['"readyEndpoints": 0', '"ready": 0']);
    await reseal(orders);

    const { clusters, notes } = readRecording(directory, { edited: false });

    expect(clusters[0]?.evidence.webhooks).toEqual({
      ok: false,
      reason: 'unsupported',
      detail:
        'It was recorded in the shape of another version: evidence.webhooks.value.backends.gatekeeper-system/gatekeeper-webhook-service.readyEndpoints: Expected number, received undefined.',
      remedy: 'Replay the recording with the version that made it, or record again.',
    });
    expect(clusters[0]?.evidence.apiHealth?.ok).toBe(true);
    expect(notes).toEqual([
      expect.stringContaining('This version knows it in another shape, so it counts as not seen.'),
    ]);
  });

  test('is left out where no check of this version knows its kind', async () => {
    await change(orders, ['"webhooks": {\n      "ok"', '"podPressure": {\n      "ok"']);
    await reseal(orders);

    const { clusters, notes } = readRecording(directory, { edited: false });

    expect(Object.keys(clusters[0]?.evidence ?? {})).not.toContain('podPressure');
    expect(notes).toHaveLength(1);
  });
});
