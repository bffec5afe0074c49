import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { htmlReport, reportPolicy } from '../../src/pages/index.ts';
import { fleet, fleetOf, toldFleet } from '../report/reports.ts';
import { hostileTexts } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { reportWith } from '../support/report.ts';
import { elementsOf, sectionOf, tagsOf, textOf, textsOf } from './markup.ts';

const options = { checks, notice: null };
const html = htmlReport(fleet, options);
const [batch] = fleet.clusters;
const anchor = `cluster-${batch?.key}`;

describe('htmlReport', () => {
  test('is one document that needs nothing else: no script, no file, no address but those of the sources', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">.*<\/html>\n$/su);
    const loading = tagsOf(html).filter(
      ({ name, attributes }) =>
        ['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base'].includes(name) ||
        Object.keys(attributes).some((key) => key === 'src' || key === 'style' || key.startsWith('on')),
    );
    const links = elementsOf(html, 'a').map(({ attributes }) => attributes['href'] ?? '');

    expect(loading).toEqual([]);
    expect(styleOf(html)).not.toMatch(/url\(|@import/u);
    expect([...new Set(links)].toSorted()).toEqual([
      ...fleet.clusters.map(({ key }) => `#cluster-${key}`).toSorted(),
      'https://example.com/jobs',
      'https://example.com/limits',
    ]);
  });

  test('has its policy in itself: the one style sheet and nothing else', () => {
    const hash = createHash('sha256').update(styleOf(html)).digest('base64');

    expect(reportPolicy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(elementsOf(html, 'meta').map(({ attributes }) => attributes)).toContainEqual({
      'http-equiv': 'content-security-policy',
      content: reportPolicy,
    });
  });

  test('starts with what keeps it from being the whole truth, then the figures', () => {
    expect(textOf(html.slice(0, html.indexOf('<section')))).toBe(
      'AKS Fleet Auditor Fleet report Sweep from 24 Nov 2026, 12:00 UTC to 24 Nov 2026, 12:03 UTC . ' +
        'Findings are compared with the audits before. ' +
        'Part of the fleet could not be seen: clusters may be missing. Subscription s-2 may not be read. ' +
        '1 cluster of 3 could not be audited. dark : The name cannot be resolved. ' +
        'Fleet score 72 of 100 61 with what is suppressed. Coverage 67 % ' +
        'Open findings 2 1 critical 1 medium 1 more are suppressed. Clusters audited 1 of 2',
    );
  });

  test('tells of the fleet as a whole, without links to pages that an archive does not have', () => {
    const across = sectionOf(htmlReport(toldFleet, options), 'across');

    expect(textOf(across)).toContain(
      'job-dispatcher High 2 clusters prod-a : 50 % of the requests, 20 a second',
    );
    expect(elementsOf(across, 'a')).toEqual([]);
  });

  test('says what to do first, worst first, without what is suppressed', () => {
    expect(textsOf(sectionOf(html, 'first'), 'li')).toEqual([
      'Critical batch Too many objects of a kind Jobs in pods: 48,211; expected at most 10,000. Delete finished jobs.',
      'Medium batch Too many objects of a kind Jobs in jobs: 48,211; expected at most 10,000. Delete finished jobs.',
    ]);
  });

  test('has every cluster on a line, those that nobody could audit first', () => {
    expect(textsOf(sectionOf(html, 'clusters'), 'tr').slice(1)).toEqual([
      'dark Failed',
      'batch Audited 83 75 % 1 critical 1 medium 1 2',
      'stopped Skipped',
    ]);
  });

  test('tells of a cluster what is open with the way to repair it, suppressed, unknown, out of sight and resolved', () => {
    const section = sectionOf(html, anchor);
    const text = textOf(section);

    expect(textsOf(section, 'h3')).toEqual([
      'Too many objects of a kind',
      'Too many objects of a kind',
      'Suppressed',
      'Could not be judged',
      'Found earlier, and not seen again',
      'Resolved',
    ]);
    expect(text).toContain(
      'Kubernetes v1.31.2, Standard, westeurope, 12 nodes, audited 24 Nov 2026, 12:02 UTC',
    );
    expect(text).toContain('Still open, first seen 24 Nov 2026, 10:02 UTC');
    expect(text).toContain(
      'Accepted by batch-team until 1 Mar 2027, 00:00 UTC : They are cleaned up by hand until spring.',
    );
    expect(text).toContain('Cut off. Only 5 pages were read.');
    expect(text).toContain(
      'Last seen 24 Nov 2026, 11:02 UTC . This sweep could not look again, so it counts as open.',
    );
    expect(textsOf(section, 'pre')).toContain('kubectl delete job text');
  });

  test('nothing found is no all-clear where something could not be seen', () => {
    const clear = { ...fleet, clusters: batch === undefined ? [] : [{ ...batch, findings: [] }] };

    expect(textOf(htmlReport(clear, options))).toContain('Nothing is wrong in what could be seen');
  });

  test('says that data are samples, and of a report without clusters that it has none', () => {
    const empty = { ...reportWith({ complete: true, findings: [] }), clusters: [] };
    const text = textOf(htmlReport(empty, { checks, notice: 'Sample data: built in.' }));

    expect(text).toContain('Sample data: built in.');
    expect(text).toContain('The sweep found no cluster.');
  });

  test('equal reports are equal documents', () => {
    expect(htmlReport(structuredClone(fleet), options)).toBe(html);
  });

  test('has one h1, no heading skips a level, ids are unique, and what is referred to is there', () => {
    const tags = tagsOf(html).filter(({ closing }) => !closing);
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/u.test(name) ? [Number(name.slice(1))] : []));
    const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    const referred = tags.flatMap(({ attributes }) => [
      ...(attributes['aria-labelledby'] ?? '').split(' ').filter((id) => id !== ''),
      ...(attributes['href']?.startsWith('#') === true ? [attributes['href'].slice(1)] : []),
    ]);

    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1)).toEqual([]);
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each(hostileTexts)('text cannot become markup: %j', (text) => {
    expect(structureOf(htmlReport(fleetOf(text), options))).toEqual(
      structureOf(htmlReport(fleetOf('harmless'), options)),
    );
  });

  test('no text becomes markup or changes the direction of the text around it', () => {
    const expected = structureOf(htmlReport(fleetOf('harmless'), options));
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = htmlReport(fleetOf(`x${text}`), options);
        expect(structureOf(page)).toEqual(expected);
        expect(textOf(page.replaceAll(/<code>.*?<\/code>/gsu, ''))).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
        );
      }),
      { numRuns: 30 },
    );
  });
});

function styleOf(page: string): string {
  return /<style>(.*?)<\/style>/su.exec(page)?.[1] ?? '';
}

/** Elements with the names of their attributes. Words of commands are left out: their number follows the text. */
function structureOf(page: string): readonly string[] {
  return tagsOf(page)
    .filter(({ name }) => name !== 'span')
    .map(
      ({ name, closing, attributes }) => `${closing ? '/' : ''}${name} ${Object.keys(attributes).join(' ')}`,
    );
}
