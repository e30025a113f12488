import { requireVersion } from './private/checks';

const LOCK_FILES: { [name: string]: string } = {
  npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock', bun: 'bun.lock',
};

/** The package manager of a frontend, which also runs its scripts. */
export class PackageManager {
  /** npm, as bundled with Node.js; lock file `package-lock.json`. */
  public static npm(): PackageManager {
    return new PackageManager('npm');
  }

  /**
   * pnpm; lock file `pnpm-lock.yaml`.
   *
   * @param version the version of pnpm
   * @throws if the version is invalid
   */
  public static pnpm(version: string = '10'): PackageManager {
    return new PackageManager('pnpm', version);
  }

  /**
   * Yarn; lock file `yarn.lock`. `yarn-path` in `.yarnrc` and `yarnPath` in `.yarnrc.yml` are ignored. From version 2 on, packages are
   * installed in `node_modules`.
   *
   * @param version the version of Yarn, 1 or newer
   * @throws if the version is invalid
   */
  public static yarn(version: string = '1'): PackageManager {
    return new PackageManager('yarn', version);
  }

  /**
   * Bun as a package manager; lock file `bun.lock`. Scripts that ask for Node.js run on Node.js.
   *
   * @param version the version of Bun, 1.2 or newer
   * @throws if the version is invalid
   */
  public static bun(version: string = '1'): PackageManager {
    return new PackageManager('bun', version);
  }

  /** Its name, which is also its command. */
  public readonly name: string;
  /** Its version, unless it is bundled with Node.js. */
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
   * The lock file.
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
   * The command that runs a script of `package.json` with the arguments that follow.
   *
   * @internal
   */
  public _runWith(script: string): string[] {
    // npm would take options for its own
    return [this.name, 'run', script, ...this.name === 'npm' ? ['--'] : []];
  }
}
