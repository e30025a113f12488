import { requireArgument } from '../base/props';
import { EnvValue } from '../model';

/** A property of the runtime configuration, which reaches an application without a rebuild. */
export class RuntimeValue {
  /**
   * A text. A variable that is not set is `""`.
   *
   * @param value a variable, or a fixed text
   */
  public static text(value: EnvValue): RuntimeValue {
    return new RuntimeValue('text', value);
  }

  /**
   * A number, as JSON writes it. A variable that is empty is `null`, and one that is no number keeps the container from starting.
   *
   * @param value a variable, or a fixed text
   */
  public static number(value: EnvValue): RuntimeValue {
    return new RuntimeValue('number', value);
  }

  /**
   * `true` or `false`. A variable that is empty is `null`, and one that is neither keeps the container from starting.
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
