/** The simulated Azure services and a client that trusts them. */
import { Agent, request } from 'undici';
import { startAzure } from '../../local/sample/azure/index.ts';
import type { AzureOptions, Azure } from '../../local/sample/azure/index.ts';
import { unlimited } from '../../local/sample/azure/quota.ts';
import { makeCertificates } from '../../local/sample/certificates.ts';
import { stories } from '../../local/sample/stories/index.ts';

interface AzureReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed; undefined when there was no body. */
  readonly body: unknown;
}

interface Question {
  /** Sent as JSON by POST; GET without it. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | null;
}

export interface SampleAzure {
  readonly azure: Azure;
  ask(url: string, question?: Question): Promise<AzureReply>;
  stop(): Promise<void>;
}

/** The stories began two days ago. */
export const begun = new Date('2026-11-22T04:00:00Z');
export const now = new Date('2026-11-24T04:00:00Z');

export async function startSampleAzure(options: Partial<AzureOptions> = {}): Promise<SampleAzure> {
  const { authority, server: certificate } = await makeCertificates(new Date());
  const azure = await startAzure({
    stories,
    moment: () => ({ now, begun }),
    certificate,
    authority: authority.certificate,
    token: 'good',
    identityHeader: 'known',
    take: unlimited,
    logs: 'whole',
    apiServers: new Map(stories.slice(0, 1).map((story) => [story, 'https://127.0.0.1:1'])),
    ...options,
  });
  const agent = new Agent({ connect: { ca: authority.certificate } });
  return {
    azure,
    async ask(url, { body, headers = {}, token = 'good' } = {}) {
      const answer = await request(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
        dispatcher: agent,
      });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
    stop: async () => {
      await agent.close();
      await azure.stop();
    },
  };
}
