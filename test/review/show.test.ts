import { writeFileSync } from 'fs';
import { CHANGES, written } from './changes';
import { revisionOf } from './scene';
import { review } from '../../src/review';
test('x', () => {
  let out = '';
  for (const name of Object.keys(CHANGES)) {
    try {
      const { before, after } = written(CHANGES[name]);
      out += `##### ${name}\n${review(revisionOf(before), revisionOf(after)).text.split('\n').slice(1).join('\n')}\n`;
    } catch (e) { out += `##### ${name} FAILED ${(e as Error).stack}\n`; }
  }
  writeFileSync('/tmp/review/out.txt', out);
});
