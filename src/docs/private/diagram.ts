import { GuideFacts } from './facts';

/** The services of a stack, what they use and where their data is: a flowchart for Mermaid. */
export function diagram(facts: GuideFacts, host: string): string {
  const volumes = new Map(facts.volumes.map((volume, index) => [volume, `volume${index + 1}`]));
  const lines = [
    ...facts.published.length > 0 ? [`host(["${label(host)}"])`] : [],
    `subgraph network["${label(facts.network)}"]`,
    ...facts.services.map((service) => `  ${node(service.id)}["${label(service.id)}<br/>${label(service.description)}"]`),
    'end',
    ...[...volumes].map(([{ name }, id]) => `${id}[("${label(name)}")]`),
    ...facts.published.map(({ service, hostPort }) => `host -- "${hostPort}" --> ${node(service)}`),
    ...facts.services.flatMap((service) => service.uses.map((used) => `${node(service.id)} --> ${node(used)}`)),
    ...[...volumes].flatMap(([{ mounts }, id]) => [...new Set(mounts.map(({ service }) => service))].map((service) => `${node(service)} -.- ${id}`)),
  ];
  return `flowchart LR\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** A service as Mermaid names it: words of Mermaid's own, such as `end`, and hyphens are no names. Service ids have no `_`, so no two meet. */
function node(id: string): string {
  return `service_${id.replace(/-/g, '_')}`;
}

/** Text between double quotes: entities stand for all that Mermaid, Markdown or HTML would read as something else. */
function label(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:/()+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
