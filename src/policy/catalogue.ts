/** The schemas with the ids and thresholds of the catalogue. */
import { checks } from '../checks/index.ts';
import { policySchemas } from './schema.ts';

export const { SuppressionInput, ThresholdInput, PolicyFileInput } = policySchemas(checks);

/** For schemas of requests that speak of checks. */
export const knownChecks = checks;
