import { reasonAgainstId } from '../../base/reserved';

/** Ids of services: each once, and none that somebody else is called. */
export class Names {
  private readonly taken = new Set<string>(['stack', 'project', 'default']);

  /** The first that is free; of all, the first with a number behind it. */
  public take(...wanted: (string | undefined)[]): string {
    const usable = wanted.map((each) => slug(each ?? '')).filter((each) => each !== '' && reasonAgainstId(each) === undefined);
    const free = usable.find((each) => !this.taken.has(each)) ?? this.numbered(usable[0] ?? 'service');
    this.taken.add(free);
    return free;
  }

  private numbered(name: string): string {
    let number = 2;
    while (this.taken.has(`${name}-${number}`)) {
      number++;
    }
    return `${name}-${number}`;
  }
}

/** Lower case letters, digits and `-`, as ids are. */
export function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
}

/** Ports of the host: each once. */
export class HostPorts {
  private readonly taken = new Set<number>();

  /** That port if it is free, or the next one that is. */
  public take(wanted: number): number {
    let port = wanted;
    while (this.taken.has(port)) {
      port++;
    }
    this.taken.add(port);
    return port;
  }
}
