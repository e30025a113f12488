import { check } from './private/checks';
import { shown } from '../base/checks';

/** Which files have a content hash in their name, and so never change. */
export class HashedFiles {
  /** The application builder of Angular 17 and newer: `main-ABCDEFGH.js`, `media/logo-2345ABCD.svg`. */
  public static angular(): HashedFiles {
    return new HashedFiles('-[A-Z2-7]{8}\\.[a-z0-9.]+$');
  }

  /** Angular's legacy browser builder (`@angular-devkit/build-angular:browser`): `main.0123456789abcdef.js`. */
  public static angularBrowserBuilder(): HashedFiles {
    return new HashedFiles('\\.[0-9a-f]{16,20}\\.[a-z0-9.]+$');
  }

  /**
   * Vite, and with it most React, Vue and Svelte applications: `assets/index-BkT9zvJ2.js`. A file in `public/assets` whose name ends with a
   * hyphen and eight letters or digits would be mistaken for one.
   */
  public static vite(): HashedFiles {
    return new HashedFiles('/assets/.+-[A-Za-z0-9_-]{8}\\.[a-z0-9.]+$');
  }

  /**
   * Files whose URL path matches: `/crm/static/main.01234567.js` with the base path `/crm/`.
   *
   * @param pattern a regular expression in the common syntax of JavaScript and PCRE, such as `/static/.+\\.[0-9a-f]{8}\\.[a-z]+$`
   * @throws if the expression does not compile, or has white space or quotes
   */
  public static matching(pattern: string): HashedFiles {
    check(
      'the pattern of hashed files', pattern, /^[^\s"'`;\x00-\x1f\x7f\u2028\u2029]+$/,
      'regular expressions without white space, quotes and ;',
    );
    try {
      new RegExp(pattern);
    } catch (error) {
      throw new Error(
        `the pattern of hashed files is ${shown(pattern)}, which is no regular expression (${(error as Error).message}): `
        + 'pass one such as "/static/.+\\.[0-9a-f]{8}\\.[a-z]+$"',
      );
    }
    return new HashedFiles(pattern);
  }

  /** The regular expression. */
  public readonly pattern: string;

  private constructor(pattern: string) {
    this.pattern = pattern;
  }
}
