import { Component } from 'projen';
import { KubernetesTarget } from './kubernetes-target';
import { CommentStyle, StackFile } from '../../model';
import { CLUSTER_PROGRAMS, clusterScript } from './private/script-head';
import { keepLineEndings } from '../../model/program-file';
import { addPrograms } from '../compose/private/script-programs';

/**
 * The script that releases an environment to a cluster: `scripts/kubernetes-production.sh`, for bash 3.2 (macOS) and newer, and kubectl. It
 * adds what kubectl does not do: jobs before the rollout, waiting, smoke tests, and rolling back as a whole.
 *
 * The script holds what is specific to the stack. The programs, which are the same for every stack, are in `scripts/container-stack`.
 */
export class KubernetesScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param target what is released
   * @throws if another component writes the same file
   */
  public constructor(target: KubernetesTarget) {
    super(target, 'KubernetesScript');
    const { script, programs, work, backups } = target._files;
    this.path = script;
    const file = new StackFile(this, script, {
      comment: CommentStyle.HASH, executable: true, content: { render: () => clusterScript(target._plan()) },
    });
    keepLineEndings(file);
    addPrograms(target.stack, programs, CLUSTER_PROGRAMS);
    target.stack._keepPrivate(`/${work}/`, `/${backups}/`);
  }
}
