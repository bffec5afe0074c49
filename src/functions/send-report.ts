import type { StorageQueueHandler, TimerHandler } from '@azure/functions';
import type { NotifyContext } from '../notify/context.ts';
import { sendStuck } from '../notify/delivery/stuck.ts';
import { parseSendReport } from '../notify/messages.ts';
import { planReports, sendReport } from '../notify/report.ts';
import { recordSweepAge } from '../notify/sweep-age.ts';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';

/** Timer: sends the messages of the reports that are due, and those of deliveries that got lost; says how old the newest sweep is. */
export function planReportsHandler(contextFor: (log: Logger) => NotifyContext): TimerHandler {
  return async function planReportsTimer(_timer, invocation) {
    const context = contextFor(loggerTo(invocation));
    await planReports(context);
    await sendStuck(context);
    await recordSweepAge(context);
  };
}

/** Queue: makes one report and sends it on its way to its receivers. */
export function sendReportHandler(contextFor: (log: Logger) => NotifyContext): StorageQueueHandler {
  return async function sendReportMessage(item, invocation) {
    await sendReport(contextFor(loggerTo(invocation)), parseSendReport(item));
  };
}
