/** The name of a test that needs something of the machine; where it is missing, the name says what, and is listed so. */
export function needing(name: string, missing: string | null): string {
  return missing === null ? name : `${name} (${missing})`;
}
