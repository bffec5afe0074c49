/** Takes mail as a mail server does, and lets nothing out. */
import type { Server } from 'node:net';
import { simpleParser } from 'mailparser';
import type { AddressObject, ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { cleanText } from '../../src/shared/clean-text.ts';
import { messageOf } from '../../src/shared/errors.ts';
import type { HostLog } from '../host/host-log.ts';
import type { Certificate } from '../sample/certificates.ts';
import type { Incoming } from './received.ts';

/** https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email */
const mostBytes = 10 * 1024 * 1024;

/** How long open connections may take to end. */
const closeMs = 500;

interface SmtpReceiverOptions {
  /** For STARTTLS. */
  readonly certificate: Certificate;
  readonly keep: (incoming: Incoming) => Promise<unknown>;
  readonly log: HostLog;
}

export interface SmtpReceiver {
  readonly server: Server;
  close(): Promise<void>;
}

export function smtpReceiver({ certificate, keep, log }: SmtpReceiverOptions): SmtpReceiver {
  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const mail = await simpleParser(stream, { skipHtmlToText: true, skipTextToHtml: true });
    // The stream goes on when it is too large, so that the answer comes.
    if (stream.sizeExceeded) throw tooLarge();
    await keep(incomingOf(mail, session));
  }

  const smtp = new SMTPServer({
    key: certificate.key,
    cert: certificate.certificate,
    banner: 'Outbox of the AKS Fleet Auditor',
    // Whoever is on this machine may send here; there is nobody to be known.
    authOptional: true,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    size: mostBytes,
    closeTimeout: closeMs,
    onData: (stream, session, done) => {
      receive(stream, session).then(
        () => done(),
        (error: unknown) => {
          log.write('warning', 'outbox', `A mail could not be kept: ${messageOf(error)}`);
          stream.resume();
          done(error instanceof Error ? error : new Error(messageOf(error)));
        },
      );
    },
  });
  // A client that breaks off is its own affair; without a listener it would end the process.
  smtp.on('error', (error) => log.write('information', 'outbox', `SMTP: ${error.message}`));
  return {
    server: smtp.server,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}

function tooLarge(): Error {
  return Object.assign(new Error('The mail is larger than 10 MiB.'), { responseCode: 552 });
}

function incomingOf(mail: ParsedMail, { envelope }: SMTPServerSession): Incoming {
  return {
    kind: 'mail',
    receiver: envelope.rcptTo.map(({ address }) => address).join(', '),
    title: cleanText(mail.subject ?? '', 200),
    from: textOf(mail.from),
    headers: mail.headerLines.map(({ line }): [string, string] => {
      const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/su.exec(line) ?? [];
      return [name, value.replaceAll(/\r?\n\s*/gu, ' ')];
    }),
    html: mail.html === false ? null : (mail.html ?? null),
    text: mail.text ?? null,
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      fileName: filename ?? 'attachment',
      type: contentType,
      base64: content.toString('base64'),
    })),
  };
}

function textOf(address: AddressObject | undefined): string {
  return address?.text ?? '';
}
