/** The local outbox: a Teams, a mail server and a webhook on this machine, and a page that shows what came. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { closeServer } from '../host/listen.ts';
import type { HostLog } from '../host/host-log.ts';
import { makeCertificates } from '../sample/certificates.ts';
import { allowTsx } from '../tsx.ts';
import { httpsReceiver } from './https-receiver.ts';
import { listenOn } from './listen.ts';
import { portsIn, rememberPorts, replaceFile, secretsIn } from './memory.ts';
import { notifyFileText, settingsOfFile } from './notify-file.ts';
import { pageServer } from './page-server.ts';
import type { Pages } from './page-server.ts';
import { smtpReceiver } from './smtp-receiver.ts';
import { openStore } from './store.ts';

export interface OutboxOptions {
  /** Where messages, secrets and the notification file are kept. */
  readonly directory: string;
  readonly log: HostLog;
  /** The tag of a team that gets what is about its own clusters; null for none. */
  readonly team: string | null;
  readonly now?: () => Date;
}

export interface Outbox {
  readonly pageUrl: string;
  /** App settings that make the app send everything here. */
  readonly settings: Readonly<Record<string, string>>;
  /** PEM of the authority that this process has to trust (sample/trust.ts). */
  readonly authority: string;
  /** Where webhooks may be subscribed over the API; any name may follow it. */
  readonly subscriptionUrl: string;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';
const graceMs = 1_000;

export async function startOutbox({
  directory,
  log,
  team,
  now = () => new Date(),
}: OutboxOptions): Promise<Outbox> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const [secrets, ports, store, { authority, server: certificate }, pages] = await Promise.all([
    secretsIn(directory),
    portsIn(directory),
    openStore(path.join(directory, 'messages'), log, now),
    makeCertificates(new Date(), 'outbox CA'),
    loadPages(),
  ]);
  const { signingSecret, sealingKey } = secrets;
  const https = httpsReceiver({ certificate, signingSecret, keep: store.keep, log });
  const smtp = smtpReceiver({ certificate, keep: store.keep, log });
  const page = pageServer({ store, pages, now });
  const open = {
    page: await listenOn(page, ports?.page ?? null),
    https: await listenOn(https, ports?.https ?? null),
    smtp: await listenOn(smtp.server, ports?.smtp ?? null),
  };
  const notifyFile = path.join(directory, 'notify.json');
  await rememberPorts(directory, open);
  await replaceFile(notifyFile, notifyFileText({ team }));
  const web = `https://${loopback}:${open.https}`;
  return {
    pageUrl: `http://${loopback}:${open.page}/`,
    settings: {
      NOTIFY_FILE: notifyFile,
      NOTIFY_PRIVATE_HOSTS: loopback,
      WEBHOOK_SECRET_KEY: sealingKey,
      [settingsOfFile.teamsUrl]: `${web}/teams/teams`,
      [settingsOfFile.webhookUrl]: `${web}/webhook/webhook`,
      [settingsOfFile.webhookSecret]: signingSecret,
      [settingsOfFile.smtpUrl]: `smtp://${loopback}:${open.smtp}`,
    },
    authority: authority.certificate,
    subscriptionUrl: `${web}/subscription/`,
    stop: async () => {
      await Promise.all([closeServer(page, graceMs), closeServer(https, graceMs), smtp.close()]);
    },
  };
}

/** They are components, which Node does not import by itself. */
async function loadPages(): Promise<Pages> {
  allowTsx();
  const [{ listPage }, { messagePage }, { framedHtml }, { outboxStyle }] = await Promise.all([
    import('./pages/list.tsx'),
    import('./pages/message.tsx'),
    import('./pages/framed.ts'),
    import('./pages/style.ts'),
  ]);
  return { list: listPage, message: messagePage, framed: framedHtml, style: outboxStyle };
}
