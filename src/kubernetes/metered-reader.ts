import { setTimeout as wait } from 'node:timers/promises';
import type * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { type Advice, kubeconfigAdvice } from './advice.ts';
import { boundedBody, wholeText } from './body.ts';
import {
  groupsSchema,
  pageSchema,
  parseDocument,
  parsed,
  saysObjectMissing,
  serverMessage,
  versionSchema,
} from './documents.ts';
import { type ReaderLimits, readerLimits } from './limits.ts';
import { type Memo, createMemo } from './memo.ts';
import { type Meter, createMeter } from './meter.ts';
import type {
  KubernetesReader,
  ListOptions,
  Listed,
  ReadOptions,
  TextAnswer,
  TextOptions,
} from './reader.ts';
import { expiredPages, refusalError } from './refusals.ts';
import { type Answer, type Connection, type Requests, type Sleep, createRequests } from './requests.ts';

export interface ReaderSettings {
  readonly limits?: Partial<ReaderLimits>;
  readonly sleep?: Sleep;
  /** What people can do about refusals and connections that fail; that for a kubeconfig when it is not given. */
  readonly advice?: Advice;
}

/** A reader over a connection: one audit's budget, limiter and memory of failures. It owns the connection. */
export function createReader(connection: Connection, settings: ReaderSettings = {}): KubernetesReader {
  const limits = { ...readerLimits, ...settings.limits };
  const sleep: Sleep =
    settings.sleep ?? ((milliseconds, signal) => wait(milliseconds, undefined, { signal }));
  const advice = settings.advice ?? kubeconfigAdvice;
  const shared: Shared = {
    limits,
    advice,
    requests: createRequests(connection, limits, sleep, advice),
    version: createMemo(),
    groups: createMemo(),
    close: () => connection.dispatcher.destroy(),
  };
  return new MeteredReader(shared, createMeter(limits));
}

/** What the views of one reader have in common. */
interface Shared {
  readonly limits: ReaderLimits;
  readonly advice: Advice;
  readonly requests: Requests;
  readonly version: Memo<z.output<typeof versionSchema>>;
  readonly groups: Memo<z.output<typeof groupsSchema>>;
  close(): Promise<void>;
}

type Verb = 'get' | 'list';

/**
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-partialobjectmetadata-or-table; nothing
 * else is accepted, so that a server that cannot do it refuses instead of sending whole objects.
 */
const metadataList = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** An answer read to its end. */
interface Whole extends Pick<Answer, 'status' | 'contentType'> {
  readonly text: string;
}

class MeteredReader implements KubernetesReader {
  readonly #shared: Shared;
  readonly #meter: Meter;

  constructor(shared: Shared, meter: Meter) {
    this.#shared = shared;
    this.#meter = meter;
  }

  load = () => this.#meter.load();

  requestsLeft = () => this.#meter.requestsLeft();

  view = (): KubernetesReader => new MeteredReader(this.#shared, this.#meter.view());

  async get<T>(path: string, schema: z.ZodType<T>, options: ReadOptions): Promise<T> {
    const answer = await this.#json(path, options);
    if (answer.status !== 200) throw this.#refused(answer, 'get', path);
    return parseDocument(schema, answer.text, path);
  }

  async find<T>(path: string, schema: z.ZodType<T>, options: ReadOptions): Promise<T | null> {
    const answer = await this.#json(path, options);
    if (answer.status === 404 && saysObjectMissing(answer.text)) return null;
    if (answer.status !== 200) throw this.#refused(answer, 'get', path);
    this.#meter.objects(1);
    return parseDocument(schema, answer.text, path);
  }

  async text(path: string, { signal, alsoStatus = [] }: TextOptions): Promise<TextAnswer> {
    const answer = await this.#whole(path, '*/*', this.#shared.limits.textBytes, signal);
    const { status, text } = answer;
    if (status !== 200 && !alsoStatus.includes(status)) throw this.#refused(answer, 'get', path);
    return { status, body: text };
  }

  async list<T>(path: string, item: z.ZodType<T>, options: ListOptions<T>): Promise<Listed<T>> {
    const items: T[] = [];
    let next = '';
    let remaining: number | null = 0;
    for (let page = 0; page < options.maxPages && (page === 0 || next !== ''); page += 1) {
      const { metadata, items: raw } = await this.#page(path, options, next);
      this.#meter.objects(raw.length);
      const read = raw.map((one, index) => parsed(item, one, path, index));
      items.push(...read);
      next = metadata.continue;
      remaining = next === '' ? 0 : (metadata.remainingItemCount ?? null);
      if (options.enough?.(read) === true) break;
    }
    return { items, truncated: next !== '', total: remaining === null ? null : items.length + remaining };
  }

  async *stream(path: string, { signal }: ReadOptions): AsyncGenerator<Uint8Array, void> {
    const { limits } = this.#shared;
    const answer = await this.#open(path, 'text/plain;version=0.0.4,*/*;q=0.1', limits.streamSeconds, signal);
    try {
      if (answer.status !== 200) {
        const text = await wholeText(boundedBody(answer.body, limits.textBytes, path));
        throw this.#refused({ ...answer, text }, 'get', path);
      }
      yield* boundedBody(answer.body, limits.streamBytes, path);
    } finally {
      answer.done();
    }
  }

  async serverVersion(options: ReadOptions): Promise<string> {
    const { gitVersion } = await this.#shared.version(() => this.get('/version', versionSchema, options));
    return gitVersion;
  }

  async servedVersion(group: string, wanted: readonly string[], options: ReadOptions): Promise<string> {
    const served = await this.groupVersions(group, options);
    const first = wanted.find((version) => served.includes(version));
    if (first !== undefined) return first;
    throw new ReadError(
      'unsupported',
      `The API server serves ${group} in ${served.join(', ') || 'no version'}, the auditor reads ${wanted.join(', ')}.`,
      'Compare the version of the cluster with the versions that serve this API.',
    );
  }

  async groupVersions(group: string, options: ReadOptions): Promise<readonly string[]> {
    const { groups } = await this.#shared.groups(() => this.get('/apis', groupsSchema, options));
    const found = groups.find(({ name }) => name === group);
    const versions = found?.versions.map(({ version }) => version) ?? [];
    const preferred = found?.preferredVersion?.version;
    return preferred === undefined ? versions : [...new Set([preferred, ...versions])];
  }

  close = () => this.#shared.close();

  async #page(
    path: string,
    { limit, query = {}, signal, metadataOnly = false }: Omit<ListOptions, 'enough'>,
    next: string,
  ) {
    // Without a resourceVersion on purpose: version 0 would make the server ignore `limit` and send everything
    // (https://github.com/kubernetes/kubernetes/blob/v1.33.0/staging/src/k8s.io/apiserver/pkg/storage/cacher/cacher.go).
    const parameters = new URLSearchParams({ ...query, limit: String(limit) });
    if (next !== '') parameters.set('continue', next);
    const accept = metadataOnly ? metadataList : 'application/json';
    const answer = await this.#json(`${path}?${parameters.toString()}`, { signal }, accept);
    if (answer.status === 410 && next !== '') throw expiredPages(path);
    if (answer.status !== 200) throw this.#refused(answer, 'list', path);
    return parseDocument(pageSchema, answer.text, path);
  }

  #json(path: string, { signal }: ReadOptions, accept = 'application/json'): Promise<Whole> {
    return this.#whole(path, accept, this.#shared.limits.jsonBytes, signal);
  }

  async #whole(path: string, accept: string, mostBytes: number, signal: AbortSignal): Promise<Whole> {
    const answer = await this.#open(path, accept, this.#shared.limits.requestSeconds, signal);
    try {
      const text = await wholeText(boundedBody(answer.body, mostBytes, path));
      return { status: answer.status, contentType: answer.contentType, text };
    } finally {
      answer.done();
    }
  }

  #open(path: string, accept: string, seconds: number, signal: AbortSignal): Promise<Answer> {
    return this.#shared.requests.open({ path, accept, seconds, signal, meter: this.#meter });
  }

  #refused({ status, text, contentType }: Whole, verb: Verb, path: string): ReadError {
    const message = serverMessage(text, contentType);
    const error = refusalError({ status, verb, path, message }, this.#shared.advice);
    // Refused credentials stay refused; asking on only fills the server's audit log.
    if (status === 401) this.#shared.requests.breakWith(error);
    return error;
  }
}
