import type { PostInvocationHandler } from '@azure/functions';
import type { InsightsMetrics } from '../azure/application-insights.ts';
import { loggerTo } from '../shared/logger.ts';

/** Hook: counts an invocation that failed, and sends the metrics before its instance may be frozen or removed. */
export function afterInvocation(metrics: InsightsMetrics): PostInvocationHandler {
  return async function sendMetrics({ invocationContext, error }) {
    const { functionName, options } = invocationContext;
    // Somebody waits for the answer of these, and they record nothing.
    if (options.trigger.type === 'httpTrigger') return;
    if (error !== null && error !== undefined) {
      metrics.record('auditor.invocation.failed', 1, { function: functionName, error: nameOf(error) });
    }
    await metrics.flush(loggerTo(invocationContext));
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
