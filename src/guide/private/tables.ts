import { GuideFacts, ServiceFacts } from './facts';
import { GuideWords } from './guide-text';
import { code, plain, table } from './markdown';

/** What runs: what it is, where it is reached, how its health is found out. */
export function serviceTable(facts: GuideFacts, words: GuideWords): string {
  const { service, what, image, port, health, waits } = words.serviceTable;
  return table([service, what, image, port, health, waits], facts.services.map((each) => [
    code(each.id),
    plain(each.description),
    imageOf(each, words),
    each.ports.map((one) => one.published ? `${one.hostPort} (${code(one.variable)})` : words.unpublished(one)).join('<br>') || words.none,
    each.healthCheck ? words.health(each.healthCheck) : words.none,
    each.waitsFor.map((waited) => `${code(waited.service)} (${words.condition[waited.condition]})`).join(', ') || words.none,
  ]));
}

/** Every variable that the env file may set, those of ports and of the host's user too. */
export function variableTable(facts: GuideFacts, words: GuideWords): string {
  const { variable, readBy, required, value, what } = words.variableTable;
  return table([variable, readBy, required, value, what], [
    ...facts.variables.map((each) => [
      code(each.name),
      // a port that a service is told of, too, stands there once
      [...each.services.map(code), ...facts.published.some(({ variable: moved }) => moved === each.name) ? [words.compose] : []].join(', '),
      each.required ? words.yes : words.no,
      each.defaultValue === '' ? words.empty : code(each.defaultValue),
      plain(each.description) || words.none,
    ]),
    ...facts.published.filter((port) => !facts.variables.some(({ name }) => name === port.variable)).map((port) => [code(port.variable), words.compose, words.no, code(`${port.hostPort}`), words.portOf(port)]),
    ...facts.asHostUser.length > 0 ? [
      [code('HOST_UID'), words.compose, words.no, code('1000'), words.hostUser],
      [code('HOST_GID'), words.compose, words.no, code('1000'), words.hostGroup],
    ] : [],
  ]);
}

/** Where data is that outlives containers. */
export function volumeTable(facts: GuideFacts, words: GuideWords): string {
  const { volume, fullName, where } = words.volumeTable;
  return table([volume, fullName, where], facts.volumes.map((each) => [
    code(each.name),
    code(each.fullName),
    each.mounts.map((mount) => code(`${mount.service}:${mount.path}`)).join('<br>'),
  ]));
}

/** Which folders of the repository are seen by which containers. */
export function sourceTable(facts: GuideFacts, words: GuideWords): string {
  const { service, folder, path } = words.sourceTable;
  return table([service, folder, path], facts.services.flatMap((each) =>
    each.sources.map((source) => [code(each.id), code(`${source.folder}/`), code(source.path)])));
}

/** A command is shown if it is short enough for a cell. */
export function shortCommand(command: string): string {
  return command.length <= 40 ? `${code(command)} ` : '';
}

function imageOf(service: ServiceFacts, words: GuideWords): string {
  return service.sharedWith !== undefined ? words.sharedImage(code(service.sharedWith)) : service.dockerfile ?? code(service.image ?? '');
}
