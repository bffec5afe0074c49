/** One simulated API server and a client that trusts it. */
import { Agent, request } from 'undici';
import { startApiServer } from '../../local/sample/api-server.ts';
import { makeCertificates } from '../../local/sample/certificates.ts';
import type { Story } from '../../local/sample/story.ts';

interface SampleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface SampleCluster {
  fetch(path: string, options?: SampleRequest): Promise<SampleAnswer>;
  json(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

interface SampleRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A story looked at one hour after it began. */
export const begun = new Date('2026-11-24T03:00:00Z');
export const now = new Date('2026-11-24T04:00:00Z');

export async function startSampleCluster(story: Story): Promise<SampleCluster> {
  const { authority, server: certificate } = await makeCertificates(new Date());
  const caBundle = Buffer.from(authority.certificate).toString('base64');
  const server = await startApiServer({
    cluster: { story, caBundle },
    certificate,
    token: 'good',
    moment: () => ({ now, begun }),
  });
  const agent = new Agent({ connect: { ca: authority.certificate } });
  const fetch = async (path: string, options: SampleRequest = {}): Promise<SampleAnswer> => {
    const { method = 'GET', token = 'good', headers = {} } = options;
    const answer = await request(`${server.url}${path}`, {
      method,
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      dispatcher: agent,
    });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  return {
    fetch,
    json: async (path) => JSON.parse((await fetch(path)).text) as unknown,
    stop: async () => {
      await agent.close();
      await server.stop();
    },
  };
}
