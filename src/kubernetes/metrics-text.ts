/** Streaming reader of the Prometheus text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */
import { ReadError } from '../shared/errors.ts';
import { formatBytes } from '../shared/format.ts';
import { type Sample, parseSample } from './metrics-line.ts';
import { createNameTest } from './metrics-name-test.ts';

export type { Sample } from './metrics-line.ts';

export interface MetricsLimits {
  readonly lineBytes: number;
  readonly samples: number;
  readonly bytes: number;
}

/** What was read besides the samples that were handed over. */
export interface MetricsRead {
  readonly bytes: number;
  readonly lines: number;
  readonly samples: number;
  /** Lines of wanted metrics that could not be understood. */
  readonly malformed: number;
}

/**
 * Hands every sample of the wanted names to `onSample`, in their order, and keeps nothing else.
 * `wanted` holds names as they stand on a line; of a histogram one asks for `_bucket`, `_sum` or `_count`.
 * Lines of other metrics are skipped by comparing bytes and never become text. An end of the input in the middle of a
 * line is `truncated`, because the format ends with a line feed; input that is no metrics at all is `invalid`.
 */
export async function readSamples(
  chunks: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
  onSample: (sample: Sample) => void,
  limits: Partial<MetricsLimits> = {},
): Promise<MetricsRead> {
  const lines = createLineReader(wanted, onSample, { ...metricsLimits, ...limits });
  for await (const chunk of chunks) lines.push(chunk);
  return lines.end();
}

const metricsLimits: MetricsLimits = {
  // Real lines have 150 to 250 bytes; label values are names and paths.
  lineBytes: 64 * 1024,
  // The wanted metrics of a large cluster: some ten thousand request counters, and 24 buckets for each kind and operation of
  // etcd, which are added up as they come.
  samples: 1_000_000,
  // More than twice of what servers with many CRDs and long uptime were seen to send (100 MB).
  bytes: 256 * 1024 * 1024,
};

const lineFeed = 0x0a;
const nothing = Buffer.alloc(0);

function createLineReader(
  wanted: ReadonlySet<string>,
  onSample: (sample: Sample) => void,
  limits: MetricsLimits,
) {
  const isWanted = createNameTest(wanted);
  const read = { bytes: 0, lines: 0, samples: 0, malformed: 0 };
  /** Start of a line whose end has not come yet. */
  let rest: Buffer = nothing;
  /** Whether the line that has begun is too long and unwanted, so that its remainder is passed over. */
  let skipping = false;
  let recognised = false;

  function push(chunk: Uint8Array): void {
    read.bytes += chunk.length;
    if (read.bytes > limits.bytes) throw tooLarge(`more than ${formatBytes(limits.bytes)}`);
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    if (skipping || rest.length > 0) {
      const end = buffer.indexOf(lineFeed);
      if (end === -1) {
        keep(buffer);
        return;
      }
      if (skipping) read.lines += 1;
      else {
        const line = Buffer.concat([rest, buffer.subarray(0, end)]);
        takeLine(line, 0, line.length);
      }
      skipping = false;
      rest = nothing;
      start = end + 1;
    }
    for (let end = buffer.indexOf(lineFeed, start); end !== -1; end = buffer.indexOf(lineFeed, start)) {
      takeLine(buffer, start, end);
      start = end + 1;
    }
    if (start < buffer.length) keep(buffer.subarray(start));
  }

  function keep(part: Buffer): void {
    if (skipping) return;
    // A copy: the chunk's memory belongs to whoever sent it.
    rest = Buffer.concat([rest, part]);
    if (rest.length <= limits.lineBytes) return;
    refuseLongLine(rest, 0, rest.length);
    rest = nothing;
    skipping = true;
  }

  function refuseLongLine(buffer: Buffer, start: number, end: number): void {
    if (!recognised) throw notMetrics();
    if (isWanted(buffer, start, end)) throw tooLarge(`a line of more than ${limits.lineBytes} bytes`);
  }

  function takeLine(buffer: Buffer, start: number, end: number): void {
    read.lines += 1;
    if (end - start > limits.lineBytes) {
      refuseLongLine(buffer, start, end);
      return;
    }
    if (!recognised) recognise(buffer.toString('utf8', start, end));
    if (!isWanted(buffer, start, end)) return;
    const sample = parseSample(buffer.toString('utf8', start, end));
    if (sample === null) {
      read.malformed += 1;
      return;
    }
    read.samples += 1;
    if (read.samples > limits.samples)
      throw tooLarge(`more than ${limits.samples} samples of wanted metrics`);
    onSample(sample);
  }

  /** The first line that says something decides whether this is metrics; a sign-in page or an error text is not. */
  function recognise(line: string): void {
    const text = line.trim();
    if (text === '') return;
    if (!text.startsWith('#') && parseSample(text) === null) throw notMetrics();
    recognised = true;
  }

  function end(): MetricsRead {
    if (!recognised) throw notMetrics();
    if (rest.length > 0 || skipping) throw tooLarge('a last line without an end');
    return read;
  }

  return { push, end };
}

function tooLarge(what: string): ReadError {
  return new ReadError(
    'truncated',
    `The metrics of the API server could not be read to their end: ${what}.`,
    'Look at which metrics make the answer so large, often custom resources; the next audit asks again.',
  );
}

function notMetrics(): ReadError {
  return new ReadError(
    'invalid',
    'The answer to /metrics is not in the Prometheus text format.',
    'Check that the server address in the kubeconfig is the API server itself and no proxy that answers for it.',
  );
}
