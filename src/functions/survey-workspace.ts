import type { StorageQueueHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo, withFields } from '../shared/logger.ts';
import type { SweepContext } from '../sweep/context.ts';
import { SurveyWorkspaceMessage, parseMessage } from '../sweep/messages.ts';
import { surveyWorkspace } from '../sweep/survey.ts';

/** Queue: asks the logs of the clusters of a workspace. */
export function surveyWorkspaceHandler(contextFor: (log: Logger) => SweepContext): StorageQueueHandler {
  return async function surveyWorkspaceMessage(item, invocation) {
    const message = parseMessage('survey-workspace', SurveyWorkspaceMessage, item);
    const { sweepId } = message;
    await surveyWorkspace(contextFor(withFields(loggerTo(invocation), { sweepId })), message);
  };
}
