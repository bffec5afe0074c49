/** Errors of an exchange → one sentence. Messages of clients may quote what was sent, so they are not passed on. */
import { errors } from 'undici';
import { brokenConnection, codeOf } from '../../shared/connection-layer.ts';
import { NotReached } from './guard.ts';

export interface Circumstances {
  readonly host: string;
  /** Who ended it, when it was ended. */
  readonly endedBy: 'caller' | 'timeout' | null;
  readonly timeoutMs: number;
}

export function notReached(error: unknown, { host, endedBy, timeoutMs }: Circumstances): NotReached {
  if (error instanceof NotReached) return error;
  if (endedBy === 'caller')
    return new NotReached(`Sending to ${host} was stopped before there was an answer.`);
  if (endedBy === 'timeout')
    return new NotReached(
      `${host} gave no whole answer within ${timeoutMs / 1000} seconds. Let it answer first and work afterwards.`,
    );
  return new NotReached(sentence(host, error));
}

function sentence(host: string, error: unknown): string {
  if (error instanceof errors.HTTPParserError) return `${host} gave an answer that is not HTTP.`;
  const broken = brokenConnection(error);
  if (broken === null) return `The exchange with ${host} failed (${codeOf(error) || 'without a code'}).`;
  const { layer, code, message } = broken;
  if (layer === 'TLS') {
    // Node goes on with an advice about its own command line.
    const [reason] = message.split('; if ');
    return `The certificate or TLS of ${host} is not accepted: ${reason || code}.`;
  }
  if (layer === 'reset') return `${host} ended the connection before it had answered (${code}).`;
  return `There was no connection to ${host} (${code}). Check that it runs and that its firewall lets this app in.`;
}
