import { Construct, IConstruct } from 'constructs';
import { Component } from 'projen';
import { Binding } from './binding';
import { Condition } from './condition';
import { EnvValue } from './env-value';
import { DataServices, Environment } from './environment';
import { once } from './private/memory';
import { ServiceKind } from './service-kind';
import { Dependency, ServiceSpec } from './service-spec';
import { Stack } from './stack';
import { SecretFile } from './variable';
import { listed, requireVariableName } from '../base/checks';
import { requireArgument } from '../base/props';

const SERVICE = Symbol.for('projen-container-stack.Service');

/**
 * Something that runs in containers. Subclass it for your own service type: `describe` returns its specification, and `bindTo`, if others
 * connect to it, what they get.
 */
export abstract class Service extends Component {
  /**
   * Whether the construct is a service.
   *
   * @param construct any construct
   */
  public static isService(construct: IConstruct): boolean {
    return SERVICE in construct;
  }

  /** Its id is its name, and its DNS name on every platform. */
  public readonly id: string;

  /** The stack that it belongs to. */
  public readonly stack: Stack;

  private readonly connected: Service[] = [];
  private readonly waitsFor: Dependency[] = [];
  private readonly added = new Map<string, EnvValue>();
  private readonly only: Environment[] = [];

  /**
   * @param scope the stack
   * @param id its name: a DNS label of lower case letters, digits and `-`, at most 63 characters
   * @throws if the id is not a DNS label or already taken
   */
  public constructor(scope: Construct, id: string) {
    const stack = Stack.of(scope);
    stack._requireFreeId(id);
    super(scope, id);
    Object.defineProperty(this, SERVICE, { value: true });
    this.id = id;
    this.stack = stack;
    stack._register(this);
  }

  /**
   * The specification of the service in an environment. It has to be pure: it is called repeatedly and must return the same each time.
   *
   * @param environment where it runs
   */
  public abstract describe(environment: Environment): ServiceSpec;

  /**
   * What a service that connects to this one gets. It has to be pure; it is called for each consumer and environment.
   *
   * @param consumer the service that connects
   * @param environment where both run; this service may run elsewhere there (`environment.dataServices`)
   */
  public bindTo(consumer: Service, environment: Environment): Binding {
    void [consumer, environment];
    return {};
  }

  /**
   * Connects this service to others: it gets their addresses and waits until they are healthy.
   *
   * @param providers services of the same stack
   * @throws if it is already connected to one of them, or to itself
   */
  public connectTo(...providers: Service[]): void {
    requireArgument('Service[]', providers, 'connectTo', `service "${this.id}"`);
    for (const provider of providers) {
      this.requireNeighbour(provider, 'connected to');
      if (provider === this) {
        throw new Error(`service "${this.id}" cannot be connected to itself`);
      }
      if (this.connected.includes(provider)) {
        throw new Error(`service "${this.id}" is connected to "${provider.id}" twice: connect it once`);
      }
      this.connected.push(provider);
    }
  }

  /**
   * Makes this service wait for another one. If it is also connected to that one, this condition overrides the connection's.
   *
   * @param service the service that is waited for
   * @param condition the state to wait for; by default healthy
   * @throws if it already depends on that service
   */
  public dependsOn(service: Service, condition: Condition = Condition.HEALTHY): void {
    requireArgument('Service', service, 'dependsOn', `service "${this.id}"`);
    requireArgument('Condition', condition, 'condition', `service "${this.id}"`);
    this.requireNeighbour(service, 'made to wait for');
    if (service === this) {
      throw new Error(`service "${this.id}" cannot wait for itself`);
    }
    const before = this.waitsFor.find((dependency) => dependency.service === service);
    if (before) {
      throw new Error(
        `service "${this.id}" waits for "${service.id}" twice, to be ${before.condition} and to be ${condition}: `
        + 'say it once',
      );
    }
    this.waitsFor.push({ service, condition });
  }

  /**
   * Adds an environment variable, in every environment.
   *
   * @param name letters, digits and underscores
   * @param value a text, a variable or a secret
   * @throws if the name is invalid or already taken
   */
  public addEnvironmentVariable(name: string, value: EnvValue): void {
    requireVariableName(name);
    requireArgument('EnvValue', value, `addEnvironmentVariable.${name}`, `service "${this.id}"`);
    if (this.added.has(name)) {
      throw new Error(`variable "${name}" of service "${this.id}" is added twice: add it once`);
    }
    this.added.set(name, value);
  }

  /** The services that this one is connected to. */
  public get connections(): Service[] {
    return [...this.connected];
  }

  /**
   * Restricts the service to these environments, such as a mail catcher or an admin page for development only. Elsewhere it has no
   * containers, and services that connect to it, wait for it or route to it ignore it.
   *
   * @param environments environments of the same stack
   * @throws if there are none, or one of them belongs to another stack
   */
  public onlyIn(...environments: Environment[]): void {
    requireArgument('Environment[]', environments, 'onlyIn', `service "${this.id}"`);
    const known = this.stack.environments;
    const stranger = environments.find((environment) => !known.includes(environment));
    if (environments.length === 0 || stranger !== undefined) {
      throw new Error(
        `service "${this.id}" is to be ${stranger ? `in environment "${stranger.name}" of another stack` : 'in no environment at all'}: `
        + `allowed are environments of stack "${this.stack.name}", which has ${listed(known.map(({ name }) => name))}`,
      );
    }
    this.only.push(...environments.filter((environment) => !this.only.includes(environment)));
  }

  /**
   * Whether the service is part of the environment: it has containers there, or, as a data service that is external, runs elsewhere.
   *
   * @param environment one of the environments of the stack
   */
  public belongsTo(environment: Environment): boolean {
    return this.only.length === 0 || this.only.includes(environment);
  }

  /**
   * Whether the service has containers in the environment: data services that are external there have none.
   *
   * @param environment one of the environments of the stack
   */
  public runsIn(environment: Environment): boolean {
    const isExternal = () => environment.dataServices === DataServices.EXTERNAL && this.describe(environment).kind === ServiceKind.DATA;
    return this.belongsTo(environment) && !isExternal();
  }

  /**
   * The complete specification: what `describe` returns, with the variables of its connections and the changes of the environment.
   *
   * @param environment where it runs
   * @throws if two of these set the same variable
   */
  public specIn(environment: Environment): ServiceSpec {
    return once(this, environment, () => this.findSpec(environment));
  }

  /**
   * The secrets that the service reads from files in an environment, in the order of its variables.
   *
   * @param environment where it runs
   */
  public secretFilesIn(environment: Environment): SecretFile[] {
    const spec = this.specIn(environment);
    return !spec.secretFiles ? [] : Object.entries(spec.environment ?? {}).flatMap(([variable, value]) => {
      const secret = value.secretIn(environment);
      return secret === undefined ? [] : [{ variable, secret, description: value.variables(environment)[0].description }];
    });
  }

  private findSpec(environment: Environment): ServiceSpec {
    const own = this.describe(environment);
    const changes = environment.configurationOf(this);
    const setBy = new Map<string, string>();
    const variables: { [name: string]: EnvValue } = {};
    const dependencies = new Map<Service, Dependency>();
    const set = (by: string, values: { [name: string]: EnvValue } = {}) => {
      for (const [name, value] of Object.entries(values)) {
        requireVariableName(name);
        if (setBy.has(name)) {
          throw new Error(
            `variable "${name}" of service "${this.id}" is set by ${setBy.get(name)} and by ${by}: set it once, `
            + 'or use environment.configure',
          );
        }
        setBy.set(name, by);
        variables[name] = value;
      }
    };
    set('its own description', own.environment);
    for (const provider of this.connections.filter((each) => each.belongsTo(environment))) {
      const binding = provider.bindTo(this, environment);
      set(`its connection to "${provider.id}"`, binding.environment);
      if (provider.runsIn(environment)) {
        dependencies.set(provider, { service: provider, condition: binding.condition ?? Condition.HEALTHY, restart: binding.restart });
      }
    }
    set('addEnvironmentVariable', Object.fromEntries(this.added));
    const awaited = [...own.dependencies ?? [], ...this.waitsFor];
    for (const dependency of awaited.filter(({ service }) => service.belongsTo(environment))) {
      dependencies.set(dependency.service, dependency);
    }
    return {
      ...own,
      ...changes,
      resources: changes.resources ? { ...own.resources, ...given(changes.resources) } : own.resources,
      environment: { ...variables, ...changes.environment },
      dependencies: [...dependencies.values()],
    };
  }

  /** Only services of one stack reach each other. */
  private requireNeighbour(other: Service, relation: string): void {
    if (other.stack !== this.stack) {
      throw new Error(
        `service "${this.id}" cannot be ${relation} "${other.id}" of stack "${other.stack.name}", which it cannot reach: `
        + `name a service of stack "${this.stack.name}"`,
      );
    }
  }
}

/** The values without `undefined` ones, which do not override anything. */
function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
