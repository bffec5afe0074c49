/** A tenant of Microsoft Entra ID on loopback: it signs tokens, and serves the keys to check them by. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWK, JWTHeaderParameters, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { EntraSettings } from '../../src/config/auth.ts';
import { minute } from '../store/builders.ts';

export const tenantId = '11111111-2222-3333-4444-555555555555';
export const clientId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

export interface Tenant {
  readonly settings: EntraSettings;
  /** The claims of a token that is as it should be, for a reader, at the time the tests stand at. */
  readonly claims: JWTPayload;
  /** A token of changed claims, signed as it should be unless told otherwise. */
  token(
    claims?: Readonly<Record<string, unknown>>,
    header?: Partial<JWTHeaderParameters>,
    key?: CryptoKey,
  ): Promise<string>;
  /** What the key server answers from now on. */
  answer(status: number, body?: string): void;
  /** Adds another key to those that are served, as when keys are rolled over; answers what signs with it. */
  addKey(kid: string): Promise<CryptoKey>;
  /** How often keys were asked for. */
  asked(): number;
  /** Of the key that signs, as anybody can have it. */
  publicKey(): Promise<JWK>;
  stop(): Promise<void>;
}

export async function startTenant(): Promise<Tenant> {
  const served: object[] = [];
  let [status, broken, asked]: [number, string | null, number] = [200, null, 0];
  const server = createServer((request, response) => {
    asked += 1;
    const found = request.url === `/${tenantId}/discovery/v2.0/keys`;
    response.writeHead(found ? status : 404, { 'content-type': 'application/json' });
    response.end(broken ?? JSON.stringify({ keys: served }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authorityHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port.
  const signing = await addKey('first');
  const claims: JWTPayload = {
    iss: `${authorityHost}/${tenantId}/v2.0`,
    aud: clientId,
    exp: seconds(60),
    nbf: seconds(-5),
    oid: 'a-person',
    preferred_username: 'person@example.com',
    roles: ['Reader'],
  };

  async function addKey(kid: string): Promise<CryptoKey> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    served.push({ ...(await exportJWK(publicKey)), kid, use: 'sig' });
    return privateKey;
  }

  return {
    settings: { mode: 'entra', tenantId, audiences: [clientId, `api://${clientId}`], authorityHost },
    claims,
    token: (changed = {}, header = {}, key = signing) =>
      new SignJWT({ ...claims, ...changed })
        .setProtectedHeader({ typ: 'JWT', kid: 'first', ...header, alg: header.alg ?? 'RS256' })
        .sign(key),
    answer(next, body) {
      [status, broken] = [next, body ?? null];
    },
    addKey,
    asked: () => asked,
    publicKey: () => exportJWK(signing).then(({ kty = '', n = '', e = '' }) => ({ kty, n, e })),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Seconds since 1970 of so many minutes after the time the tests stand at. */
export function seconds(minutes: number): number {
  return Math.floor(minute(minutes).getTime() / 1000);
}
