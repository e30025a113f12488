import { Duration } from '../../../base';
import { requireInteger, requireLine, requireMatch, requireText } from '../../../base/checks';
import { Environment } from '../../../model';
import { KubernetesOptions, KubernetesServiceOptions } from '../kubernetes-options';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LABELS = 'DNS labels: lower case letters, digits and "-", at most 63 characters';
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const SUBDOMAINS = 'lower case letters, digits, "-" and ".", at most 253 characters';
const HOST = /^(?=.{1,253}$)(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const HOSTS = 'names such as "crm.example.com", in lower case, without scheme, port and path';
const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/(\d|[12]\d|3[0-2])|[0-9a-fA-F:]+\/(\d{1,2}|1[01]\d|12[0-8]))$/;
const QUALIFIED = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** @throws if a value is invalid */
export function requireOptions(environment: Environment, options: KubernetesOptions): void {
  const whose = `of environment "${environment.name}" on Kubernetes`;
  const { registry, namespace, ingress, gateway } = options;
  requireMatch(
    `the registry ${whose}`, registry,
    /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    'a host, with a port if need be, and a path, such as "ghcr.io/acme/crm", without "https://"',
  );
  if (!/^(localhost|[^/]*[.:][^/]*)(\/|$)/.test(registry)) {
    throw new Error(
      `the registry ${whose} is "${registry}", which is taken for a path on Docker Hub: `
      + 'begin with a host that has a dot or a port, such as "docker.io" or "registry:5000"',
    );
  }
  if (namespace !== undefined) {
    requireMatch(`the namespace ${whose}`, namespace, LABEL, LABELS);
    if (namespace === 'default' || namespace.startsWith('kube-')) {
      throw new Error(`the namespace ${whose} is "${namespace}", which others use too: allowed is one that only this environment uses`);
    }
  }
  if (ingress && gateway) {
    throw new Error(`users ${whose} come in at an ingress and at a gateway: pass one of them`);
  }
  requireEntrance(whose, options);
  optionally(`the secretName ${whose}`, options.secretName, SUBDOMAIN, SUBDOMAINS);
  optionally(`the imagePullSecret ${whose}`, options.imagePullSecret, SUBDOMAIN, SUBDOMAINS);
  optionally(`the storageClass ${whose}`, options.storageClass, SUBDOMAIN, SUBDOMAINS);
  optionally(`the entranceNamespace ${whose}`, options.entranceNamespace, LABEL, LABELS);
  requireNetworks(whose, options.outbound);
  Object.entries(options.settings ?? {}).forEach(([name, value]) => requireText(`the setting "${name}" ${whose}`, value));
  if (options.keep !== undefined) {
    requireInteger(`the number of releases ${whose} that are kept`, options.keep, 2, 100);
  }
  requireSeconds(`the patience ${whose}, in seconds,`, options.patience, 10);
  requireSeconds(`the preStopDelay ${whose}, in seconds,`, options.preStopDelay, 0);
  requireSeconds(`the watch ${whose}, in seconds,`, options.watch, 0);
}

/** @throws if a value is invalid */
export function requireServiceOptions(id: string, options: KubernetesServiceOptions): void {
  const whose = `of service "${id}" on Kubernetes`;
  const { autoscaling, nodeSelector = {} } = options;
  if (autoscaling) {
    requireInteger(`the maxReplicas ${whose}`, autoscaling.maxReplicas, 1, 1000);
    requireInteger(`the minReplicas ${whose}`, autoscaling.minReplicas ?? 2, 1, 1000);
    requireInteger(`the cpuPercent ${whose}`, autoscaling.cpuPercent ?? 80, 1, 1000);
  }
  requireNetworks(whose, options.outbound);
  optionally(`the priorityClass ${whose}`, options.priorityClass, SUBDOMAIN, SUBDOMAINS);
  options.claims?.forEach(({ storageClass }) => optionally(`the storageClass ${whose}`, storageClass, SUBDOMAIN, SUBDOMAINS));
  Object.entries(nodeSelector).forEach(([label, value]) => {
    requireMatch(`the label "${label}" ${whose}`, label, QUALIFIED, 'names of labels, such as "disktype" or "example.com/pool"');
    requireMatch(`the label "${label}" ${whose}`, value, /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, 'letters, digits and _ . -');
  });
}

function requireEntrance(whose: string, { ingress, gateway }: KubernetesOptions): void {
  optionally(`the host ${whose}`, ingress?.host ?? gateway?.host, HOST, HOSTS);
  optionally(`the className of the ingress ${whose}`, ingress?.className, SUBDOMAIN, SUBDOMAINS);
  optionally(`the tlsSecret of the ingress ${whose}`, ingress?.tlsSecret, SUBDOMAIN, SUBDOMAINS);
  optionally(`the name of the gateway ${whose}`, gateway?.name, SUBDOMAIN, SUBDOMAINS);
  optionally(`the namespace of the gateway ${whose}`, gateway?.namespace, LABEL, LABELS);
  optionally(`the sectionName of the gateway ${whose}`, gateway?.sectionName, SUBDOMAIN, SUBDOMAINS);
  Object.entries(ingress?.annotations ?? {}).forEach(([name, value]) => {
    requireMatch(`an annotation of the ingress ${whose}`, name, QUALIFIED, 'names such as "cert-manager.io/cluster-issuer"');
    requireLine(`the annotation "${name}" of the ingress ${whose}`, value);
  });
}

function requireNetworks(whose: string, networks: string[] = []): void {
  networks.forEach((network) => requireMatch(
    `a network (outbound) ${whose}`, network, CIDR, 'networks such as "10.0.0.0/8" or "2001:db8::/32"',
  ));
}

function requireSeconds(what: string, duration: Duration | undefined, least: number): void {
  if (duration !== undefined) {
    requireInteger(what, duration.toSeconds(), least, 86_400);
  }
}

function optionally(what: string, value: string | undefined, pattern: RegExp, allowed: string): void {
  if (value !== undefined) {
    requireMatch(what, value, pattern, allowed);
  }
}
