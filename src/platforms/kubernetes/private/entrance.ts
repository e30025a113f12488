import { Manifest, metadataOf, renderManifests } from './manifest';
import { portName } from './pod';
import { PlannedRule } from '../plan/entrance';
import { KubernetesPlan } from '../plan/kubernetes-plan';
import { RELEASE, STEP } from '../plan/names';

/** Where users come in. */
export function renderEntrance(plan: KubernetesPlan): string {
  return renderManifests('Where users come in', plan.options.gateway ? routesOf(plan) : [ingressOf(plan)]);
}

/** Rules of the same name, in the order in which names are said first. */
function byHost(rules: PlannedRule[]): [string | undefined, PlannedRule[]][] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => [host, rules.filter((rule) => rule.host === host)]);
}

function ingressOf(plan: KubernetesPlan): Manifest {
  const { className, tlsSecret, annotations } = plan.options.ingress!;
  const hosts = byHost(plan.rules);
  const names = hosts.flatMap(([host]) => host ?? []);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadataOf(plan, plan.instance, { [STEP]: RELEASE }), annotations: annotations && { ...annotations } },
    spec: {
      ingressClassName: className,
      tls: tlsSecret === undefined ? undefined : [{ hosts: names.length === 0 ? undefined : names, secretName: tlsSecret }],
      rules: hosts.map(([host, rules]) => ({
        host,
        http: {
          paths: rules.map(({ path, service, port }) => ({
            path, pathType: 'Prefix', backend: { service: { name: service.id, port: { name: portName(port) } } },
          })),
        },
      })),
    },
  };
}

/** One for each name: all rules of a route are for all of its names. */
function routesOf(plan: KubernetesPlan): Manifest[] {
  const { name, namespace, sectionName } = plan.options.gateway!;
  return byHost(plan.rules).map(([host, rules], index) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(plan, index === 0 ? plan.instance : `${plan.instance}-${index + 1}`, { [STEP]: RELEASE }),
    spec: {
      parentRefs: [{ name, namespace, sectionName }],
      hostnames: host === undefined ? undefined : [host],
      rules: rules.map(({ path, service, port }) => ({
        matches: [{ path: { type: 'PathPrefix', value: path } }],
        backendRefs: [{ name: service.id, port }],
      })),
    },
  }));
}
