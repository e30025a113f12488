import { statSync } from 'fs';
import { engineSocket } from './engine-api';

/**
 * As whom the repository is owned and used. A run as root takes a user that is neither root nor 1000, the usual first user, so
 * that nothing works by chance; any other run is the current user's.
 */
export class HostUser {
  public readonly uid: number;
  public readonly gid: number;

  private readonly takesAnother = process.getuid!() === 0;

  public constructor() {
    this.uid = this.takesAnother ? 1234 : process.getuid!();
    this.gid = this.takesAnother ? 1234 : process.getgid!();
  }

  /** What this run cannot show about host users, if anything. */
  public get caveat(): string | undefined {
    return this.uid === 1000 ? 'run as uid 1000: that other users own what containers write is not shown; run as root or another user' : undefined;
  }

  /** The program, run as this user, who may use the engine. */
  public running(argv: string[]): string[] {
    if (!this.takesAnother) {
      return argv;
    }
    const socket = engineSocket();
    const groups = socket === undefined ? '--clear-groups' : `--groups=${statSync(socket).gid}`;
    return ['setpriv', `--reuid=${this.uid}`, `--regid=${this.gid}`, groups, '--', ...argv];
  }
}
