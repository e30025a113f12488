import { SECTIONS } from '../../../src/guide/private/page';
import * as development from '../../../src/guide/private/sections/development';
import * as production from '../../../src/guide/private/sections/production';
import * as troubleshooting from '../../../src/guide/private/sections/troubleshooting';

const sections = [development, production, troubleshooting].flatMap((part) => Object.entries(part));

test.each(sections)('the section %s is on the page, once', (_, section) => {
  expect(SECTIONS.filter((each) => each === section)).toHaveLength(1);
});
