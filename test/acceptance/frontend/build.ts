import { createHash } from 'crypto';
import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { succeed } from '../command';

/** The files that an image serves, out of the image itself. */
export class Build {
  /** Copies them out of a container. */
  public static async of(container: string, folder: string): Promise<Build> {
    await succeed(['docker', 'cp', '--quiet', `${container}:/usr/share/frontend/html/.`, folder]);
    return new Build(folder);
  }

  private readonly files: string[];

  private constructor(private readonly folder: string) {
    this.files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile()).map((file) => path.relative(folder, path.join(file.parentPath, file.name))).sort();
  }

  /**
   * The path of a file whose name has a hash: `/main-*.js` is `/main-ABCDEFGH.js`. A path without `*` stands for itself.
   *
   * @throws if there is none or more than one
   */
  public resolve(pattern: string): string {
    const [name, query] = pattern.split(/(?=\?)/, 2);
    if (!name.includes('*')) {
      return pattern;
    }
    const expression = new RegExp(`^${name.slice(1).split('*').map((part) => part.replace(/[.]/g, '\\.')).join('[A-Z2-7]{8}')}$`);
    const found = this.files.filter((file) => expression.test(file));
    if (found.length !== 1) {
      throw new Error(`there are ${found.length} files like "${pattern}", not one: ${this.files.join(', ')}`);
    }
    return `/${found[0]}${query ?? ''}`;
  }

  /** The bytes of a file. */
  public read(pattern: string): Buffer {
    return readFileSync(path.join(this.folder, decodeURIComponent(this.resolve(pattern))));
  }

  /** The content security policy's source for the one script that stands in the page. */
  public get inlineScript(): string {
    const [, script] = /<script>([^<]+)<\/script>/.exec(this.read('/index.html').toString())!;
    return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  }

  /** The scripts and stylesheets that a browser loads with the page. */
  public get firstLoad(): string[] {
    const page = this.read('/index.html').toString();
    return [...new Set([...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => `/${file}`))];
  }
}
