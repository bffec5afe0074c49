/** What is paid beside sweeps, for those who switch it on. */
import type { Measure } from './measure.ts';
import { prices } from './prices.ts';
import type { StoredSweepOutcome } from './stored-sweep.ts';
import { hours, queuePollsAtMost, usualMemoryGb } from './usage.ts';

/** Blobs, queues and tables. */
const storageEndpoints = 3;
const gb = 1_000_000_000;

export function extras({ apiBytes }: StoredSweepOutcome): readonly Measure[] {
  const named = (what: string, value: number, unit = '$'): Measure => ({
    what: `beside it, a month: ${what}`,
    value,
    unit,
  });
  const scrapes = hours * 60;
  return [
    named('looking into 12 empty queues, at most', queuePollsAtMost * prices.queueOperation),
    named('an HTTP instance that always waits', hours * 3_600 * usualMemoryGb * prices.waitingGbSecond),
    named('a NAT gateway with its address', hours * prices.natGatewayHour),
    named('what 100 clusters send through the NAT gateway', ((hours * apiBytes) / gb) * prices.natGatewayGb),
    named(
      'private endpoints of the storage with their zones',
      storageEndpoints * (hours * prices.privateEndpointHour + prices.privateZoneMonth),
    ),
    named('the alert that no sweep was closed', prices.logAlertMonth),
    // Each takes the shortest time that is billed.
    named('memory time of a scrape of /api/metrics every minute', scrapes * usualMemoryGb, 'GB-s'),
    named('the same when nothing of it is free', scrapes * usualMemoryGb * prices.gbSecond),
    named('each 100 GB that queries of Basic tables scan', 100 * prices.scannedGb),
  ];
}
