import { Contender } from './contender';
import { mustSucceed } from '../command';
import { changeBackend, ORIGIN, prod, removeAll, sandbox, writeRepository } from '../odd-days/scene';

/** The script of this library, with the waits that it has by itself, or with shorter ones. */
export class Ours implements Contender {
  public readonly origin = ORIGIN;
  private deployed = 0;

  /** @param waits SETTLE_SECONDS and WATCH_SECONDS; what the script does by itself unless given */
  public constructor(public readonly name: string, private readonly waits: NodeJS.ProcessEnv) {}

  public async start(version: string): Promise<void> {
    if (!sandbox.exists('.projenrc.ts')) {
      await writeRepository();
    }
    await this.deploy(version);
  }

  public async deploy(version: string): Promise<void> {
    changeBackend(version);
    mustSucceed(await prod(['deploy', '--release', `${version}-${this.deployed++}`], this.waits));
  }

  public async remove(): Promise<void> {
    await removeAll();
  }
}
