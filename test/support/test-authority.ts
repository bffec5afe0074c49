/** A certificate authority that exists for one run of the tests, with certificates for servers on loopback, good and bad. */
import { generate } from 'selfsigned';
import { dayMs } from '../../src/shared/durations.ts';

/** The name that good certificates are for; no DNS knows it. */
export const receiverName = 'receiver.test';

interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

export type CertificateKind = 'good' | 'expired' | 'otherName' | 'unknownAuthority';

export interface TestAuthority {
  /** PEM, for the one who connects. */
  readonly ca: string;
  readonly certificates: Readonly<Record<CertificateKind, KeyAndCertificate>>;
}

let made: Promise<TestAuthority> | null = null;

/** Made at first use. */
export function testAuthority(): Promise<TestAuthority> {
  made ??= makeAuthority();
  return made;
}

const ec = { keyType: 'ec', algorithm: 'sha256' } as const;

async function makeAuthority(): Promise<TestAuthority> {
  const [authority, stranger] = await Promise.all([newAuthority('test-ca'), newAuthority('unknown-ca')]);
  const [good, expired, otherName, unknownAuthority] = await Promise.all([
    certificate(authority, receiverName),
    certificate(authority, receiverName, {
      notBeforeDate: new Date(Date.now() - 30 * dayMs),
      notAfterDate: new Date(Date.now() - dayMs),
    }),
    certificate(authority, 'somebody-else.test'),
    certificate(stranger, receiverName),
  ]);
  return { ca: authority.cert, certificates: { good, expired, otherName, unknownAuthority } };
}

async function newAuthority(name: string): Promise<KeyAndCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    ...ec,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  return { key, cert };
}

async function certificate(
  ca: KeyAndCertificate,
  name: string,
  dates: { readonly notBeforeDate?: Date; readonly notAfterDate?: Date } = {},
): Promise<KeyAndCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    ...ec,
    ...dates,
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key, cert };
}
