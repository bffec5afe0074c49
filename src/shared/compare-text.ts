/** Order of code units, the same on every machine: for lists that must come out alike every time. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
