import { PinnedActions } from './actions';
import { WorkflowFacts } from './facts';
import { logIn } from './programs';

/** GitHub's own registry knows the token of a job. */
const OWN_REGISTRY = 'ghcr.io';

/** A job with a name, nothing but the permissions that it needs, and a time limit. */
export function job(name: string, permissions: object, minutes: number, rest: object): object {
  return { name, 'runs-on': 'ubuntu-latest', permissions, 'timeout-minutes': minutes, ...rest };
}

/** The sources, without the token, which later steps could read. */
export function checkout(actions: PinnedActions, more: object = {}): object {
  return { uses: actions.uses('actions/checkout'), with: { 'persist-credentials': false, ...more } };
}

/** What runs projen, and what it needs. No cache: it would be written by whatever a pull request runs. */
export function setUp({ nodeVersion, pythonVersion, install }: WorkflowFacts, actions: PinnedActions): object[] {
  return [
    { uses: actions.uses('actions/setup-node'), with: { 'node-version': nodeVersion, 'package-manager-cache': false } },
    ...pythonVersion === undefined ? [] : [{ uses: actions.uses('actions/setup-python'), with: { 'python-version': pythonVersion } }],
    ...install.map((run) => ({ run })),
  ];
}

/** What a job may do with images of GitHub's registry, where they are there. */
export function packagesAccess(registry: string | undefined, access: 'read' | 'write'): object {
  return registry === OWN_REGISTRY ? { packages: `${access} # images in ${OWN_REGISTRY}` } : {};
}

/** Where the secrets are of a registry that is not GitHub's own: an environment can be kept to the branch that is released. */
export function environmentOfRegistry(host: string): object {
  return host === OWN_REGISTRY ? {} : { environment: 'registry' };
}

/** `docker login`, as the job itself or as whom secrets name. */
export function loginStep(host: string): object {
  const isOwn = host === OWN_REGISTRY;
  return {
    name: `log in to ${host}`,
    env: {
      REGISTRY_USER: isOwn ? '${{ github.actor }}' : '${{ secrets.REGISTRY_USER }}',
      REGISTRY_PASSWORD: isOwn ? '${{ github.token }}' : '${{ secrets.REGISTRY_PASSWORD }}',
    },
    run: logIn(host),
  };
}
