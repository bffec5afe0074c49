/** The steps of sweeps and notifications as handlers of the queues of one process. */
import type { NotifyContext } from '../src/notify/context.ts';
import { deliver } from '../src/notify/delivery/deliver.ts';
import { parseDeliver, parseNotify, parseSendReport } from '../src/notify/messages.ts';
import { notify } from '../src/notify/notify.ts';
import { sendReport } from '../src/notify/report.ts';
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

/** Without a context for notifications nobody is told anything. */
export function sweepHandlers(context: SweepContext, notifying: NotifyContext | null): MessageHandlers {
  return {
    ...notifyHandlers(notifying),
    'survey-workspace': (item) =>
      surveyWorkspace(context, parseMessage('survey-workspace', SurveyWorkspaceMessage, item)),
    'audit-cluster': (item) =>
      auditCluster(context, parseMessage('audit-cluster', AuditClusterMessage, item)),
    'close-sweep': (item) => closeSweep(context, parseMessage('close-sweep', CloseSweepMessage, item)),
  };
}

type NotifyQueue = 'notify' | 'deliver' | 'send-report';

function notifyHandlers(context: NotifyContext | null): Pick<MessageHandlers, NotifyQueue> {
  if (context === null) {
    const nothing = async (): Promise<void> => undefined;
    return { notify: nothing, deliver: nothing, 'send-report': nothing };
  }
  return {
    notify: (item) => notify(context, parseNotify(item)),
    deliver: (item) => deliver(context, parseDeliver(item)),
    'send-report': (item) => sendReport(context, parseSendReport(item)),
  };
}
