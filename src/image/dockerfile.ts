import { DockerfileStage, DockerfileStageOptions } from './dockerfile-stage';
import { listed } from '../base/checks';
import { requireProps } from '../base/props';

/**
 * A Dockerfile: stages in order, the last one the default. Values are written in exec (JSON) form or quoted, so that no space, quote or `$`
 * in them changes the structure of the file; values that cannot be are rejected. Only shell commands and raw instructions are written
 * unchanged.
 *
 * You can add to a service's Dockerfile until the project is synthesized:
 * `backend.dockerfile.findStage('runtime').before('USER').run('...')`.
 */
export class Dockerfile {
  private readonly stages: DockerfileStage[] = [];

  /**
   * Adds a stage at the end.
   *
   * @param name its name, in lower case
   * @param options its base image and comment
   * @throws if the name is invalid or already taken
   */
  public addStage(name: string, options: DockerfileStageOptions): DockerfileStage {
    requireProps('DockerfileStageOptions', options, `stage "${name}"`);
    if (!/^[a-z][a-z0-9_.-]*$/.test(name)) {
      throw new Error(`stage name "${name}" cannot be used: allowed are lower case letters, digits and _ . -, starting with a letter`);
    }
    if (this.stages.some((stage) => stage.name === name)) {
      throw new Error(`stage "${name}" exists already: the Dockerfile has ${this.stageNames}`);
    }
    const stage = new DockerfileStage(name, options);
    this.stages.push(stage);
    return stage;
  }

  /**
   * The stage of that name.
   *
   * @param name such as `runtime`
   * @throws if there is none
   */
  public findStage(name: string): DockerfileStage {
    const stage = this.stages.find((each) => each.name === name);
    if (!stage) {
      throw new Error(`there is no stage "${name}": the Dockerfile has ${this.stageNames}`);
    }
    return stage;
  }

  /**
   * The images that its stages start from, each once.
   *
   * @internal
   */
  public get _baseImages(): string[] {
    const names = ['scratch', ...this.stages.map(({ name }) => name)];
    return [...new Set(this.stages.map(({ _base }) => _base).filter((base) => !names.includes(base)))];
  }

  /** The text. */
  public render(): string {
    return this.stages.filter(({ _isWritten }) => _isWritten).map((stage) => stage.render()).join('\n');
  }

  private get stageNames(): string {
    return listed(this.stages.map(({ name }) => name));
  }
}
