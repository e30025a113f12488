import { listed, requireMatch } from '../../base/checks';

/**
 * The actions that workflows use. A tag can be moved by whoever owns the repository, a commit cannot. Each commit is that of the tag in the
 * action's own repository (`git rev-parse <tag>^{commit}` in a clone, read in November 2026).
 */
const ACTIONS = {
  /** https://github.com/actions/checkout/releases/tag/v7.0.1 */
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  /** https://github.com/actions/setup-node/releases/tag/v7.0.0 */
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  /** https://github.com/actions/setup-python/releases/tag/v7.0.0 */
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0',
  /** https://github.com/docker/bake-action/releases/tag/v7.1.0 */
  'docker/bake-action': 'a66e1c87e2eca0503c343edf1d208c716d54b8a8 # v7.1.0',
  /** https://github.com/docker/setup-buildx-action/releases/tag/v4.3.0 */
  'docker/setup-buildx-action': '37fe631027851001ddb9b187196cc803df7f5f0e # v4.3.0',
};

/** The name of an action that workflows use. */
export type Action = keyof typeof ACTIONS;

/** Those that are used, by name, each with its commit and its version: the ones known here, unless others are named. */
export class PinnedActions {
  /** @throws if one is named that is not used, or without the commit */
  public constructor(private readonly chosen: { readonly [name: string]: string }) {
    for (const [name, pin] of Object.entries(chosen)) {
      if (!Object.hasOwn(ACTIONS, name)) {
        throw new Error(`no workflow uses the action "${name}": those that are used are ${listed(Object.keys(ACTIONS))}`);
      }
      requireMatch(
        `the pin of the action "${name}"`, pin, /^[0-9a-f]{40} # v?[0-9]+(\.[0-9]+){0,2}$/,
        'the commit and its version, such as "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"',
      );
    }
  }

  /** What stands behind `uses:`; the version becomes a comment (see `workflowYaml`). */
  public uses(action: Action): string {
    return `${action}@${this.chosen[action] ?? ACTIONS[action]}`;
  }
}
