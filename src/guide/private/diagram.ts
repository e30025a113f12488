import { GuideFacts, VolumeFacts } from './facts/guide-facts';
import { ProductionFacts } from './facts/production-facts';
import { PortFacts, ServiceFacts } from './facts/service-facts';

/** What a diagram shows of a service. */
type Node = Pick<ServiceFacts, 'id' | 'description' | 'uses'>;

/** A network, and what is on it. */
interface Network {
  readonly label: string;
  readonly services: Node[];
}

/** A service that runs somewhere else, and the variables that tell its users where. */
interface Elsewhere {
  readonly id: string;
  readonly label: string;
  readonly users: { readonly service: string; readonly variables: string[] }[];
}

/** What a diagram shows. */
export interface Scene {
  /** Who comes in at ports of the host. */
  readonly visitor: string;
  /** A network without services is not shown. */
  readonly networks: Network[];
  readonly published: Pick<PortFacts, 'service' | 'hostPort'>[];
  readonly volumes: Pick<VolumeFacts, 'name' | 'mounts'>[];
  readonly elsewhere: Elsewhere[];
}

/** The services of a stack, what they use and where their data is: a flowchart for Mermaid. */
export function diagram({ network, services, published, volumes }: GuideFacts, visitor: string): string {
  return flowchart({ visitor, networks: [{ label: network, services }], published, volumes, elsewhere: [] });
}

/** The same of production: who users come in to, the networks, and what is outside of the stack. */
export function productionDiagram(facts: ProductionFacts, words: { readonly [word in 'users' | 'internal' | 'external']: string }): string {
  const { network, services, dataNetwork, published, volumes, external } = facts;
  const hidden = services.filter(({ id }) => dataNetwork?.services.includes(id));
  return flowchart({
    visitor: words.users,
    networks: [
      { label: network, services: services.filter((service) => !hidden.includes(service)) },
      { label: `${dataNetwork?.name} (${words.internal})`, services: hidden },
    ],
    published,
    volumes,
    elsewhere: external.map(({ id, description, users }) => ({ id, label: `${description} (${words.external})`, users })),
  });
}

/** A scene as Mermaid draws it. */
export function flowchart({ visitor, networks, published, volumes, elsewhere }: Scene): string {
  const shown = networks.filter(({ services }) => services.length > 0);
  const lines = [
    ...published.length > 0 ? [`host(["${label(visitor)}"])`] : [],
    ...shown.flatMap((network, index) => [
      `subgraph network${index === 0 ? '' : index + 1}["${label(network.label)}"]`,
      ...network.services.map((service) => `  ${node(service.id)}["${label(service.id)}<br/>${label(service.description)}"]`),
      'end',
    ]),
    ...elsewhere.map((one) => `${away(one.id)}[("${label(one.id)}<br/>${label(one.label)}")]`),
    ...volumes.map((volume, index) => `volume${index + 1}[("${label(volume.name)}")]`),
    ...published.map(({ service, hostPort }) => `host -- "${hostPort}" --> ${node(service)}`),
    ...shown.flatMap(({ services }) => services).flatMap(({ id, uses }) => uses.map((used) => `${node(id)} --> ${node(used)}`)),
    ...elsewhere.flatMap(({ id, users }) => users.map(({ service, variables }) => variables.length === 0
      ? `${node(service)} --> ${away(id)}`
      : `${node(service)} -- "${label(variables.join(', '))}" --> ${away(id)}`)),
    ...volumes.flatMap(({ mounts }, index) => [...new Set(mounts.map(({ service }) => service))]
      .map((service) => `${node(service)} -.- volume${index + 1}`)),
  ];
  return `flowchart LR\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** A service as Mermaid names it: words of its own, such as `end`, and hyphens are no names. Service ids have no `_`, so no two meet. */
function node(id: string): string {
  return `service_${id.replace(/-/g, '_')}`;
}

/** A service that runs somewhere else. */
function away(id: string): string {
  return `external_${id.replace(/-/g, '_')}`;
}

/** Text between double quotes: entities stand for all that Mermaid, Markdown or HTML would read as something else. */
function label(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:/()+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
