/* `npx projen contract:update`: records what users of generated files rely on. Read the diff: what is gone in it is a breaking change. */
import { writeFileSync } from 'fs';
import { RECORD, contractOfReference } from './reference';

writeFileSync(RECORD, `${contractOfReference().join('\n')}\n`);
