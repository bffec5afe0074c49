/** The oldest Node that the app is made for, where the machine has it: NODE_22 names its program, as .ci/run does. */
export const node22 = process.env['NODE_22'] ?? '';

export const missingNode22 = node22 === '' ? 'NODE_22 names no Node 22' : null;
