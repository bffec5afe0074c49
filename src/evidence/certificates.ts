import { X509Certificate } from 'node:crypto';

/** When the first of the certificates in a base64 PEM bundle expires, ISO 8601; null when none can be read. */
export function earliestExpiry(bundle: string | null | undefined): string | null {
  if (!bundle) return null;
  const pem = Buffer.from(bundle, 'base64').toString('latin1');
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu) ?? [];
  const ends = blocks.flatMap((block) => expiryOf(block));
  return ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString();
}

function expiryOf(block: string): readonly number[] {
  try {
    const end = Date.parse(new X509Certificate(block).validTo);
    return Number.isNaN(end) ? [] : [end];
  } catch {
    return [];
  }
}
