import { requireVersion } from './private/checks';

const LOCK_FILES: { [name: string]: string } = {
  npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock', bun: 'bun.lock',
};

/** What installs the packages of a frontend and runs its scripts. */
export class PackageManager {
  /** npm, as it comes with Node.js; `package-lock.json`. */
  public static npm(): PackageManager {
    return new PackageManager('npm');
  }

  /**
   * pnpm; `pnpm-lock.yaml`.
   *
   * @param version of the package `pnpm`
   * @throws if the version cannot be used
   */
  public static pnpm(version: string = '10'): PackageManager {
    return new PackageManager('pnpm', version);
  }

  /**
   * Yarn; `yarn.lock`. A `yarn-path` in `.yarnrc`, or `yarnPath` in `.yarnrc.yml`, does not count. From version 2, packages are installed
   * to `node_modules`.
   *
   * @param version 1, or 2 and newer
   * @throws if the version cannot be used
   */
  public static yarn(version: string = '1'): PackageManager {
    return new PackageManager('yarn', version);
  }

  /**
   * Bun, as a package manager: scripts run on Node.js, as far as they ask for it; `bun.lock`.
   *
   * @param version of the package `bun`, 1.2 or newer
   * @throws if the version cannot be used
   */
  public static bun(version: string = '1'): PackageManager {
    return new PackageManager('bun', version);
  }

  /** Its name, which is that of its program. */
  public readonly name: string;
  /** Its version, if it does not come with Node.js. */
  public readonly version?: string;

  private constructor(name: string, version?: string) {
    if (version !== undefined) {
      requireVersion(`the version of ${name}`, version);
    }
    this.name = name;
    this.version = version;
  }

  /**
   * Whether it is Yarn 2 or newer, which has little in common with Yarn 1.
   *
   * @internal
   */
  public get _isModernYarn(): boolean {
    return this.name === 'yarn' && !/^[01](\.|$)/.test(this.version!);
  }

  /**
   * The file that says which versions are installed.
   *
   * @internal
   */
  public get _lockFile(): string {
    return LOCK_FILES[this.name];
  }

  /**
   * What it leaves in the source folder, as patterns of a `.dockerignore` file.
   *
   * @internal
   */
  public get _leftovers(): string[] {
    return [
      'node_modules/', 'npm-debug.log', 'yarn-error.log',
      ...this.name === 'pnpm' ? ['.pnpm-store/'] : [],
      ...this._isModernYarn ? ['.yarn/cache/', '.yarn/unplugged/', '.yarn/install-state.gz', '.pnp.*'] : [],
    ];
  }

  /**
   * The command that runs a script of `package.json`.
   *
   * @internal
   */
  public _run(script: string, args: string[]): string[] {
    return args.length === 0 ? [this.name, 'run', script] : [...this._runWith(script), ...args];
  }

  /**
   * The command that runs a script of `package.json` with what is written behind it.
   *
   * @internal
   */
  public _runWith(script: string): string[] {
    // npm would take options for its own
    return [this.name, 'run', script, ...this.name === 'npm' ? ['--'] : []];
  }
}
