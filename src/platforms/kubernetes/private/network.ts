import { Manifest, labelsOf, metadataOf } from './manifest';
import { Service } from '../../../model';
import { KubernetesPlan, PlannedWorkload } from '../plan/kubernetes-plan';
import { FOUNDATION, STEP, memberOf } from '../plan/names';

/** Nobody reaches anybody, and all find names. */
export function namespacePolicies(plan: KubernetesPlan): Manifest[] {
  return [
    policy(plan, 'default-deny', {}, { policyTypes: ['Ingress', 'Egress'] }),
    policy(plan, 'names', {}, {
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] }],
    }),
  ];
}

/** Who may send requests to a service, and whom it may send some: a rule for each connection. */
export function policyOf(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  const { ports, entrances, callers, targets, outbound, id } = workload;
  const ofOthers = callers.map((caller) => ({ from: [peer(plan, caller)], ports: tcp(ports.map(({ port }) => port)) }));
  const own = workload.spec.peers ? [peer(plan, workload.service)] : [];
  const ofUsers = entrances.length === 0 ? [] : [{ from: usersOf(plan), ports: tcp(entrances) }];
  return policy(plan, id, memberOf(plan.stack, plan.environment, workload.service), {
    policyTypes: ['Ingress', 'Egress'],
    ingress: ports.length === 0 ? undefined : [...ofUsers, ...ofOthers, ...own.map((pods) => ({ from: [pods] }))],
    egress: [
      ...own.map((pods) => ({ to: [pods] })),
      ...targets.map((target) => ({ to: [peer(plan, target)], ports: tcp(portsOf(plan, target)) })),
      ...outbound.length === 0 ? [] : [{ to: outbound.map((cidr) => ({ ipBlock: { cidr } })) }],
    ],
  }, labelsOf(plan, workload));
}

function portsOf({ workloads }: KubernetesPlan, service: Service): number[] {
  return workloads.find((each) => each.service === service)!.ports.map(({ port }) => port);
}

function usersOf({ options: { entranceNamespace: name } }: KubernetesPlan): Manifest[] | undefined {
  return name === undefined ? undefined : [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }];
}

function peer({ stack, environment }: KubernetesPlan, service: Service): Manifest {
  return { podSelector: { matchLabels: memberOf(stack, environment, service) } };
}

function tcp(ports: number[]): Manifest[] {
  return [...new Set(ports)].map((port) => ({ protocol: 'TCP', port }));
}

function policy(
  plan: KubernetesPlan, name: string, matchLabels: { readonly [label: string]: string }, spec: Manifest,
  labels: { readonly [label: string]: string } = {},
): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf(plan, name, { ...labels, [STEP]: FOUNDATION }),
    spec: { podSelector: Object.keys(matchLabels).length === 0 ? {} : { matchLabels }, ...spec },
  };
}
