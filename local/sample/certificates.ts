/** A private certificate authority and the servers' certificate, made anew at every start. */
import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

export interface Certificates {
  readonly authority: Certificate;
  /** For 127.0.0.1, signed by the authority. */
  readonly server: Certificate;
}

const dayMilliseconds = 86_400_000;

/** Whoever trusts several authorities finds the one of a certificate by its name: each has one of its own. */
export async function makeCertificates(
  now: Date,
  authorityName = 'sample clusters CA',
): Promise<Certificates> {
  // A host whose clock was just set back must not find its own certificate "not yet valid".
  const validity = {
    notBeforeDate: new Date(now.getTime() - dayMilliseconds),
    notAfterDate: new Date(now.getTime() + 3650 * dayMilliseconds),
    keyType: 'ec',
    algorithm: 'sha256',
  } as const;
  const ca = await generate([{ name: 'commonName', value: authorityName }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
    ca: { key: ca.private, cert: ca.cert },
  });
  return {
    authority: { key: ca.private, certificate: ca.cert },
    server: { key: server.private, certificate: server.cert },
  };
}
