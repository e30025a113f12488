import { requireArgument } from '../base/props';
import { EnvValue } from '../model';

/** A value of the runtime configuration, which can change without a rebuild. */
export class RuntimeValue {
  /**
   * A string. An unset variable is `""`.
   *
   * @param value a variable, or a fixed text
   */
  public static text(value: EnvValue): RuntimeValue {
    return new RuntimeValue('text', value);
  }

  /**
   * A JSON number. An empty variable is `null`; with one that is not a number the container does not start.
   *
   * @param value a variable, or a fixed text
   */
  public static number(value: EnvValue): RuntimeValue {
    return new RuntimeValue('number', value);
  }

  /**
   * `true` or `false`. An empty variable is `null`; with any other value the container does not start.
   *
   * @param value a variable, or a fixed text
   */
  public static boolean(value: EnvValue): RuntimeValue {
    return new RuntimeValue('boolean', value);
  }

  private constructor(
    /** @internal */
    public readonly _type: 'text' | 'number' | 'boolean',
    /** @internal */
    public readonly _value: EnvValue,
  ) {
    requireArgument('EnvValue', _value, 'value', `RuntimeValue.${_type}`);
  }
}
