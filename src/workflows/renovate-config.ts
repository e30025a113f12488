import { Component } from 'projen';
import { renovateConfig } from './private/renovate-rules';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';
import { CommentStyle, Stack, StackFile } from '../model';

/** Options of a {@link RenovateConfig}. */
export interface RenovateConfigProps {
  /**
   * The file. With a configuration of your own, give it another name, such as `.github/container-stack.json5`, and name that in yours:
   * `extends: ['local>acme/crm//.github/container-stack.json5']`.
   *
   * @default "renovate.json5"
   */
  readonly file?: string;

  /**
   * What the configuration is based on, as Renovate's `extends` names it.
   *
   * @default - `config:recommended`; nothing where the file has another name, for then it is a part of yours
   */
  readonly presets?: string[];

  /**
   * Whether Renovate runs `npx projen` on its branches, so that the generated files follow. It has to be allowed where Renovate runs
   * (`allowedCommands`), which is on machines of your own only; elsewhere a person runs it, and the check for drift says so.
   *
   * @default false
   */
  readonly runsProjen?: boolean;
}

/**
 * A configuration of Renovate, which proposes newer versions and digests of images where they are decided: in `.projenrc.ts` (or `.js`,
 * `.py`). Generated files are left alone, since `npx projen` would write them again. A new major version of a data service is not
 * proposed: its data has to be brought over (`upgrade`).
 *
 * Dependabot cannot do the same: it reads Dockerfiles and Compose files only, which here are generated.
 */
export class RenovateConfig extends Component {
  /** The file, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack whose images are looked after
   * @param props what is different from the defaults
   * @throws if a value cannot be used
   */
  public constructor(stack: Stack, props: RenovateConfigProps = {}) {
    requireProps('RenovateConfigProps', props, 'RenovateConfig');
    super(Stack.of(stack), 'RenovateConfig');
    const whole = 'renovate.json5';
    this.path = props.file ?? whole;
    requireMatch('the file of RenovateConfig', this.path, /\.json5$/, 'names that end with .json5, which may have comments');
    const presets = [...props.presets ?? (this.path === whole ? ['config:recommended'] : [])];
    presets.forEach((preset) => requireMatch(
      `a preset of "${this.path}"`, preset, /^[A-Za-z0-9_.,:/@#>()*+-]+$/, 'presets as Renovate names them, such as "config:recommended"',
    ));
    new StackFile(this, this.path, {
      comment: CommentStyle.SLASHES,
      content: { render: () => renovateConfig(stack, presets, props.runsProjen ?? false) },
    });
  }
}
