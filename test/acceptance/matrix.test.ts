import { readingKeys } from './matrix/criteria/reading-keys';
import { readingTexts } from './matrix/criteria/reading-texts';
import { report } from './matrix/scene';
import { ROOT } from './root';

/*
 * What is written is read by the tool that will read it, at its strictest setting. Needs no container but one of nginx and one of Caddy.
 */

describe('texts', readingTexts);
describe('typed keys', readingKeys);

afterAll(() => report.write(ROOT, 'acceptance-matrix.json'));
