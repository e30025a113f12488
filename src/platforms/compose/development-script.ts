import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { developmentCommands } from './plan/commands';
import { DEVELOPMENT_PROGRAMS, developmentScript } from './private/development-head';
import { addPrograms } from './private/script-programs';
import { CommentStyle, StackFile } from '../../model';
import { keepLineEndings } from '../../model/program-file';

/**
 * The script with which developers start, stop and inspect an environment: `scripts/docker-dev.sh`, for bash 3.2 (macOS) and
 * newer. It first checks what could make a start fail (engine, versions, variables, ports) and says what to do about it.
 *
 * The script holds what is specific to the stack. The programs, which are the same for every stack, are in `scripts/container-stack`.
 */
export class DevelopmentScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  private readonly target: ComposeTarget;

  /**
   * @param target the Compose file that it manages
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'DevelopmentScript');
    const { script, programs } = target._files;
    this.target = target;
    this.path = script;
    const file = new StackFile(this, script, {
      comment: CommentStyle.HASH, executable: true, content: { render: () => developmentScript(target._plan()) },
    });
    keepLineEndings(file);
    addPrograms(target.stack, programs, DEVELOPMENT_PROGRAMS);
  }
  /** Its commands, except help, for the services that exist so far. */
  public get commands(): string[] {
    return developmentCommands(this.target._plan());
  }
}
