/** Nobody is asked who they are, because only this machine can ask. */
import { cleanText } from '../../shared/clean-text.ts';
import { HttpProblem } from '../problem.ts';
import type { Authenticator } from './caller.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The host listens on loopback; its name is looked at too, since anybody's DNS may point a name at this machine. */
export const loopback: Authenticator = {
  hostAsks: 'anonymous',
  challenge: null,
  async authenticate({ url }) {
    const { hostname } = new URL(url);
    if (loopbackNames.has(hostname)) return { name: 'this machine', id: null, role: 'Operator' };
    throw new HttpProblem(
      403,
      `AUTH_MODE is none, so only localhost and 127.0.0.1 are answered, not "${cleanText(hostname, 100)}". Set AUTH_MODE to entra, platform or functionKey.`,
    );
  },
};
