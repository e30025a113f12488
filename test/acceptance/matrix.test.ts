import { readingFiles } from './matrix/criteria/reading-files';
import { readingKeys } from './matrix/criteria/reading-keys';
import { readingStacks } from './matrix/criteria/reading-stacks';
import { readingTexts } from './matrix/criteria/reading-texts';
import { settingOptions } from './matrix/criteria/setting-options';
import { report } from './matrix/scene';
import { ROOT } from './root';

/*
 * What is written is read by the tool that will read it. Needs one container of nginx, and one of Caddy.
 */

describe('texts', readingTexts);
describe('typed keys', readingKeys);
describe('options', settingOptions);
describe('stacks', readingStacks);
describe('files', readingFiles);

afterAll(() => report.write(ROOT, 'acceptance-matrix.json'));
