import { EnvironmentDifference, ServiceDifference, added, same } from './difference';
import { restChanges } from './rest';
import { EnvironmentFacts, ServiceFacts } from '../../facts';
import { Remark, code, codes, ordinary, risky } from '../finding';

/** Who can reach a service, and whom it can reach. */
export const networks: ServiceDifference = ({ before, after, all }) => {
  const [was, is] = [before, after].map(({ networks: on }) => on.map(({ name }) => name));
  const wasClosed = isClosed(before, all.before);
  const open = added(was, is).filter((name) => !isInternal(name, all.after));
  const renamed = after.networks.filter(({ name, aliases }) =>
    before.networks.some((each) => each.name === name && !same(each.aliases, aliases)));
  return [
    ...added(was, is).map((name) => wasClosed && open.includes(name)
      ? risky(`now on the network ${code(name)}, which leads elsewhere; it was on closed networks only`)
      : ordinary(`now on the network ${code(name)}`)),
    ...added(is, was).map((name) => ordinary(`no longer on the network ${code(name)}`)),
    ...renamed.map(({ name, aliases }) => ordinary(`found on ${code(name)} as ${aliases.length === 0 ? 'its name only' : codes(aliases)}`)),
  ];
};

/** The networks themselves. One that is new is told by those that are on it. */
export const networkChanges: EnvironmentDifference = (before, after) => after.networks.flatMap((network) => {
  const was = before.networks.find(({ name }) => name === network.name);
  const subject = `network ${network.name}`;
  return was === undefined ? network.external ? [[subject, ordinary('has to be there: it is not made here')]] : [] : [
    ...was.internal === network.internal ? []
      : [network.internal ? ordinary('now closed: it leads nowhere else')
        : risky('no longer closed: what is on it can reach the internet')],
    ...was.external === network.external ? []
      : [ordinary(network.external ? 'no longer made here: it has to be there' : 'now made here')],
    ...restChanges(was.rest, network.rest).map(ordinary),
  ].map((remark): [string, Remark] => [subject, remark]);
});

/** What was, with the new names of networks that are called otherwise: the same services are on them. */
export function withNewNetworks(
  before: EnvironmentFacts, after: EnvironmentFacts,
): { facts: EnvironmentFacts; renamed: { from: string; to: string }[] } {
  const membersOf = ({ services }: EnvironmentFacts, network: string) =>
    JSON.stringify(services.filter(({ networks: on }) => on.some(({ name }) => name === network)).map(({ id }) => id));
  const [gone, come] = [[before, after], [after, before]].map(([one, other]) =>
    one.networks.filter(({ name }) => !other.networks.some((each) => each.name === name)));
  const renamed = gone.flatMap(({ name, internal, external }) => {
    const other = come.find((each) => each.internal === internal && each.external === external
      && membersOf(before, name) === membersOf(after, each.name) && membersOf(before, name) !== '[]');
    return other === undefined ? [] : [{ from: name, to: other.name }];
  });
  const newName = <T extends { readonly name: string }>(network: T): T =>
    ({ ...network, name: renamed.find(({ from }) => from === network.name)?.to ?? network.name });
  return {
    renamed,
    facts: {
      ...before,
      networks: before.networks.map(newName),
      services: before.services.map((service) => ({ ...service, networks: service.networks.map(newName) })),
    },
  };
}

function isInternal(name: string, { networks: all }: EnvironmentFacts): boolean {
  return all.some((network) => network.name === name && network.internal);
}

function isClosed({ networks: on }: ServiceFacts, all: EnvironmentFacts): boolean {
  return on.length > 0 && on.every(({ name }) => isInternal(name, all));
}
