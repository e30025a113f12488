import * as path from 'path';

/** The library's own repository. */
export const ROOT = path.join(__dirname, '../..');
