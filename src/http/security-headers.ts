/** On every answer: pages run nothing and load nothing that is not ours. */
export const securityHeaders = {
  // https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  // A function key in the address must not travel to the pages we link to.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
