/* `npx projen docgen`: writes API.md and the pages of docs/api, from the compiled library's manifest. */
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { apiPages } from './api-pages';
import { readManifest } from './props-table';

const root = path.join(__dirname, '..');
rmSync(path.join(root, 'docs', 'api'), { recursive: true, force: true });
mkdirSync(path.join(root, 'docs', 'api'), { recursive: true });
for (const [file, text] of Object.entries(apiPages(readManifest(root)))) {
  writeFileSync(path.join(root, file), text);
}
