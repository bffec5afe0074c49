/** Requests of one user, and the flow schema that the API server sorts them into. */
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type { ApiServer } from './api-server.ts';

export interface FlowClient {
  /** Sends one request and reads its whole answer. */
  ask(path: string): Promise<Flow>;
  /** Sends so many GETs at once and reads none of the answers, so that each of them keeps its seat; answers their outcomes. */
  hold(path: string, count: number): Promise<Held>;
  stop(): Promise<void>;
}

interface Flow {
  readonly status: number;
  /** `X-Kubernetes-PF-FlowSchema-UID`. */
  readonly schema: string | undefined;
  readonly retryAfter: string | undefined;
}

interface Held {
  readonly flows: readonly Flow[];
  release(): void;
}

export function flowClient(server: ApiServer, user: string): FlowClient {
  const { ca, token } = server.credentials(user);
  const dispatcher = new Agent({ connect: { ca }, allowH2: false, pipelining: 1 });
  const send = (path: string): Promise<Dispatcher.ResponseData> =>
    request(`${server.url}${path}`, { dispatcher, headers: { authorization: `Bearer ${token}` } });
  return {
    ask: async (path) => {
      const answer = await send(path);
      await answer.body.dump({ limit: Number.MAX_SAFE_INTEGER });
      return flowOf(answer);
    },
    hold: async (path, count) => {
      const answers = await Promise.all(Array.from({ length: count }, () => send(path)));
      return {
        flows: answers.map(flowOf),
        release: () => {
          // An answer that is not read to its end is an error of its stream, and here it is what was wanted.
          for (const { body } of answers) body.on('error', () => {}).destroy();
        },
      };
    },
    stop: () => dispatcher.destroy(),
  };
}

function flowOf({ statusCode, headers }: Dispatcher.ResponseData): Flow {
  return {
    status: statusCode,
    schema: headers['x-kubernetes-pf-flowschema-uid']?.toString(),
    retryAfter: headers['retry-after']?.toString(),
  };
}
