import type { AnyCheck } from '../../checks/define-check.ts';
import type { Trends } from '../../report/trend.ts';
import type { Html } from '../html.tsx';
import type { Limited } from '../trend/forecast-words.ts';
import { forecastWords } from '../trend/forecast-words.ts';
import { seenTrend, TrendChart } from '../trend/trend-chart.tsx';
import { etcdLimitOf } from './etcd-quota.ts';

interface EtcdChartProps {
  readonly trends: Trends;
  readonly checks: readonly AnyCheck[];
}

/** The size of etcd with its forecast; where the API server is not read, its use as Azure measures it. */
export function EtcdChart({ trends, checks }: EtcdChartProps): Html {
  const found = etcdTrend(trends, checks);
  const share = found?.trend.metric === 'etcdUsed';
  return (
    <TrendChart
      id="etcd-chart"
      title={share ? 'Use of the etcd quota' : 'Size of the etcd database'}
      trends={trends}
      of="Audit"
      figures={[share ? 'etcdUsed' : 'etcdBytes']}
      {...(share ? { top: 1 } : {})}
      bound={found === null ? undefined : { value: found.limit.quota, text: 'quota' }}
      note={found === null ? null : forecastWords(found).join(' ')}
    />
  );
}

/** What is known of how full etcd is, and what it must not reach; null when nothing is. */
export function etcdTrend(trends: Trends, checks: readonly AnyCheck[]): Limited | null {
  const size = seenTrend(trends, 'etcdBytes');
  const trend = size ?? seenTrend(trends, 'etcdUsed');
  const limit = etcdLimitOf(checks, size === undefined ? 'ratio' : 'bytes');
  return trend === undefined || limit === null ? null : { trend, limit };
}
