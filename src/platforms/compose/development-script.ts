import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { CommentStyle, StackFile } from '../../model';
import { ComposePlan } from './plan/compose-plan';
import { browsable, connectable } from './plan/ports';
import { Rollout } from './plan/rollout';
import { hostFoldersOf, isFromImage } from './plan/volumes';
import { DevelopmentScriptFacts, developmentScript } from './private/development-script-text';
import { messagesIn } from './private/messages';

/**
 * The script that developers start, stop and look into an environment with: `scripts/docker-dev.sh`, for bash 3.2 (macOS) and
 * newer. It checks first what a start would fail on (engine, versions, variables, ports) and says what to do about it.
 */
export class DevelopmentScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param target what is managed
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'DevelopmentScript');
    this.path = target._files.script;
    new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      executable: true,
      content: { render: () => developmentScript(factsOf(target._plan()), messagesIn(target.stack.language)) },
    });
    // with CRLF, as git on Windows checks text out, bash finds no command; a space would end the pattern
    this.project.gitattributes.addAttributes(`/${this.path.replace(/ /g, '[[:space:]]')}`, 'text', 'eol=lf');
  }
}

function factsOf(plan: ComposePlan): DevelopmentScriptFacts {
  const { stack, environment, files, services, ports, endpoints, variables } = plan;
  const built = services.filter(({ image }) => image.name !== undefined);
  return {
    title: stack.title,
    minDockerVersion: plan.least.docker,
    script: files.script,
    composeFile: files.compose,
    envFile: files.envFile,
    services: services.map(({ id }) => id),
    shellService: plan.application,
    builds: built.map(({ id, image }) => ({ service: id, source: image.owner.id })),
    images: built.filter(({ image }) => image.build).map(({ image }) => `${image.name}:${environment.name}`),
    jobs: services.filter(({ rollout }) => rollout === Rollout.JOB).map(({ id }) => id),
    required: variables.map(({ variable }) => variable).filter(({ required, defaultValue = '' }) => required && defaultValue === '')
      .map(({ name, description = '' }) => ({ name, description })),
    ports: ports.map(({ variable, hostPort }) => ({ variable, port: hostPort })),
    address: connectable(environment.publishedOn),
    endpoints: endpoints.map(({ title, port, path }) => ({ title, variable: port.variable, port: port.hostPort, path })),
    host: browsable(environment.publishedOn),
    runsAsHostUser: plan.asHostUser,
    folders: hostFoldersOf(services),
    imageFolders: services.flatMap(({ id, spec }) => (spec.mounts ?? []).filter(isFromImage).map(({ path }) => ({ service: id, path }))),
  };
}
