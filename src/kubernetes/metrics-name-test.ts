/**
 * Tests whether a line starts with a wanted name followed by `{` or white space.
 * Names are compared from their end, where metrics of one program differ.
 */
export function createNameTest(wanted: ReadonlySet<string>) {
  const names = [...wanted].map((name) => Buffer.from(name, 'utf8'));

  return function isWanted(buffer: Buffer, start: number, end: number): boolean {
    for (const name of names) {
      const after = start + name.length;
      if (after >= end) continue;
      const boundary = buffer[after];
      if (boundary !== 0x7b && boundary !== 0x20 && boundary !== 0x09) continue;
      let index = name.length - 1;
      while (index >= 0 && buffer[start + index] === name[index]) index -= 1;
      if (index < 0) return true;
    }
    return false;
  };
}
