import { GuideFacts, PortFacts, ServiceFacts, VolumeFacts } from './facts';
import { ProductionFacts } from './production-facts';

/** What a diagram shows. */
interface Scene {
  /** Who comes in at ports of the host. */
  readonly visitor: string;
  readonly networks: { readonly label: string; readonly services: ServiceFacts[] }[];
  readonly published: PortFacts[];
  readonly volumes: VolumeFacts[];
  /** What is somewhere else, and the variables that say where. */
  readonly elsewhere: { readonly id: string; readonly label: string; readonly users: { readonly service: string; readonly variables: string[] }[] }[];
}

/** The services of a stack, what they use and where their data is: a flowchart for Mermaid. */
export function diagram(facts: GuideFacts, host: string): string {
  const { services, published, volumes } = facts;
  return flowchart({ visitor: host, networks: [{ label: facts.network, services }], published, volumes, elsewhere: [] });
}

/** The same of production: who users come in to, the networks, and what is outside of the stack. */
export function productionDiagram(facts: ProductionFacts, words: { readonly [word in 'users' | 'internal' | 'external']: string }): string {
  const { published, volumes } = facts;
  const hidden = facts.dataNetwork?.services ?? [];
  return flowchart({
    visitor: words.users,
    networks: [
      { label: facts.network, services: facts.services.filter(({ id }) => !hidden.includes(id)) },
      ...facts.dataNetwork ? [{ label: `${facts.dataNetwork.name} (${words.internal})`, services: facts.services.filter(({ id }) => hidden.includes(id)) }] : [],
    ].filter(({ services }) => services.length > 0),
    published,
    volumes,
    elsewhere: facts.external.map(({ id, description, users }) => ({ id, label: `${description} (${words.external})`, users })),
  });
}

function flowchart({ visitor, networks, published, volumes, elsewhere }: Scene): string {
  const services = networks.flatMap((network) => network.services);
  const nameOf = (volume: VolumeFacts) => `volume${volumes.indexOf(volume) + 1}`;
  const lines = [
    ...published.length > 0 ? [`host(["${label(visitor)}"])`] : [],
    ...networks.flatMap((network, index) => [
      `subgraph network${index === 0 ? '' : index + 1}["${label(network.label)}"]`,
      ...network.services.map((service) => `  ${node(service.id)}["${label(service.id)}<br/>${label(service.description)}"]`),
      'end',
    ]),
    ...elsewhere.map((one) => `${away(one.id)}[("${label(one.id)}<br/>${label(one.label)}")]`),
    ...volumes.map((volume) => `${nameOf(volume)}[("${label(volume.name)}")]`),
    ...published.map(({ service, hostPort }) => `host -- "${hostPort}" --> ${node(service)}`),
    ...services.flatMap((service) => service.uses.map((used) => `${node(service.id)} --> ${node(used)}`)),
    ...elsewhere.flatMap(({ id, users }) => users.map(({ service, variables }) => variables.length === 0
      ? `${node(service)} --> ${away(id)}`
      : `${node(service)} -- "${label(variables.join(', '))}" --> ${away(id)}`)),
    ...volumes.flatMap((volume) => [...new Set(volume.mounts.map(({ service }) => service))].map((service) => `${node(service)} -.- ${nameOf(volume)}`)),
  ];
  return `flowchart LR\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** A service as Mermaid names it: words of Mermaid's own, such as `end`, and hyphens are no names. Service ids have no `_`, so no two meet. */
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
