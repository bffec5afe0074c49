import { describe, expect, test } from 'vitest';
import { SurveyWorkspaceMessage, parseMessage, surveyMessage } from '../../src/sweep/messages.ts';

const sweepId = '20261124T031500000Z';
const parsed = (item: unknown) => parseMessage('survey-workspace', SurveyWorkspaceMessage, item);

describe('a survey message', () => {
  test('says which clusters of which sweep', () => {
    expect(surveyMessage(sweepId, ['prod-1', 'prod-2'])).toEqual({
      schemaVersion: 1,
      sweepId,
      clusterKeys: ['prod-1', 'prod-2'],
    });
  });

  test('is read as it was sent, with fifty clusters whose keys are as long as can be', () => {
    const keys = Array.from({ length: 50 }, (_, index) => String(index).padStart(128, 'k'));

    expect(parsed(JSON.parse(JSON.stringify(surveyMessage(sweepId, keys))))).toEqual(
      surveyMessage(sweepId, keys),
    );
  });

  test.each<[string, unknown, string]>([
    [
      'without clusters',
      { schemaVersion: 1, sweepId, clusterKeys: [] },
      'clusterKeys: Too small: expected array to have >=1 items',
    ],
    [
      'with more than fifty',
      surveyMessage(
        sweepId,
        Array.from({ length: 51 }, (_, index) => `c${index}`),
      ),
      'clusterKeys: Too big: expected array to have <=50 items',
    ],
    [
      'with a key that is none',
      { schemaVersion: 1, sweepId, clusterKeys: ['prod', 7] },
      'clusterKeys.1: Invalid input: expected string, received number',
    ],
    [
      'of another version',
      { schemaVersion: 2, sweepId, clusterKeys: ['prod'] },
      'schemaVersion: Invalid input: expected 1',
    ],
    [
      'with more than it has',
      { schemaVersion: 1, sweepId, clusterKeys: ['prod'], workspace: '/north' },
      'Unrecognized key: "workspace"',
    ],
    ['that is text', 'survey all', 'Invalid input: expected object, received string'],
  ])('%s is refused in words', (_what, item, why) => {
    expect(() => parsed(item)).toThrow(
      `The message in queue survey-workspace is not one of ours (${why}); expected is one like ` +
        '{"schemaVersion":1,"sweepId":"20261124T031500000Z","clusterKeys":["prod-1-0123456789abcdef"]}.',
    );
  });
});
