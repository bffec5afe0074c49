/** Lets this process trust the sample's authority beside all others, for clients that cannot be given one. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export function trustAuthority(pem: string): void {
  setDefaultCACertificates([...getCACertificates('default'), pem]);
}
