/** What a path names, or a 404 that says where to find what there is. */
import type { AnyCheck } from '../checks/define-check.ts';
import type { LatestAudit, Sweep } from '../model.ts';
import type { Decision, Delivery, Subscription } from '../notification.ts';
import { cleanText } from '../shared/clean-text.ts';
import type { History } from '../store/history.ts';
import { HttpProblem } from './problem.ts';

export async function requiredLatest(history: History, key: string): Promise<LatestAudit> {
  return (await history.latestOf(key)) ?? missing('cluster', key, 'GET /api/clusters lists those there are');
}

export async function requiredSweep(history: History, id: string): Promise<Sweep> {
  return (await history.sweep(id)) ?? missing('sweep', id, 'GET /api/sweeps lists those there are');
}

export async function requiredWebhook(history: History, id: string): Promise<Subscription> {
  return (await history.subscription(id)) ?? missingWebhook(id);
}

export function missingWebhook(id: string): never {
  return missing('webhook', id, 'GET /api/webhooks lists those there are');
}

export async function requiredDelivery(history: History, id: string): Promise<Delivery> {
  return (await history.delivery(id)) ?? missingDelivery(id);
}

export function missingDelivery(id: string): never {
  return missing('delivery', id, 'GET /api/deliveries lists those there are');
}

export async function requiredDecision(history: History, id: string): Promise<Decision> {
  return (await history.decision(id)) ?? missing('decision', id, 'GET /api/decisions lists those there are');
}

export function requiredCheck(checks: readonly AnyCheck[], id: string): AnyCheck {
  const found = checks.find((check) => check.id === id);
  return found ?? missing('check', id, 'GET /api/checks lists those there are');
}

/** A query that asks for a check that there is not would find nothing, which looks like good news: it is a 400. */
export function requireKnownCheck(checks: readonly AnyCheck[], id: string | undefined): void {
  if (id === undefined || checks.some((check) => check.id === id)) return;
  const detail = `There is no check "${cleanText(id, 128)}"; GET /api/checks lists those there are.`;
  throw new HttpProblem(400, `check: ${detail}`, { errors: [{ parameter: 'check', detail }] });
}

/** Throws the 404. */
export function missing(what: string, name: string, where: string): never {
  throw new HttpProblem(404, `There is no ${what} "${cleanText(name, 128)}"; ${where}.`);
}
