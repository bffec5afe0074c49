import { createHash } from 'node:crypto';

/** The value with the SHA-256 of its JSON as last member; white space in a file does not count. */
export function sealed<T extends object>(value: T): T & { readonly digest: string } {
  return { ...value, digest: digestOf(value) };
}

/** Whether it is as it was sealed. */
export function isUnchanged(value: object): boolean {
  const { digest, ...rest } = value as { readonly digest?: unknown }; // Whatever it is, it is only compared.
  return digest === digestOf(rest);
}

function digestOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
