/* `npx projen props`: writes what src/base/props.ts knows about the public structs, from the compiled library. */
import { writeFileSync } from 'fs';
import * as path from 'path';
import { propsTable, readManifest, tableText } from './props-table';

const root = path.join(__dirname, '..');
// compiled by the time that this runs, and not when this is checked
void import(path.join(root, 'lib', 'index.js')).then((library) => {
  writeFileSync(path.join(root, 'assets', 'props.json'), tableText(propsTable(readManifest(root), library)));
});
