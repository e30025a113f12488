import { Service } from './service';

/** How a variable is described to the people who set it. */
export interface VariableOptions {
  /**
   * A description of one line. It becomes a comment in the env template.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The default. One line of letters, digits and `_ . , : / @ % + = ~ -`, so that it means the same in every file.
   *
   * @default - empty, unless the variable is required
   */
  readonly defaultValue?: string;

  /**
   * Whether an environment refuses to start without it.
   *
   * @default false
   */
  readonly required?: boolean;
}

/** How a secret is described to the people who set it. */
export interface SecretOptions {
  /**
   * A description of one line. It becomes a comment in the env template.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * A non-secret value for environments that do not require secrets (development). It is in generated files that are committed, so it must
   * give access to nothing but containers on a developer's machine.
   *
   * @default - empty
   */
  readonly developmentValue?: string;

  /**
   * Whether an environment that requires secrets (production) refuses to start without it.
   *
   * @default true
   */
  readonly required?: boolean;
}

/** A value that is set from outside, in the env file or the shell, and read when containers are started. */
export interface Variable {
  /** Its name: upper case letters, digits and underscores. */
  readonly name: string;

  /** Whether the value must never be shown. */
  readonly secret: boolean;

  /**
   * A description of one line.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The value where nobody sets one.
   *
   * @default - empty
   */
  readonly defaultValue?: string;

  /** Whether the environment refuses to start without it; never if there is a default. */
  readonly required: boolean;
}

/** A {@link Variable} and the services that read it. */
export interface VariableUse {
  /** The variable. */
  readonly variable: Variable;

  /** The services that read it, in order of creation. */
  readonly services: Service[];
}

/** A secret that a service reads from a file. */
export interface SecretFile {
  /** The variable that would hold it; `<variable>_FILE` says where the file is. */
  readonly variable: string;

  /** The secret's name, which is also its file name. */
  readonly secret: string;

  /**
   * A description of one line.
   *
   * @default - no description
   */
  readonly description?: string;
}
