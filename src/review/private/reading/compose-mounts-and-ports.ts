import { Keys, listOf, textOf } from './written';
import { MountFacts, MountKind, PortFacts } from '../../facts';

/** Values as they are unless an environment sets them: `${X:-80}` is `80`. */
export function byDefault(text: string): string {
  return text.replace(/\$\{\w+:?-([^{}]*)\}/g, '$1');
}

/** Ports that are published, in their short and their long form. */
export function portsOf(keys: Keys): PortFacts[] {
  return listOf(keys.ports).map((port) => {
    const { address, published, target } = typeof port === 'object' && port !== null ? longPort(port) : shortPort(textOf(port));
    return { address, published: byDefault(published), target: byDefault(target).replace(/\/tcp$/, ''), open: !isLoopback(address) };
  });
}

function longPort(port: Keys): Omit<PortFacts, 'open'> {
  const protocol = textOf(port.protocol);
  return {
    address: textOf(port.host_ip), published: textOf(port.published), target: textOf(port.target) + (protocol === '' ? '' : `/${protocol}`),
  };
}

/** Colons of an interpolation or of an IPv6 address are no separators. */
function shortPort(port: string): Omit<PortFacts, 'open'> {
  const parts = port.match(/(?:\$\{[^}]*\}|\[[^\]]*\]|[^:])+/g) ?? [''];
  const target = parts.pop()!;
  return { address: parts.length > 1 ? parts[0] : '', published: parts.pop() ?? '', target };
}

/** What an environment sets may be any address. */
function isLoopback(address: string): boolean {
  return /^(127\.|\[?[0:]*:1\]?$)/.test(address);
}

/** What is mounted, in its short and its long form, and what is in memory. */
export function mountsOf(keys: Keys): MountFacts[] {
  return [
    ...listOf(keys.volumes).map((volume) => typeof volume === 'object' && volume !== null ? longMount(volume) : shortMount(textOf(volume))),
    ...[keys.tmpfs ?? []].flat().map(textOf).map((folder): MountFacts =>
      ({ kind: MountKind.MEMORY, source: '', target: folder, readOnly: false })),
  ];
}

function longMount({ type, source, target, read_only: readOnly }: Keys): MountFacts {
  const kind = type === 'bind' ? MountKind.BIND : type === 'tmpfs' ? MountKind.MEMORY
    : textOf(source) === '' ? MountKind.ANONYMOUS : MountKind.VOLUME;
  return { kind, source: textOf(source), target: textOf(target), readOnly: readOnly === true };
}

function shortMount(text: string): MountFacts {
  const parts = text.match(/(?:\$\{[^}]*\}|[^:])+/g) ?? [''];
  if (parts.length === 1) {
    return { kind: MountKind.ANONYMOUS, source: '', target: text, readOnly: false };
  }
  const [source, target, options = ''] = parts;
  return { kind: /^[./~$]/.test(source) ? MountKind.BIND : MountKind.VOLUME, source, target, readOnly: options.split(',').includes('ro') };
}
