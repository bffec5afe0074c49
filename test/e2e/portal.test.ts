/** The widget on docs/api.md in a page of another origin, in real Chromium. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleIn } from '../support/api-page.ts';
import { launchBrowser, noBrowser } from './support/browser.ts';
import { startProduct, temporaryFolder } from './support/product.ts';
import type { Product } from './support/product.ts';

const documented = 'https://auditor.example.com/api/clusters/prod-1-0123456789abcdef/trends?metric=etcdBytes';

interface Trends {
  readonly series: readonly { readonly points: readonly { readonly value: number | null }[] }[];
}

const title = noBrowser === null ? 'a portal' : `a portal (skipped: ${noBrowser})`;
// A browser on a machine that is busy with other tests takes its time.
describe.skipIf(noBrowser !== null)(title, { timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let portal: Server;
  let stranger: Server;
  let product: Product;
  let browser: Browser;
  let trend: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const widget = exampleIn('html');
    // On this machine nobody needs to be known, so any token will do.
    const page = () => `<script>const token = 'none';</script>${widget.replace(documented, trend)}`;
    [portal, stranger] = await Promise.all([pageServer(page), pageServer(page)]);
    product = startProduct({
      arguments: ['--port', '0', '--history', '0', '--data', folder.path],
      environment: { CORS_ALLOWED_ORIGINS: addressOf(portal) },
    });
    const [address, launched] = await Promise.all([product.address, launchBrowser()]);
    browser = launched;
    const clusters = (await (await fetch(`${address}/api/clusters`)).json()) as {
      readonly items: readonly { readonly key: string; readonly etcdBytes: number | null }[];
    };
    const seen = clusters.items.find(({ etcdBytes }) => etcdBytes !== null);
    trend = `${address}/api/clusters/${seen?.key}/trends?metric=etcdBytes`;
  });

  afterAll(async () => {
    await browser.close();
    await product.end('SIGINT');
    await Promise.all([closed(portal), closed(stranger)]);
    await folder.remove();
  });

  test('that is allowed draws the trend, its gaps as gaps', async () => {
    expect(exampleIn('html')).toContain(documented);
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    page.on('pageerror', (error) => void problems.push(error.message));
    await page.goto(addressOf(portal));
    await page.waitForSelector('polyline', { state: 'attached' });
    const lines: [number, number][][] = await page.evaluate(pointsOfLines);
    const { series } = (await (await fetch(trend)).json()) as Trends;
    expect({ lines: lines.map((points) => points.length), problems }).toEqual({
      lines: stretches(series[0]?.points ?? []),
      problems: [],
    });
    expect(lines.flat().every(isInside)).toBe(true);
    await page.close();
  });

  test('that is not allowed gets nothing', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => void problems.push(error.message));
    await page.goto(addressOf(stranger));
    await page.waitForLoadState('networkidle');
    expect({ lines: await page.locator('polyline').count(), problems }).toEqual({
      lines: 0,
      problems: ['Failed to fetch'],
    });
    await page.close();
  });
});

/** How many points follow each other without a gap, as often as there are such stretches. */
function stretches(points: readonly { readonly value: number | null }[]): readonly number[] {
  const lengths = [0];
  for (const { value } of points) {
    if (value === null) lengths.push(0);
    else lengths.push((lengths.pop() ?? 0) + 1);
  }
  return lengths;
}

// A string, because it runs in the page: its types are not those of this project.
const pointsOfLines =
  "Array.from(document.querySelectorAll('polyline'), ({ points }) => Array.from(points, ({ x, y }) => [x, y]))";

function isInside([x, y]: readonly [number, number]): boolean {
  return x >= 0 && x <= 300 && y >= 0 && y <= 80;
}

async function pageServer(page: () => string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,">${page()}`,
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function addressOf(server: Server): string {
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  return `http://127.0.0.1:${port}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
