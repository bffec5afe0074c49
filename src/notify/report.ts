/** Scheduled reports: each is made once for every time it is due. */
import { dayMs } from '../shared/durations.ts';
import { deliveryIdOf } from '../store/keys.ts';
import type { NotifyContext } from './context.ts';
import { handOver, newDelivery } from './delivery/hand-over.ts';
import { loadDigest } from './digest/load-digest.ts';
import type { SendReportMessage } from './messages.ts';
import { dueAt } from './settings/due-reports.ts';
import type { ReportSettings } from './settings/notify-settings.ts';

/** A report that is as late as this is not made any more: the next one tells more. */
const latestMs = dayMs;

/** Sends the messages of the reports that are due and not made yet. */
export async function planReports({ settings, history, queues, now }: NotifyContext): Promise<void> {
  for (const report of settings.reports) {
    const due = dueAt(report, now());
    if (now().getTime() - due.getTime() >= latestMs) continue;
    const made = await Promise.all(report.receivers.map((one) => history.delivery(idFor(report, one, due))));
    if (made.every((delivery) => delivery !== null)) continue;
    const message: SendReportMessage = { schemaVersion: 1, report: report.name, dueAt: due.toISOString() };
    await queues.send('send-report', message);
  }
}

/** Makes a report and sends it on its way; done twice, it does what is missing. */
export async function sendReport(context: NotifyContext, message: SendReportMessage): Promise<void> {
  const { settings, log } = context;
  const report = settings.reports.find(({ name }) => name === message.report);
  if (report === undefined)
    return log.warn('Report is not in the settings any more', { report: message.report });
  const due = new Date(message.dueAt);
  const digest = await loadDigest(context, report, due);
  for (const receiver of report.receivers) {
    const kind = settings.receivers.find(({ id }) => id === receiver)?.kind;
    if (kind === undefined) throw new Error(`Report ${report.name} names no receiver ${receiver}.`);
    const made = {
      id: idFor(report, receiver, due),
      receiver,
      receiverKind: kind,
      route: null,
      group: `report/${report.name}`,
      message: digest,
      tells: [],
    };
    await handOver(context, newDelivery(made, digest.at));
  }
  log.info('Report made', { report: report.name, dueAt: message.dueAt, receivers: report.receivers.length });
}

/** Of the time it was due: made again, it is the same one. */
function idFor({ name }: ReportSettings, receiver: string, due: Date): string {
  return deliveryIdOf(due, ['report', name, receiver]);
}
