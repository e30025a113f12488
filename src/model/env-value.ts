import { Environment } from './environment';
import { SecretOptions, Variable, VariableOptions } from './variable';
import { requireText, requireVariable } from '../base/checks';
import { requireArgument, requireProps } from '../base/props';

/** How a target renders the parts of an {@link EnvValue}. */
export interface IEnvValueWriter {
  /**
   * Text that stands for itself.
   *
   * @param text as it has to reach the container
   */
  writeLiteral(text: string): string;
  /**
   * A reference to a variable, resolved when containers are started.
   *
   * @param variable the variable
   */
  writeVariable(variable: Variable): string;
  /** A reference to the id of the release that a container belongs to. */
  writeRelease(): string;
}

/**
 * The value of an environment variable in a container. Targets resolve it late: the same secret is `${X:?...}` in Compose and
 * would be a reference to a secret elsewhere.
 */
export abstract class EnvValue {
  /**
   * A fixed text. It reaches the container unchanged, whatever characters it contains.
   *
   * @param text any text without NUL characters
   */
  public static of(text: string): EnvValue {
    return new Literal(text);
  }

  /**
   * A value that is read from the env file or the shell.
   *
   * @param name the name of the variable
   * @param options its description and default
   * @throws if the name or the default cannot be written to an env file
   */
  public static variable(name: string, options: VariableOptions = {}): EnvValue {
    requireProps('VariableOptions', options, `variable "${name}"`);
    const { description, defaultValue, required = false } = options;
    requireVariable(name, description, defaultValue);
    return new Reference(() => ({ name, secret: false, description, defaultValue, required: required && !defaultValue }));
  }

  /**
   * A secret, read from the env file or the shell. Environments that require secrets (production) refuse to start without it;
   * the others use the development value.
   *
   * @param name the variable that holds it
   * @param options its description and development value
   * @throws if the name or the development value cannot be written to an env file
   */
  public static secret(name: string, options: SecretOptions = {}): EnvValue {
    requireProps('SecretOptions', options, `secret "${name}"`);
    const { description, developmentValue, required = true } = options;
    requireVariable(name, description, developmentValue);
    return new Reference((environment) => ({
      name,
      secret: true,
      description,
      defaultValue: environment.requireSecrets ? undefined : developmentValue,
      required: required && environment.requireSecrets,
    }));
  }

  /** The id of the release that started the container, such as `3f1bce3`; empty where sources are mounted, which are no release. */
  public static release(): EnvValue {
    return new Release();
  }

  /**
   * Several values, concatenated, such as a URL with a password in it.
   *
   * @param parts in order
   */
  public static join(...parts: EnvValue[]): EnvValue {
    requireArgument('EnvValue[]', parts, 'parts', 'EnvValue.join');
    return new Joined([...parts]);
  }

  /**
   * The value as a platform writes it.
   *
   * @param environment where the value is read
   * @param writer writes its parts
   */
  public abstract resolve(environment: Environment, writer: IEnvValueWriter): string;

  /**
   * The variables that the value reads, in order.
   *
   * @param environment where the value is read
   */
  public variables(environment: Environment): Variable[] {
    const found: Variable[] = [];
    this.resolve(environment, {
      writeLiteral: () => '',
      writeVariable: (variable) => {
        found.push(variable);
        return '';
      },
      writeRelease: () => '',
    });
    return found;
  }

  /**
   * The name of the secret, if the value is exactly one secret; `undefined` otherwise.
   *
   * @param environment where the value is read
   */
  public secretIn(environment: Environment): string | undefined {
    void environment;
    return undefined;
  }
}

class Literal extends EnvValue {
  constructor(private readonly text: string) {
    super();
    requireText('the value of an environment variable', text);
  }

  public resolve(_environment: Environment, writer: IEnvValueWriter): string {
    return writer.writeLiteral(this.text);
  }
}

class Reference extends EnvValue {
  constructor(private readonly variableIn: (environment: Environment) => Variable) {
    super();
  }

  public resolve(environment: Environment, writer: IEnvValueWriter): string {
    return writer.writeVariable(this.variableIn(environment));
  }

  public override secretIn(environment: Environment): string | undefined {
    const { name, secret } = this.variableIn(environment);
    return secret ? name : undefined;
  }
}

class Release extends EnvValue {
  public resolve(environment: Environment, writer: IEnvValueWriter): string {
    return environment.liveReload ? writer.writeLiteral('') : writer.writeRelease();
  }
}

class Joined extends EnvValue {
  constructor(private readonly parts: EnvValue[]) {
    super();
  }

  public resolve(environment: Environment, writer: IEnvValueWriter): string {
    return this.parts.map((part) => part.resolve(environment, writer)).join('');
  }
}
