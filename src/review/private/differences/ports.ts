import { ServiceDifference } from './difference';
import { PortFacts } from '../../facts';
import { Remark, code, ordinary, risky } from '../finding';

/** Where the ports of a service are reached from outside. */
export const ports: ServiceDifference = ({ before, after }) => {
  const gone = before.ports.filter((port) => !after.ports.some((other) => isSame(port, other)));
  const come = after.ports.filter((port) => !before.ports.some((other) => isSame(port, other)));
  const pairs = come.map((port) => ({ port, was: gone.find(({ target }) => target === port.target) }));
  return [
    ...pairs.map(({ port, was }) => moved(port, was)),
    ...gone.filter((port) => !pairs.some(({ was }) => was === port)).map((port) => ordinary(`no longer published on ${placeOf(port)}`)),
  ];
};

function moved(port: PortFacts, was: PortFacts | undefined): Remark {
  const inside = port.published === port.target || port.published === '' ? '' : ` (${code(port.target)} in the container)`;
  if (!port.open) {
    return ordinary(`${was?.open ? 'no longer open to the network, ' : 'now '}published on ${placeOf(port)}${inside}`
      + (was && !was.open ? `, was ${placeOf(was)}` : ''));
  }
  const on = `${outside(port)}${inside}`;
  return was?.open ? ordinary(`open to the network on ${on}, was ${outside(was)}`) : risky(`now open to the network on ${on}`);
}

function isSame(one: PortFacts, other: PortFacts): boolean {
  return one.address === other.address && one.published === other.published && one.target === other.target;
}

function outside({ published, address }: PortFacts): string {
  const everywhere = ['', '0.0.0.0', '[::]', '::'].includes(address);
  return `${published || 'a port that the engine chooses'}${everywhere ? '' : ` of ${code(address)}`}`;
}

/** Where a port is reached. */
export function placeOf({ address, published, open }: PortFacts): string {
  return open ? outside({ address, published } as PortFacts) : code(`${address}:${published}`);
}
