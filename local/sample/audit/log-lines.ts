/** Lines that the API server and the autoscaler write to their own logs over a window of time. */
import { draws, hashOf } from '../random.ts';
import type { Story } from '../story.ts';
import { timesOf } from '../time.ts';
import type { Moment } from '../time.ts';
import type { Window } from './events.ts';
import { refusalLines } from './refusals.ts';
import type { LogLine } from './refusals.ts';

export interface LogEntry {
  readonly at: string;
  readonly category: string;
  /** As AKS names them, whatever the case: Info, Warning, Error. */
  readonly level: string;
  readonly message: string;
}

const usual: Readonly<Record<string, readonly LogLine[]>> = {
  'kube-apiserver': [
    {
      severity: 'I',
      source: 'controller.go:615',
      message: 'quota admission added evaluator for: leases.coordination.k8s.io',
      perSecond: 1 / 400,
    },
    {
      severity: 'I',
      source: 'alloc.go:330',
      message: '"allocated clusterIPs" service="default/web"',
      perSecond: 1 / 900,
    },
    {
      severity: 'W',
      source: 'watcher.go:338',
      message: 'watch chan error: etcdserver: mvcc: required revision has been compacted',
      perSecond: 1 / 600,
    },
  ],
  'cluster-autoscaler': [
    { severity: 'I', source: 'static_autoscaler.go:290', message: 'Starting main loop', perSecond: 0.1 },
  ],
};

/** Of the given categories; those that the sample knows nothing of are silent. */
export function* logEntries(
  story: Story,
  categories: ReadonlySet<string>,
  { begun }: Moment,
  window: Window,
): Iterable<LogEntry> {
  for (const category of categories) {
    const lines = [...(usual[category] ?? []), ...(category === 'kube-apiserver' ? refusalLines(story) : [])];
    for (const [index, line] of lines.entries()) {
      const { from, to } = timesOf(line, begun);
      const within = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
      yield* entriesOf(line, category, hashOf(`${story.name}/${category}/${index}`), within);
    }
  }
}

const levels = { I: 'Info', W: 'Warning', E: 'Error' } as const;

function* entriesOf(line: LogLine, category: string, seed: number, { from, to }: Window): Iterable<LogEntry> {
  const spacing = 1000 / line.perSecond;
  for (let index = Math.floor(from / spacing) - 1; index * spacing < to; index += 1) {
    const at = (index + draws(seed, index)()) * spacing;
    if (at < from || at >= to) continue;
    const time = new Date(at).toISOString();
    // https://github.com/kubernetes/klog/blob/main/klog.go (formatHeader)
    const header = `${line.severity}${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 23)}000       1 ${line.source}]`;
    yield { at: time, category, level: levels[line.severity], message: `${header} ${line.message}` };
  }
}
