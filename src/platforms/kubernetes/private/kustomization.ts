import { Manifest, metadataOf, renderManifests } from './manifest';
import { namespacePolicies } from './network';
import { SecretsWords } from './words';
import { KubernetesPlan } from '../plan/kubernetes-plan';

const KUSTOMIZATION = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };

/** What `kubectl apply -k` and GitOps tools read. */
export function renderKustomization(plan: KubernetesPlan, files: string[]): string {
  return renderManifests(`${plan.stack.title}: the ${plan.environment.name} environment`, [{
    ...KUSTOMIZATION, namespace: plan.namespace, resources: files,
  }]);
}

/** Everything is refused that does not pass Pod Security "restricted". */
export function renderNamespace(plan: KubernetesPlan): string {
  const level = (mode: string) => [`pod-security.kubernetes.io/${mode}`, 'restricted'];
  return renderManifests('The namespace is this environment\'s alone', [{
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: metadataOf(plan, plan.namespace, Object.fromEntries(['enforce', 'audit', 'warn'].map(level))),
  }]);
}

/** Who reaches whom, where no service says more. */
export function renderNetwork(plan: KubernetesPlan): string {
  return renderManifests('Nobody reaches anybody unless a service says so, and all find names', namespacePolicies(plan));
}

/** The Secret that people make: every key, and no value. */
export function renderSecretsExample(plan: KubernetesPlan, words: SecretsWords): string {
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: plan.secretName, namespace: plan.namespace },
    type: 'Opaque',
  };
  const keys = plan.secrets.flatMap(({ name, required, description, users }) => [
    ...description === undefined ? [] : [`  # ${description}`],
    `  # ${users.join(', ')}; ${required ? words.required : words.optional}`,
    `  ${name}: ""`,
  ]);
  return `${renderManifests(words.about, [manifest])}stringData:\n${keys.join('\n')}\n`;
}
