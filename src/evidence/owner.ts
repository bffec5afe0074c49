/** What an object belongs to. */
import * as z from 'zod';
import { listOf } from './schema-parts.ts';

/** The controller of an object, or else its first owner; null for one that nobody owns. */
export const ownersSchema = listOf(
  z.object({ kind: z.string(), name: z.string(), controller: z.boolean().nullish() }),
).transform((owners) => {
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  return owner === undefined ? null : { kind: owner.kind, name: owner.name };
});
