/** Whether a text is as a pattern says. */
export type Matcher = (text: string) => boolean;

/**
 * Whether the whole text is as the pattern says: `*` stands for any text, `?` for one character, and case is not heeded.
 * No regular expression: a pattern with many stars would keep one busy for hours over a hostile name.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  return patternOf(pattern)(text);
}

/** The same for many texts. */
export function patternOf(pattern: string): Matcher {
  const wanted = pattern.toLowerCase();
  if (wanted.includes('?')) return characterPattern(Array.from(wanted));
  const [first = '', ...others] = wanted.split('*');
  const last = others.pop();
  if (last === undefined) return (text) => text.toLowerCase() === first;
  return (text) => {
    const given = text.toLowerCase();
    const end = given.length - last.length;
    if (end < first.length || !given.startsWith(first) || !given.endsWith(last)) return false;
    let at = first.length;
    for (const part of others) {
      // The first place that fits leaves most for the parts behind it.
      const found = given.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}

/** Character by character: a star takes one more each time what follows it fails. */
function characterPattern(wanted: readonly string[]): Matcher {
  return (text) => {
    const given = Array.from(text.toLowerCase());
    let place = 0;
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
  };
}
