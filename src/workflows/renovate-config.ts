import { Component } from 'projen';
import { renovateConfig } from './private/renovate-rules';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';
import { CommentStyle, Stack, StackFile } from '../model';

/** Options of a {@link RenovateConfig}. */
export interface RenovateConfigProps {
  /**
   * The file. If you have your own configuration, use another name, such as `.github/container-stack.json5`, and extend that in yours:
   * `extends: ['local>acme/crm//.github/container-stack.json5']`.
   *
   * @default "renovate.json5"
   */
  readonly file?: string;

  /**
   * Presets, as in Renovate's `extends`.
   *
   * @default - `config:recommended`; none if the file has another name, since it is part of yours then
   */
  readonly presets?: string[];

  /**
   * Whether Renovate runs `npx projen` on its branches, so that the generated files follow. A self-hosted Renovate has to allow it
   * (`allowedCommands`); otherwise run it by hand, as the drift check will ask.
   *
   * @default false
   */
  readonly runsProjen?: boolean;
}

/**
 * A configuration of Renovate, which proposes newer versions and digests of images where they are set: in `.projenrc.ts` (or `.js`, `.py`).
 * Generated files are ignored, since `npx projen` would overwrite them. A new major version of a data service is not proposed: its data has
 * to be migrated (`upgrade`).
 *
 * Dependabot cannot do the same: it only reads Dockerfiles and Compose files, which are generated here.
 */
export class RenovateConfig extends Component {
  /** The file, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack whose images are kept up to date
   * @param props its options
   * @throws if a value is invalid
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
