/** Requests to the API server of a kubeconfig of the tests. */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';

export interface Client {
  /** The body as text; anything but 2xx is an `ApiError`. */
  send(method: string, path: string, body?: unknown, contentType?: string): Promise<string>;
}

export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** What a kubeconfig as ApiServer.kubeconfig writes it says. */
export async function credentialsIn(
  kubeconfig: string,
): Promise<{ server: string; ca: string; token: string }> {
  const config = JSON.parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  const ca = Buffer.from(cluster['certificate-authority-data'], 'base64').toString();
  return { server: cluster.server, ca, token: user.token };
}

export async function clientOf(kubeconfig: string): Promise<Client> {
  const { server, ca, token } = await credentialsIn(kubeconfig);
  const dispatcher = new Agent({ connect: { ca } });
  return {
    async send(method, path, body, contentType = 'application/json') {
      const { statusCode, body: answer } = await request(`${server}${path}`, {
        method,
        dispatcher,
        headers: {
          authorization: `Bearer ${token}`,
          'user-agent': 'kubectl/stand-in',
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (statusCode < 200 || statusCode > 299) throw new ApiError(statusCode, messageIn(text));
      return text;
    },
  };
}

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? text;
  } catch {
    return text;
  }
}
