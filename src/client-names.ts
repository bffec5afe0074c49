/** Clients as the audit log names them, by user agent and user: who is the same in other audits and in other clusters. */
import { cleanText } from './shared/clean-text.ts';

/** One program under one user, whatever its versions. */
export interface ClientIdentity {
  /** What the user agent says before the first `/`. */
  readonly program: string;
  readonly username: string;
}

/** Health checks of Envoy are another client than Envoy's own requests. */
export function programOf(userAgent: string): string {
  const [name = ''] = userAgent.startsWith('Envoy/HC') ? ['Envoy/HC'] : userAgent.split('/', 1);
  return name.trim() === '' ? userAgent : name.trim();
}

/** `kubectl (system:admin)`: how findings name whoever causes them. */
export function clientInWords({ program, username }: ClientIdentity): string {
  return username === '' ? programInWords(program) : `${programInWords(program)} (${username})`;
}

/** The client that `clientInWords` named, as far as its words tell: a program may have brackets in its own name. */
export function clientOfWords(words: string): ClientIdentity {
  const [, program = words, username = ''] = /^(.+) \((.+)\)$/su.exec(words) ?? [];
  return { program: program === noProgram ? '' : program, username };
}

export function programInWords(program: string): string {
  return program === '' ? noProgram : program;
}

const noProgram = '(no user agent)';

/**
 * Nodes, the control plane, what runs in kube-system, and AKS itself. The user is authenticated by the server, so it
 * cannot be borrowed as a user agent can.
 */
export function isSystemUser(username: string): boolean {
  return (
    username.startsWith('system:node:') ||
    username.startsWith('system:kube-') ||
    username.startsWith('system:serviceaccount:kube-system:') ||
    username === 'system:apiserver' ||
    username === 'aksService'
  );
}

/**
 * What a client is called over the whole fleet: its program. Where the name says nothing of who it is, also the user: a
 * service account has the same name wherever the same thing is installed.
 */
export function familyOf({ program, username }: ClientIdentity): string {
  const plain = program.replace(podSuffix, '');
  const user = username.startsWith('system:node:') ? 'system:nodes' : username;
  const isShared = sharedNames.has(plain.toLowerCase());
  return cleanText(clientInWords({ program: plain, username: isShared ? user : '' }), longestFamily);
}

const longestFamily = 120;

/** Some programs call themselves by the name of their pod, which is another with each start. */
const podSuffix = /-[0-9a-f]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/u;

/**
 * Names that many different programs have: tools for people and pipelines, libraries that name themselves instead of their
 * caller, and what scaffolds call every binary, e.g. https://book.kubebuilder.io/quick-start (`manager`). client-go sends
 * the name of the binary: https://pkg.go.dev/k8s.io/client-go/rest#DefaultKubernetesUserAgent
 */
const sharedNames: ReadonlySet<string> = new Set([
  '',
  'kubectl',
  'helm',
  'k9s',
  'curl',
  'wget',
  'mozilla',
  'hashicorp',
  'go-http-client',
  'python-requests',
  'python-urllib',
  'python',
  'aiohttp',
  'openapi-generator',
  'swagger-codegen',
  'kubernetes java client',
  'fabric8-kubernetes-client',
  'okhttp',
  'java',
  'apache-httpclient',
  'kubernetesclient',
  'node-fetch',
  'undici',
  'axios',
  'ruby',
  'kube-client',
  'kube-rs',
  'rust',
  'manager',
  'controller',
  'operator',
  'main',
  'app',
  'server',
  'agent',
  'exe',
  '__debug_bin',
]);

/**
 * The version in a user agent, `1.31.2` of `kubectl/v1.31.2 (linux/amd64) kubernetes/abc`; null where none is said: zeros,
 * a commit or a placeholder. What tells one build from another is left out.
 */
export function clientVersionOf(userAgent: string): string | null {
  const program = programOf(userAgent);
  const rest = userAgent.slice(userAgent.indexOf(program) + program.length);
  const [, version] = versionPattern.exec(rest) ?? [];
  return version === undefined || /^[0.]+$/u.test(version) ? null : version;
}

const versionPattern = /^\/v?(\d{1,9}(?:\.\d{1,9}){1,3}(?:-(?:alpha|beta|rc)[.\d]{0,8})?)(?!\w)/u;
