/**
 * Whether the whole text is as the pattern says: `*` stands for any text, `?` for one character, and case is not heeded.
 * No regular expression: a pattern with many stars would keep one busy for hours over a hostile name.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [wanted, given] = [charactersOf(pattern), charactersOf(text)];
  let place = 0;
  // Where the newest star is, and how far the text was when it was met: the star takes one more each time what follows fails.
  let star: { readonly at: number; taken: number } | null = null;
  let at = 0;
  while (at < given.length) {
    if (wanted[place] === '*') {
      star = { at: place, taken: at };
      place += 1;
    } else if (wanted[place] === '?' || wanted[place] === given[at]) {
      place += 1;
      at += 1;
    } else if (star === null) {
      return false;
    } else {
      star.taken += 1;
      at = star.taken;
      place = star.at + 1;
    }
  }
  return wanted.slice(place).every((rest) => rest === '*');
}

function charactersOf(text: string): readonly string[] {
  return Array.from(text.toLowerCase());
}
