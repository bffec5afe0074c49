/** The pages in real Chromium: wide and narrow, light and dark, with and without scripts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, noBrowser } from './support/browser.ts';
import { startProduct, temporaryFolder } from './support/product.ts';
import type { Product } from './support/product.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

// https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#axe-core-tags
const accessibilityTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// What the other theme can change: the markup is the same.
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

// Strings, because they run in the page: its types are not those of this project.
const sidewaysScroll = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

// The two visits are moments apart.
const passingTime = /\b\d+ (?:s|min|h)\b/g;

const title = noBrowser === null ? 'pages' : `pages (skipped: ${noBrowser})`;
// A browser on a machine that is busy with other tests takes its time.
describe.skipIf(noBrowser !== null)(title, { timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let product: Product;
  let browser: Browser;
  let address: string;
  let axe: string;
  let paths: readonly string[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    product = startProduct({ arguments: ['--port', '0', '--history', '0', '--data', folder.path] });
    [browser, address, axe] = await Promise.all([
      launchBrowser(),
      product.address,
      readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    ]);
    const { items } = (await (await fetch(`${address}/api/clusters`)).json()) as {
      items: { key: string; name: string; sweepId: string }[];
    };
    // The cluster with the longest texts and the most to show; one page of each other kind.
    const webhook = items.find(({ name }) => name === 'aks-checkout-weu-01');
    paths = [
      '/',
      '/?sort=score&order=desc&severity=high&range=7d',
      `/clusters/${webhook?.key}`,
      `/sweeps/${webhook?.sweepId}`,
      '/checks',
      '/checks/webhook-deadlock-risk',
      '/findings',
      '/messages',
      '/reference',
    ];
  });

  afterAll(async () => {
    await browser.close();
    await product.end('SIGINT');
    await folder.remove();
  });

  test.each(sizes)(
    '$width px: no error, nothing from elsewhere, no sideways scroll, accessible in both themes',
    async (viewport) => {
      const context = await browser.newContext({ viewport, colorScheme: 'light' });
      const seen = await visitAll(context);
      await context.close();
      expect(seen).toEqual(
        paths.map((path) => ({
          path,
          status: 200,
          complaints: [],
          foreign: [],
          overflow: 0,
          violations: [],
          inTheDark: [],
          headings: 1,
          saysSample: true,
        })),
      );
    },
  );

  test('without scripts every page still tells everything', async () => {
    const withScripts = await browser.newContext();
    const without = await browser.newContext({ javaScriptEnabled: false });
    for (const path of paths) {
      const [rich, plain] = await Promise.all([textOf(withScripts, path), textOf(without, path)]);
      for (const line of rich) expect(plain).toContain(line);
    }
    await withScripts.close();
    await without.close();
  });

  test('the dashboard leads to the cluster, the cluster to its check, by keyboard alone', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/`);
    await follow(page, 'aks-checkout-weu-01');
    expect(new URL(page.url()).pathname).toMatch(/^\/clusters\/aks-checkout-weu-01-/);
    expect(await page.locator('h1').innerText()).toContain('aks-checkout-weu-01');
    expect(await page.locator('main').innerText()).toContain('validate.kyverno.svc-fail');
    await context.close();
  });

  async function visitAll(context: BrowserContext): Promise<readonly object[]> {
    const seen: object[] = [];
    for (const path of paths) {
      const page = await context.newPage();
      const complaints: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== address) foreign.push(request.url());
      });
      const response = await page.goto(`${address}${path}`, { waitUntil: 'load' });
      seen.push({
        path,
        status: response?.status(),
        complaints,
        foreign,
        overflow: await page.evaluate(sidewaysScroll),
        violations: await violationsOn(page, accessibilityTags),
        headings: await page.locator('h1').count(),
        saysSample: /sample data/i.test(await page.locator('body').innerText()),
        inTheDark: await inTheDark(page),
      });
      await page.close();
    }
    return seen;
  }

  async function inTheDark(page: Page): Promise<readonly string[]> {
    await page.emulateMedia({ colorScheme: 'dark' });
    return violationsOn(page, rulesOfColour);
  }

  /** What axe finds by rules or by their tags. */
  async function violationsOn(page: Page, by: readonly string[]): Promise<readonly string[]> {
    await page.evaluate(axe);
    return page.evaluate<string[]>(
      `axe.run({ runOnly: ${JSON.stringify(by)}, resultTypes: ['violations'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    );
  }

  async function textOf(context: BrowserContext, path: string): Promise<readonly string[]> {
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    const text = await page.locator('main').innerText();
    await page.close();
    return text
      .split('\n')
      .map((line) => line.trim().replaceAll(passingTime, 'some time'))
      .filter((line) => line !== '' && line !== 'Copy');
  }
});

/** Tabs to the link with this text and presses Enter. */
async function follow(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>("document.activeElement?.textContent ?? ''");
    if (!focused.includes(text)) continue;
    await Promise.all([page.waitForURL(/\/clusters\//), page.keyboard.press('Enter')]);
    return;
  }
  throw new Error(`No link to ${text} can be reached by Tab.`);
}
