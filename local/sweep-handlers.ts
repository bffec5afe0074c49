/** The steps of a sweep as handlers of the queues of one process. */
import type { MessageHandlers } from '../src/store/memory-queues.ts';
import { auditCluster } from '../src/sweep/audit.ts';
import { closeSweep } from '../src/sweep/close.ts';
import type { SweepContext } from '../src/sweep/context.ts';
import {
  AuditClusterMessage,
  CloseSweepMessage,
  SurveyWorkspaceMessage,
  parseMessage,
} from '../src/sweep/messages.ts';
import { surveyWorkspace } from '../src/sweep/survey.ts';

export function sweepHandlers(context: SweepContext): MessageHandlers {
  return {
    'survey-workspace': (item) =>
      surveyWorkspace(context, parseMessage('survey-workspace', SurveyWorkspaceMessage, item)),
    'audit-cluster': (item) =>
      auditCluster(context, parseMessage('audit-cluster', AuditClusterMessage, item)),
    'close-sweep': (item) => closeSweep(context, parseMessage('close-sweep', CloseSweepMessage, item)),
  };
}
