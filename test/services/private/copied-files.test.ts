import * as path from 'path';
import { synthesized } from '../../fixtures/stack';
import { wholeStack } from '../../platforms/compose/production-fixture';

/** The sources of copies for which the mode is not said, there or in the stage that they come from. */
const WITH_ANY_MODE = /^COPY (?!.*--chmod=)(?!--from=files )(?:--\S+ )*(.+) \S+$/gm;

test('an image does not depend on what a checkout lets its owner do with a generated file', () => {
  const files = synthesized(wholeStack().stack);
  const generated = Object.keys(files).map((file) => path.basename(file));
  const dockerfiles = Object.keys(files).filter((file) => path.basename(file) === 'Dockerfile');
  const copied = dockerfiles.flatMap((file) => [...files[file].matchAll(WITH_ANY_MODE)].flatMap(([, sources]) => sources.split(' ')));
  expect(copied).toEqual(expect.arrayContaining(['.', 'requirements.txt']));
  expect(copied.filter((source) => generated.includes(path.basename(source)))).toEqual([]);
});
