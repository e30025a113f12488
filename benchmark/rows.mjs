/* All rows, in the order of the page. */
import { BUILDS } from './builds.mjs';
import { PENDING } from './pending.mjs';
import { REQUESTS } from './requests.mjs';
import { SYNTHESIS } from './synthesis.mjs';

export const ROWS = [...BUILDS, ...REQUESTS, ...SYNTHESIS, ...PENDING];
