/**
 * As much of kubectl as the remedies use, so that a test runs their commands as people do: by a shell, with its pipes and
 * quotes, on a real API server. It sends what kubectl sends and knows no other options than those below: a command that
 * kubectl would refuse fails here too.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { ApiError, clientOf } from './client.ts';
import { type ServedKind, kindNamed, kindOf, pathOf, servedKinds } from './kinds.ts';
import { columnsOf, printed } from './output.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'all-namespaces': { type: 'boolean' },
    cascade: { type: 'string', default: 'background' },
    'chunk-size': { type: 'string', default: '500' },
    'dry-run': { type: 'string', default: 'none' },
    'field-selector': { type: 'string' },
    filename: { type: 'string', multiple: true },
    hard: { type: 'string' },
    'ignore-not-found': { type: 'boolean' },
    image: { type: 'string' },
    namespace: { type: 'string', default: 'default' },
    'no-headers': { type: 'boolean' },
    output: { type: 'string' },
    patch: { type: 'string', default: '' },
    raw: { type: 'string' },
    restart: { type: 'string' },
    selector: { type: 'string' },
    'sort-by': { type: 'string' },
    type: { type: 'string', default: 'strategic' },
    wait: { type: 'string' },
  },
});

const [verb = '', ...words] = positionals;
const client = await clientOf(process.env['KUBECONFIG'] ?? '');
// As kubectl: a field that the server does not know is an error, on servers that can tell (1.25 and newer).
const writing = `fieldValidation=Strict${options['dry-run'] === 'server' ? '&dryRun=All' : ''}`;

interface Target {
  readonly kind: ServedKind;
  readonly name: string;
  readonly path: string;
}

const actions: Readonly<Record<string, () => Promise<void>>> = {
  get: async () => {
    if (options.raw !== undefined) return print(await client.send('GET', options.raw));
    const named = words.length > 1 || words[0]?.includes('/') === true;
    const objects = named ? await read() : await listed();
    const format = options.output ?? tableFormat();
    if (format.startsWith('custom-columns=')) return print(columnsOf(format, objects));
    const [first] = objects;
    const whole = named && first !== undefined ? first : { apiVersion: 'v1', kind: 'List', items: objects };
    print(printed(format, whole));
  },
  create: async () => {
    const [what, name] = words;
    if (what !== 'quota') return await createFrom();
    const [key = '', limit = ''] = (options.hard ?? '').split('=');
    await client.send('POST', `/api/v1/namespaces/${encodeURIComponent(options.namespace)}/resourcequotas`, {
      metadata: { name },
      spec: { hard: { [key]: limit } },
    });
  },
  patch: async () => {
    for (const { path } of await targetsOf(words)) {
      await client.send('PATCH', path, JSON.parse(options.patch), patchTypes[options.type]);
    }
  },
  label: () => setMetadata('labels'),
  annotate: () => setMetadata('annotations'),
  delete: async () => {
    const propagationPolicy = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' }[
      options.cascade
    ];
    // Without names: each of those that are selected.
    const all =
      words.length > 1 || words[0]?.includes('/') === true ? words : [...words, ...(await namesListed())];
    for (const { kind, name, path } of await targetsOf(all)) {
      try {
        await client.send('DELETE', path, { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy });
        print(`${kind.kind.toLowerCase()} "${name}" deleted`);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404 && options['ignore-not-found'] === true))
          throw error;
      }
    }
  },
  run: async () => {
    const [name] = words;
    await client.send('POST', `/api/v1/namespaces/${options.namespace}/pods?${writing}`, {
      metadata: { name },
      spec: { containers: [{ name, image: options.image }], restartPolicy: options.restart },
    });
    print(`pod/${name}`);
  },
};

const patchTypes: Readonly<Record<string, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/** `TYPE/NAME …` or `TYPE NAME …`. */
async function targetsOf(objects: readonly string[]): Promise<readonly Target[]> {
  const kinds = await servedKinds(client);
  const [type = '', ...names] = objects;
  const pairs = type.includes('/')
    ? objects.map((word) => word.split('/', 2))
    : names.map((name) => [type, name]);
  return pairs.map(([typeName = '', name = '']) => {
    const kind = kindNamed(kinds, typeName);
    return { kind, name, path: pathOf(kind, options.namespace, name) };
  });
}

async function read(): Promise<readonly object[]> {
  const found = await targetsOf(words);
  return Promise.all(found.map(async ({ path }) => JSON.parse(await client.send('GET', path)) as object));
}

/** The first columns of kubectl's table, without its header. */
function tableFormat(): string {
  const place = options['all-namespaces'] === true ? 'NAMESPACE:.metadata.namespace,' : '';
  return `custom-columns=${place}NAME:.metadata.name`;
}

async function listed(): Promise<readonly object[]> {
  const kinds = await servedKinds(client);
  const namespace = options['all-namespaces'] === true ? null : options.namespace;
  const found: object[] = [];
  for (const type of (words[0] ?? '').split(',')) {
    const path = pathOf(kindNamed(kinds, type), namespace, null);
    let token = '';
    do {
      const query = new URLSearchParams({
        limit: options['chunk-size'],
        ...(token === '' ? {} : { continue: token }),
        ...(options.selector === undefined ? {} : { labelSelector: options.selector }),
        ...(options['field-selector'] === undefined ? {} : { fieldSelector: options['field-selector'] }),
      });
      const page = JSON.parse(await client.send('GET', `${path}?${query.toString()}`)) as {
        readonly items: readonly object[];
        readonly metadata: { readonly continue?: string };
      };
      found.push(...page.items);
      token = page.metadata.continue ?? '';
    } while (token !== '');
  }
  return found;
}

async function namesListed(): Promise<readonly string[]> {
  if (options.selector === undefined && options['field-selector'] === undefined) {
    throw new Error('resource(s) were provided, but no name was specified');
  }
  return columnsOf('custom-columns=NAME:.metadata.name', await listed())
    .split('\n')
    .filter((name) => name !== '');
}

async function createFrom(): Promise<void> {
  const kinds = await servedKinds(client);
  for (const file of options.filename ?? []) {
    for (const document of parseAllDocuments(readFileSync(file === '-' ? 0 : file, 'utf8'))) {
      const object = document.toJS({ maxAliasCount: 0 }) as {
        readonly apiVersion: string;
        readonly kind: string;
        readonly metadata: { readonly name: string; readonly namespace?: string };
      };
      const namespace = object.metadata.namespace ?? options.namespace;
      await client.send('POST', `${pathOf(kindOf(kinds, object), namespace, null)}?${writing}`, object);
      print(`${object.kind.toLowerCase()}/${object.metadata.name} created`);
    }
  }
}

/** `key=value` sets, `key-` removes. */
async function setMetadata(field: 'labels' | 'annotations'): Promise<void> {
  const isChange = (word: string): boolean => word.includes('=') || word.endsWith('-');
  const changes = words
    .filter(isChange)
    .map((word) => (word.endsWith('-') ? [word.slice(0, -1), null] : word.split('=', 2)));
  const patch = { metadata: { [field]: Object.fromEntries(changes) as object } };
  for (const { path } of await targetsOf(words.filter((word) => !isChange(word)))) {
    await client.send('PATCH', path, patch, patchTypes['merge']);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const action = actions[verb];
if (action === undefined) throw new Error(`unknown command "${verb}"`);
await action().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
