import { CACHING } from './caching';
import { COMPRESSING } from './compressing';
import { GUARDING } from './guarding';
import { PROXYING } from './proxying';
import { Row } from './row';
import { TYPING } from './typing';

/** What every frontend with its services has to answer, by subject. */
export const TABLE: { readonly [subject: string]: Row[] } = {
  'caching': CACHING,
  'types': TYPING,
  'compression': COMPRESSING,
  'services': PROXYING,
  'security headers, each once': GUARDING,
};
