/** What entries of the notification file say of each other: names that there are not, that there are twice, and for nothing. */
import { z } from 'zod';
import { cleanText } from '../../shared/clean-text.ts';
import { unknownWord } from '../../shared/text-members.ts';

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string().catch('')).catch([]);
const named = z.object({ name: text, kind: text }).catch({});
const routing = z.object({ name: text, receivers: texts, quietHours: text }).catch({ receivers: [] });
const report = z
  .object({ name: text, receivers: texts, csv: z.boolean().catch(false) })
  .catch({ receivers: [], csv: false });

/** The file as far as it can be read, whatever else is wrong in it, so that all is said at once. */
const NamesInFile = z.object({
  receivers: z.array(named).catch([]),
  mail: z.unknown(),
  routes: z.array(routing).catch([]),
  defaultRoute: routing,
  quietHours: z.array(named).catch([]),
  maintenance: z.array(named).catch([]),
  reports: z.array(report).catch([]),
});
type NamesInFile = z.output<typeof NamesInFile>;

export function referenceProblems(value: unknown): readonly string[] {
  const { success, data: file } = NamesInFile.safeParse(value);
  if (!success) return [];
  return [
    ...(['receivers', 'routes', 'quietHours', 'maintenance', 'reports'] as const).flatMap((list) =>
      doublesIn(list, file[list]),
    ),
    ...unknownNames(file),
    ...unusedNames(file),
    ...mailProblems(file),
  ];
}

function doublesIn(list: string, entries: readonly { readonly name?: string | undefined }[]) {
  const first = new Map<string, number>();
  return entries.flatMap(({ name }, place) => {
    if (name === undefined) return [];
    const before = first.get(name);
    first.set(name, before ?? place);
    if (before === undefined) return [];
    return [
      `${list}[${place}].name: It is the name of ${list}[${before}] too. Give it one of its own, or leave one of them out.`,
    ];
  });
}

function unknownNames(file: NamesInFile): readonly string[] {
  const receivers = namesIn(file.receivers);
  const quietHours = namesIn(file.quietHours);
  const problems: string[] = [];
  for (const { place, receivers: names } of [...routesIn(file), ...reportsIn(file)]) {
    const seen = new Set<string>();
    for (const [at, name] of names.entries()) {
      const known = receivers.includes(name);
      if (!known && name !== '') {
        const where = `Known are ${receivers.join(', ')}.`;
        const right = receivers.length === 0 ? 'The file has no receivers.' : where;
        problems.push(`${place}.receivers[${at}]: ${unknownWord('receiver', name, receivers, right)}`);
      } else if (seen.has(name) && known) {
        problems.push(`${place}.receivers[${at}]: It is there twice. Leave one of them out.`);
      }
      seen.add(name);
    }
  }
  for (const { place, quietHours: name } of routesIn(file)) {
    if (name === undefined || quietHours.includes(name)) continue;
    const where = `Known are ${quietHours.join(', ')}.`;
    const right = quietHours.length === 0 ? 'The file has none.' : where;
    problems.push(`${place}.quietHours: ${unknownWord('quiet hours', name, quietHours, right)}`);
  }
  return problems;
}

/** Somebody believes that they are told, or that they are not. */
function unusedNames(file: NamesInFile): readonly string[] {
  const routes = routesIn(file);
  const told = new Set([...routes, ...reportsIn(file)].flatMap(({ receivers }) => receivers));
  const quiet = new Set(routes.map(({ quietHours }) => quietHours));
  return [
    ...file.receivers.flatMap(({ name }, place) =>
      name === undefined || told.has(name)
        ? []
        : [
            `receivers[${place}]: No route and no report names ${cleanText(name, 80)}, and so nothing would be sent to it. Name it in one, or leave it out.`,
          ],
    ),
    ...file.quietHours.flatMap(({ name }, place) =>
      name === undefined || quiet.has(name)
        ? []
        : [
            `quietHours[${place}]: No route names ${cleanText(name, 80)}, and so it would never be quiet. Name it in one, or leave it out.`,
          ],
    ),
  ];
}

function mailProblems(file: NamesInFile): readonly string[] {
  const mails = file.receivers.flatMap(({ name, kind }) => (kind === 'email' ? [name] : []));
  const known = namesIn(file.receivers);
  const [first] = mails;
  const missing =
    file.mail === undefined && first !== undefined
      ? [
          `mail: It is not there, and ${cleanText(first, 80)} is mail. Say who sends and how, e.g. { "from": "fleet@example.com", "smtp": { "urlSetting": "SMTP_URL" } }.`,
        ]
      : [];
  const pointless = reportsIn(file).flatMap(({ place, csv, receivers }) =>
    !csv || receivers.some((name) => mails.includes(name) || !known.includes(name))
      ? []
      : [
          `${place}.csv: It is attached to mail, and none of the receivers is mail. Leave it out, or name one.`,
        ],
  );
  return [...missing, ...pointless];
}

function routesIn({ routes, defaultRoute }: NamesInFile) {
  return [
    ...routes.map((route, place) => ({ ...route, place: `routes[${place}]` })),
    { ...defaultRoute, place: 'defaultRoute' },
  ];
}

function reportsIn({ reports }: NamesInFile) {
  return reports.map((entry, place) => ({ ...entry, place: `reports[${place}]` }));
}

function namesIn(entries: readonly { readonly name?: string | undefined }[]): readonly string[] {
  return entries.flatMap(({ name }) => (name === undefined ? [] : [name]));
}
