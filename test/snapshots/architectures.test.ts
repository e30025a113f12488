import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';

/** What is written for one kind of processor, or asks for one. */
const ARCHITECTURE = /\b(amd64|arm64|x86[_-]64|aarch64|armv7|i[3-6]86)\b|^ +platforms?:|--platform/m;

/** What each construct writes in each environment, and the programs that stacks are written with. */
const WRITTEN = [...filesIn(path.join(__dirname, '__snapshots__')), ...['bash', 'sh', 'node', 'python'].flatMap((folder) =>
  filesIn(path.join(__dirname, '../../assets', folder)))];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test('there is something to look through', () => {
  expect(WRITTEN.length).toBeGreaterThan(40);
});

test.each(WRITTEN.map((file) => [path.relative(path.join(__dirname, '../..'), file), file]))('%s names no processor', (_, file) => {
  expect(readFileSync(file, 'utf-8').match(ARCHITECTURE)?.[0]).toBeUndefined();
});
