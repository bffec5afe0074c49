/** The access token of the auditor's identity: it tells who it is, and nobody else can make it. */
import { randomBytes } from 'node:crypto';
import { tenantId } from '../estate.ts';
import { guidOf } from '../random.ts';

/** A token that is read as those of Microsoft Entra ID are; what stands for its signature is all that is checked. */
export function auditorToken(tenant = tenantId): string {
  // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
  const claims = {
    tid: tenant,
    oid: guidOf('fleet-auditor'),
    appid: guidOf('fleet-auditor-app'),
    idtyp: 'app',
  };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, randomBytes(24).toString('base64url')].join('.');
}
