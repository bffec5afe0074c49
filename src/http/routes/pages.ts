import { z } from 'zod';
import { asset, assetTypes, checkPage, clusterPage, sweepPage } from '../../pages/index.ts';
import { checkView, clusterView, sweepView } from '../views.ts';
import { missing } from '../find.ts';
import { html, pageRoute } from '../route.ts';

export const pageCluster = pageRoute({
  name: 'page-cluster',
  path: 'clusters/{key}',
  summary: 'Page of a cluster',
  params: z.strictObject({ key: z.string() }),
  handle: async (deps, { key }) => html(clusterPage(await clusterView(deps, key))),
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
  handle: async (deps, { id }) => html(checkPage(checkView(deps, id))),
});

export const pageAsset = pageRoute({
  name: 'page-asset',
  path: 'assets/{name}',
  summary: 'A file that pages load',
  params: z.strictObject({ name: z.string() }),
  produces: assetTypes,
  handle: async (_deps, { name }) => asset(name) ?? missing('file', name, 'pages name those they need'),
});
