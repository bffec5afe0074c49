/** Of a value that fits no alternative: what is wrong with it as the alternative that it is most like. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The issues with those of unions put in the place of "fits none". */
export function likeliest(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const [best] = issue.errors
      .map((branch) => likeliest(branch))
      .toSorted((left, right) => misfit(left) - misfit(right));
    if (best === undefined || best.length === 0 || isOther(best)) return [summed(issue)];
    return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

/** Another kind of value altogether counts most, then another word where an alternative has its name. */
function misfit(issues: readonly Issue[]): number {
  const names = issues.filter((issue) => issue.code === 'invalid_value' && issue.values.length === 1);
  return (isOther(issues) ? 10_000 : 0) + 100 * names.length + issues.length;
}

function isOther(issues: readonly Issue[]): boolean {
  return issues.some(({ path, code }) => path.length === 0 && code !== 'unrecognized_keys');
}

/** Says of each alternative what would be right. */
function summed(issue: z.core.$ZodIssueInvalidUnion): Issue {
  const expected = issue.errors.flatMap((branch) =>
    branch.map(({ message }) =>
      message.replace(/^Invalid (?:input|option): expected /u, '').replace(/, received .*/u, ''),
    ),
  );
  return {
    code: 'custom',
    path: issue.path,
    message: `Expected ${[...new Set(expected)].join(' or ')}`,
    input: issue.input,
    params: {},
  };
}
