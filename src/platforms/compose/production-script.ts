import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { CommentStyle, ServiceKind, Stack, StackFile } from '../../model';
import { ComposePlan, PlannedService } from './plan/compose-plan';
import { connectable } from './plan/ports';
import { releaseProblemsOf } from './plan/problems';
import { Rollout, startsFirst } from './plan/rollout';
import { messagesIn } from './private/messages';
import { productionMessagesIn } from './private/production-messages';
import { ProductionScriptFacts, ReleasedService, Replacement, productionScript } from './private/production-script-text';

/**
 * The script that releases an environment: `scripts/docker-prod.sh`, for bash 3.2 (macOS) and newer. A release comes into service
 * without a failed request, or the one before it keeps serving.
 */
export class ProductionScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param target what is released
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'ProductionScript');
    const { stack, environment } = target;
    const { script, state, backups, secrets } = target._files;
    this.path = script;
    new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      executable: true,
      content: {
        render: () => productionScript(factsOf(target._plan()), { ...messagesIn(stack.language), ...productionMessagesIn(stack.language) }),
      },
    });
    this.node.addValidation({ validate: () => releaseProblemsOf(stack, environment, target._releases) });
    // with CRLF, as git on Windows checks text out, bash finds no command; a space would end the pattern
    this.project.gitattributes.addAttributes(`/${this.path.replace(/ /g, '[[:space:]]')}`, 'text', 'eol=lf');
    this.project.gitignore.addPatterns(`/${state}/`, `/${backups}/`, `/${secrets}/`);
  }
}

function factsOf(plan: ComposePlan): ProductionScriptFacts {
  const { stack, environment, files, services, variables, releases } = plan;
  return {
    title: stack.title,
    minDockerVersion: plan.least.docker,
    script: files.script,
    composeFile: files.compose,
    envFile: files.envFile,
    stateFolder: files.state,
    backupFolder: files.backups,
    secretsFolder: files.secrets,
    services: services.map(released),
    switches: services.filter(({ chooses }) => chooses.length > 0)
      .map(({ id, spec, chooses }) => ({ by: id, command: spec.switchCommand!, services: chooses.map((service) => service.id) })),
    images: services.filter(({ image }) => image.build).map(({ image }) => image.name!),
    variables: variables.map(({ variable: { name, description = '', required, secret, defaultValue = '' } }) =>
      ({ name, description, secret, required: required && defaultValue === '' })),
    knownValues: knownValues(stack),
    secretFiles: plan.secrets,
    requiredFiles: services.flatMap(({ providedFiles }) => providedFiles),
    ports: plan.ports.map(({ variable, hostPort }) => ({ variable, port: hostPort })),
    address: connectable(environment.publishedOn),
    settleSeconds: releases.settleSeconds,
    watchSeconds: releases.watchSeconds,
    patienceSeconds: releases.patienceSeconds,
    keptReleases: releases.keep,
    leastFreeMebibytes: releases.leastFreeMebibytes,
  };
}

function released({ id, spec, image, rollout, replicas, slotVariable }: PlannedService): ReleasedService {
  return {
    id,
    kind: spec.kind,
    replacement: rollout === Rollout.JOB ? Replacement.JOB
      : rollout === Rollout.NEVER ? Replacement.NEVER
        : startsFirst(rollout) ? Replacement.START_FIRST : Replacement.STOP_FIRST,
    replicas,
    image: image.pulled ?? `${image.name}:$RELEASE`,
    probe: spec.healthCheck.probe(),
    readiness: spec.readiness?.probe(),
    slotVariable,
    releaseCommand: spec.releaseCommand,
    trialCommand: spec.trialCommand,
    backup: spec.backup,
    dataPaths: spec.kind === ServiceKind.DATA && !spec.backup
      ? (spec.mounts ?? []).filter(({ volume }) => volume.source().name !== undefined).map(({ path }) => path) : [],
  };
}

/** The values of secrets that stand in the repository for development. */
function knownValues(stack: Stack): string[] {
  const secrets = stack.variablesIn(stack.development).map(({ variable }) => variable).filter(({ secret }) => secret);
  return [...new Set(secrets.flatMap(({ defaultValue }) => defaultValue ? [defaultValue] : []))];
}
