import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { releaseCommands } from './plan/commands';
import { releaseProblemsOf } from './plan/problems';
import { PRODUCTION_PROGRAMS, productionScript } from './private/production-head';
import { addPrograms } from './private/script-programs';
import { CommentStyle, StackFile } from '../../model';
import { keepLineEndings } from '../../model/program-file';

/**
 * The script that releases an environment: `scripts/docker-prod.sh`, for bash 3.2 (macOS) and newer. A new release takes over without a
 * failed request, or the previous one keeps serving.
 *
 * The script holds what is specific to the stack. The programs, which are the same for every stack, are in `scripts/container-stack`.
 */
export class ProductionScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  private readonly target: ComposeTarget;

  /**
   * @param target the Compose file that is released
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'ProductionScript');
    const { stack, environment } = target;
    const { script, programs, state, backups, secrets } = target._files;
    this.target = target;
    this.path = script;
    const file = new StackFile(this, script, {
      comment: CommentStyle.HASH, executable: true, content: { render: () => productionScript(target._plan()) },
    });
    keepLineEndings(file);
    addPrograms(stack, programs, PRODUCTION_PROGRAMS);
    this.node.addValidation({ validate: () => releaseProblemsOf(stack, environment, target._releases) });
    stack._keepPrivate(`/${state}/`, `/${backups}/`, `/${secrets}/`);
  }
  /** Its commands, except help, for the services that exist so far. */
  public get commands(): string[] {
    return releaseCommands(this.target._plan());
  }
}
