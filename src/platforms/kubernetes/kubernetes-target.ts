import { KubernetesOptions, KubernetesServiceOptions } from './kubernetes-options';
import { listed } from '../../base/checks';
import { requireArgument, requireProps } from '../../base/props';
import { CommentStyle, Environment, Service, Stack, StackFile, Target } from '../../model';
import { PlannedFiles, filesOf } from './plan/files';
import { KubernetesPlan, ManifestChange, PlannedWorkload, membersOf, planOf } from './plan/kubernetes-plan';
import { requireOptions, requireServiceOptions } from './plan/options';
import { problemsOf } from './plan/problems';
import { renderEntrance } from './private/entrance';
import { renderKustomization, renderNamespace, renderNetwork, renderSecretsExample } from './private/kustomization';
import { secretsWords } from './private/words';
import { renderJob, renderWorkload } from './private/workloads';
import { keyTrail, plainCopy, requireTrail } from '../compose/private/overrides';

/** Options of a {@link KubernetesTarget}. */
export interface KubernetesTargetProps extends KubernetesOptions {
  /** The environment that is written. */
  readonly environment: Environment;
}

/** Kinds of manifests that are written for services. */
const KINDS = [
  'ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'Job', 'NetworkPolicy', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'Service',
  'StatefulSet',
];

/**
 * Writes one environment of a stack for Kubernetes 1.30 or newer: plain manifests, one file per service, and a `kustomization.yaml`, for
 * `kubectl apply -k` and GitOps tools. Everything passes Pod Security `restricted`.
 */
export class KubernetesTarget extends Target {
  /** The folder of the manifests, relative to the repository's root. */
  public readonly folder: string;

  private readonly options: KubernetesOptions;
  private readonly files: PlannedFiles;
  private readonly serviceOptions = new Map<Service, KubernetesServiceOptions>();
  private readonly changes: ManifestChange[] = [];
  private readonly written = new Map<string, StackFile>();

  /**
   * @param stack the stack that is written
   * @param props the environment, the registry and options
   * @throws if a value is invalid, or the environment already has a Kubernetes target
   */
  public constructor(stack: Stack, props: KubernetesTargetProps) {
    requireProps('KubernetesTargetProps', props, 'a Kubernetes target');
    const { environment, ...options } = props;
    requireOptions(environment, options);
    if (stack.targets.some((target) => target instanceof KubernetesTarget && target.environment === environment)) {
      throw new Error(
        `environment "${environment.name}" of stack "${stack.name}" is written for Kubernetes already: write it once, `
        + 'or add another environment',
      );
    }
    // a capital letter: no service can have this id
    super(stack, `Kubernetes-${environment.name}`, environment);
    this.options = options;
    this.files = filesOf(stack, environment, options.folder);
    this.folder = this.files.folder;
    this.write(`${this.folder}/kustomization.yaml`, () => renderKustomization(this._plan(), this.resources(this.folder)));
    this.write(`${this.folder}/namespace.yaml`, () => renderNamespace(this._plan()));
    this.write(`${this.folder}/network.yaml`, () => renderNetwork(this._plan()));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Sets typed Kubernetes options of one service that the model does not cover. The last call wins.
   *
   * @param service the service
   * @param options the options
   * @throws if the service has no pods in the environment, or a value is invalid
   */
  public configure(service: Service, options: KubernetesServiceOptions): void {
    requireArgument('Service', service, 'configure', `"${this.folder}"`);
    requireProps('KubernetesServiceOptions', options, `the Kubernetes options of service "${service.id}"`);
    this.requireMember(service);
    requireServiceOptions(service.id, options);
    this.serviceOptions.set(service, { ...this.serviceOptions.get(service), ...options });
  }

  /**
   * Sets a raw key of a manifest of one service, replacing the value.
   *
   * @param service the service
   * @param kind the kind of the manifest: `Deployment`, `Service`
   * @param key the path of the value, with dots between keys: `spec.template.spec.hostname`; a dot within a key is written `\.`, and a
   * number is a list index
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if the service has no pods in the environment, or no such manifest is written for services
   */
  public override(service: Service, kind: string, key: string, value: any): void {
    requireArgument('Service', service, 'override', `"${this.folder}"`);
    requireArgument('string', key, 'the key of an override', `"${this.folder}"`);
    this.requireMember(service);
    const what = `override "${key}" of ${kind} "${service.id}"`;
    if (!KINDS.includes(kind)) {
      throw new Error(`${what} is of a kind that is not written for services: allowed are ${listed(KINDS)}`);
    }
    requireTrail(what, key);
    const trail = keyTrail(key);
    if (['apiVersion', 'kind'].includes(trail[0]) || trail.join('.') === 'metadata.name') {
      throw new Error(`${what} would make another manifest of it, which nobody would find: patch the file (stack.patchFile)`);
    }
    this.changes.push({ service, kind, trail, value: plainCopy(`the value of ${what}`, value) });
  }

  /** The files of services that were added after this. */
  public override preSynthesize(): void {
    super.preSynthesize();
    this.written.forEach((file) => file.preSynthesize());
  }

  /**
   * All that is decided about the environment.
   *
   * @internal
   */
  public _plan(): KubernetesPlan {
    return planOf(this.stack, this.environment, { options: this.options, services: this.serviceOptions, changes: [...this.changes] });
  }

  /**
   * Where its files are.
   *
   * @internal
   */
  public get _files(): PlannedFiles {
    return { ...this.files };
  }

  /**
   * One file a service: which there are is known when all of them are there.
   *
   * @internal
   */
  public override _complete(): void {
    if (this.problems().length > 0) {
      return;
    }
    const { workloads, secrets, rules } = this._plan();
    const workload = (id: string): PlannedWorkload => this._plan().workloads.find((each) => each.id === id)!;
    workloads.forEach(({ id }) => this.write(`${this.folder}/${id}.yaml`, () => renderWorkload(this._plan(), workload(id))));
    const jobs = workloads.filter(({ job }) => job !== undefined);
    jobs.forEach(({ id }) => this.write(`${this.files.jobs}/${id}.yaml`, () => renderJob(this._plan(), workload(id))));
    if (jobs.length > 0) {
      this.write(`${this.files.jobs}/kustomization.yaml`, () => renderKustomization(this._plan(), this.resources(this.files.jobs)));
    }
    if (rules.length > 0) {
      this.write(`${this.folder}/entrance.yaml`, () => renderEntrance(this._plan()));
    }
    if (secrets.length > 0) {
      this.write(`${this.folder}/secrets.example.yaml`, () => renderSecretsExample(this._plan(), secretsWords(this._plan())));
    }
  }

  /** What cannot be described is set with who describes it. */
  private problems(): string[] {
    try {
      return problemsOf(this.stack, this.environment, this.options, this.serviceOptions);
    } catch (error) {
      return [(error as Error).message];
    }
  }

  private write(path: string, render: () => string): void {
    if (!this.written.has(path)) {
      this.written.set(path, new StackFile(this, path, { comment: CommentStyle.HASH, content: { render } }));
    }
  }

  /** The files of a folder that a kustomization reads, in the order in which they were written. */
  private resources(folder: string): string[] {
    const names = [...this.written.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
    return names.filter((name) => !name.includes('/') && !['kustomization.yaml', 'secrets.example.yaml'].includes(name));
  }

  private requireMember(service: Service): void {
    const known = membersOf(this.stack, this.environment).map((member) => member.service);
    if (!known.includes(service)) {
      throw new Error(`service "${service.id}" is not in "${this.folder}": it has ${listed(known.map(({ id }) => id))}`);
    }
  }
}
