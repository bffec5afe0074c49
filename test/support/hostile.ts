import * as fc from 'fast-check';

const nasty = '$(id)|`id`|\'|"|\\|;|&|!|*|-x|~|<|>|#|: |{|}'.split('|');
const strange = [
  '|',
  '\n',
  '\r',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\u007f',
  '\u001b[2J',
  '\u{1f600}',
  '\ud800',
];

/** Text as somebody would choose it who wants to break out of a command, a manifest or a page; never NUL. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nasty, ...strange),
      fc.integer({ min: 1, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('a', 'z', '0', '.', '/', '='),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
