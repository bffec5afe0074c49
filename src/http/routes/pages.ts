import { z } from 'zod';
import {
  asset,
  assetTypes,
  checkPage,
  checksPage,
  clusterPage,
  findingsPage,
  messagePage,
  messagesPage,
  sweepPage,
} from '../../pages/index.ts';
import { clusterView } from '../cluster-view.ts';
import { missing } from '../find.ts';
import { findingsView } from '../findings-view.ts';
import { messagesView, messageView } from '../messages-view.ts';
import { clusterPageQuery, findingsPageQuery, messagesPageQuery } from '../page-query.ts';
import { none } from '../request-input.ts';
import { html, pageRoute } from '../route.ts';
import { checksView, checkView, sweepView } from '../views.ts';

export const pageCluster = pageRoute({
  name: 'page-cluster',
  path: 'clusters/{key}',
  summary: 'Page of a cluster',
  params: z.strictObject({ key: z.string() }),
  query: clusterPageQuery,
  handle: async (deps, { key }, { range }) => html(clusterPage(await clusterView(deps, key, range))),
});

export const pageSweep = pageRoute({
  name: 'page-sweep',
  path: 'sweeps/{id}',
  summary: 'Page of a sweep',
  params: z.strictObject({ id: z.string() }),
  handle: async (deps, { id }) => html(sweepPage(await sweepView(deps, id))),
});

export const pageCheck = pageRoute({
  name: 'page-check',
  path: 'checks/{id}',
  summary: 'Page of a check',
  params: z.strictObject({ id: z.string() }),
  handle: async (deps, { id }) => html(checkPage(await checkView(deps, id))),
});

export const pageChecks = pageRoute({
  name: 'page-checks',
  path: 'checks',
  summary: 'Page of the catalogue of checks',
  params: none,
  handle: async (deps) => html(checksPage(await checksView(deps))),
});

export const pageFindings = pageRoute({
  name: 'page-findings',
  path: 'findings',
  summary: 'Page of the open findings of the fleet',
  params: none,
  query: findingsPageQuery,
  handle: async (deps, _params, query) => html(findingsPage(await findingsView(deps, query))),
});

export const pageMessages = pageRoute({
  name: 'page-messages',
  path: 'messages',
  summary: 'Page of what was sent and what was left out',
  params: none,
  query: messagesPageQuery,
  handle: async (deps, _params, query) => html(messagesPage(await messagesView(deps, query))),
});

export const pageMessage = pageRoute({
  name: 'page-message',
  path: 'messages/{id}',
  summary: 'Page of a message',
  params: z.strictObject({ id: z.string() }),
  handle: async (deps, { id }) => html(messagePage(await messageView(deps, id))),
});

export const pageAsset = pageRoute({
  name: 'page-asset',
  path: 'assets/{name}',
  summary: 'A file that pages load',
  params: z.strictObject({ name: z.string() }),
  produces: assetTypes,
  handle: async (_deps, { name }) => asset(name) ?? missing('file', name, 'pages name those they need'),
});
