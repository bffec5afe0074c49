/** Secrets planted wherever a fleet tells something of itself: none is in the files of a recording. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concealed } from '../../../local/recording/conceal.ts';
import { readRecording } from '../../../local/recording/read.ts';
import { replay } from '../../../local/recording/replay.ts';
import { prepareRecording, writeRecording } from '../../../local/recording/write.ts';
import { webhookDown } from '../../../local/sample/stories/webhook-down.ts';
import type { Story } from '../../../local/sample/story.ts';
import type { RecordedSample } from '../../support/record-sample.ts';
import { recordSample } from '../../support/record-sample.ts';
import { expectNoLeak } from '../../support/notify-leaks.ts';

const planted = {
  inPath: 'T0AB12CD/B0EF34/xYz98sLackHook76',
  inQuery: 'k3yInTheQuery4711',
  inUserInfo: 'b0tPassw0rd',
  inTag: 'sw0rdfishInATag',
  inAnnotation: 'ann0tatedSecret99',
  inMessage: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl',
  inCause: 'd1alPassword77',
} as const;

const [call, ...calls] = webhookDown.failedCalls;
const refused = call?.refused;
if (call === undefined || refused === undefined) throw new Error('The story has writes that are refused.');

const [first, ...others] = webhookDown.webhookConfigurations;
const leaky: Story = {
  ...webhookDown,
  azure: { ...webhookDown.azure, tags: { ...webhookDown.azure.tags, 'grafana-api-key': planted.inTag } },
  webhookConfigurations: [
    ...(first === undefined ? [] : [first]),
    ...others,
    {
      kind: 'ValidatingWebhookConfiguration',
      name: 'chat',
      ageDays: 3,
      annotations: { 'hook.example/token': planted.inAnnotation },
      webhooks: [
        {
          name: 'chat.example',
          backend: {
            url: `https://bot:${planted.inUserInfo}@hooks.slack.com/services/${planted.inPath}?code=${planted.inQuery}`,
          },
          rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
          failurePolicy: 'Ignore',
          timeoutSeconds: 5,
        },
      ],
    },
  ],
  failedCalls: [
    {
      ...call,
      refused: {
        ...refused,
        url: `https://bot:${planted.inUserInfo}@hooks.slack.com/services/${planted.inPath}?code=${planted.inQuery}`,
        cause: `dial: password=${planted.inCause} refused, Authorization: Bearer ${planted.inMessage}`,
      },
    },
    ...calls,
  ],
};

let directory: string;
let recorded: RecordedSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'planted-'));
  recorded = await recordSample([leaky]);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

function write(folder: string, options: { readonly anonymize: boolean }): void {
  prepareRecording(folder);
  writeRecording(folder, concealed(recorded.draft, options));
}

test('the evidence quotes some of them, so that there is something to leave out', () => {
  const evidence = JSON.stringify(recorded.draft);

  expect(evidence).toContain(planted.inTag);
  expect(evidence).toContain(planted.inQuery);
  expect(evidence).toContain(planted.inCause);
});

describe('the files of the recording', () => {
  test('hold none of them, in no form, nor what the auditor proves itself with', async () => {
    write(join(directory, 'plain'), { anonymize: false });

    const texts = await filesOf(join(directory, 'plain'));

    expect(texts).toHaveLength(2);
    expectNoLeak({ secrets: [...Object.values(planted), ...recorded.secrets], texts });
  });

  test('are for their owner alone', async () => {
    write(join(directory, 'modes'), { anonymize: false });

    for (const [name, mode] of [
      ['', 0o700],
      ['recording.json', 0o600],
      ['clusters', 0o700],
    ] as const) {
      expect((await stat(join(directory, 'modes', name))).mode & 0o777).toBe(mode);
    }
  });

  test('say how many texts were cut, and give the verdicts of the run', async () => {
    write(join(directory, 'again'), { anonymize: false });

    const { index, clusters, notes } = readRecording(join(directory, 'again'), { edited: false });
    const { report } = await replay({ index, clusters }, { policy: null, log: silent });

    expect(index.textsCut).toBeGreaterThan(0);
    expect(notes).toEqual([]);
    expect(report.clusters.map(({ verdicts }) => verdicts)).toEqual(
      recorded.report.clusters.map(({ verdicts }) => verdicts),
    );
  });
});

describe('anonymized files', () => {
  test('name neither clusters nor resources of Azure, and give the verdicts of the run', async () => {
    write(join(directory, 'nameless'), { anonymize: true });

    const texts = await filesOf(join(directory, 'nameless'));
    const names = ['aks-orders-neu-01', 'rg-orders-prod', 'law-fleet-weu', ...guidsIn(recorded.draft)];
    expect(names.filter((name) => texts.some((text) => text.toLowerCase().includes(name)))).toEqual([]);

    const { index, clusters, notes } = readRecording(join(directory, 'nameless'), { edited: false });
    const { report } = await replay({ index, clusters }, { policy: null, log: silent });
    expect(notes).toEqual([]);
    expect(index.anonymized).toBe(true);
    expect(report.clusters.map(({ name, score }) => [name.replace(/[0-9a-f]{8}$/u, '…'), score])).toEqual([
      ['cluster-…', recorded.report.clusters[0]?.score],
    ]);
    expect(report.clusters[0]?.verdicts.map(({ check, outcome }) => [check, outcome])).toEqual(
      recorded.report.clusters[0]?.verdicts.map(({ check, outcome }) => [check, outcome]),
    );
  });

  test('have other names each time: nobody can try names out', () => {
    const [one, other] = [true, true].map(
      (anonymize) => concealed(recorded.draft, { anonymize }).index.clusters[0]?.cluster,
    );

    expect(one?.name).not.toBe(other?.name);
    expect(one?.key).not.toBe(other?.key);
  });
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function guidsIn(value: unknown): readonly string[] {
  const found =
    JSON.stringify(value)
      .toLowerCase()
      .match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu) ?? [];
  expect(found).not.toEqual([]);
  return [...new Set(found)];
}
