import type { Environment } from './environment';
import type { Language } from './language';
import type { Service } from './service';
import { requireInteger, requireLine } from '../base/checks';

/** What can make a container less safe than the defaults. */
export enum WeaknessKind {
  /** It runs as root. */
  ROOT_USER = 'root-user',
  /** It runs as the image's default user, which is unknown here: in most images that is root. */
  UNSTATED_USER = 'unstated-user',
  /** It has root's privileges on the host (`privileged`). */
  PRIVILEGED = 'privileged',
  /** It keeps a Linux capability. */
  CAPABILITY = 'capability',
  /** Its processes can gain privileges (no `no-new-privileges`). */
  NEW_PRIVILEGES = 'new-privileges',
  /** A kernel confinement is turned off: seccomp, AppArmor, SELinux. */
  UNCONFINED = 'unconfined',
  /** It shares a namespace with the host: its network, its processes. */
  HOST_NAMESPACE = 'host-namespace',
  /** It mounts a file or folder of the host outside the repository. */
  HOST_PATH = 'host-path',
  /** It can use a device of the host. */
  DEVICE = 'device',
  /** A port is open to the network that is not an entrance, or that is on a developer's machine. */
  OPEN_PORT = 'open-port',
  /** A service leaves its internal network. */
  OPEN_NETWORK = 'open-network',
  /** It has no health check, so failures go unnoticed. */
  NO_HEALTH_CHECK = 'no-health-check',
  /** A memory or process limit is removed. */
  NO_LIMIT = 'no-limit',
  /** Its root file system is writable. */
  WRITABLE_ROOT = 'writable-root',
  /** An image without a tag, or with `latest`, which can change at any time. */
  UNPINNED_IMAGE = 'unpinned-image',
}

/**
 * One thing that makes a container less safe than the defaults. Weaknesses are reported at synthesis and in the guide;
 * `stack.acknowledge(service, Weakness.openPort(6379), 'why')` acknowledges one.
 */
export class Weakness {
  /** It runs as root. */
  public static rootUser(): Weakness {
    return new Weakness(WeaknessKind.ROOT_USER, 'rootUser');
  }

  /** It runs as the image's default user, which is unknown here. */
  public static unstatedUser(): Weakness {
    return new Weakness(WeaknessKind.UNSTATED_USER, 'unstatedUser');
  }

  /** It has root's privileges on the host (`privileged`). */
  public static privileged(): Weakness {
    return new Weakness(WeaknessKind.PRIVILEGED, 'privileged');
  }

  /**
   * It keeps a Linux capability.
   *
   * @param name without `CAP_`: `SYS_ADMIN`; `DEFAULT` for those that an engine keeps where none is dropped
   */
  public static capability(name: string): Weakness {
    return new Weakness(WeaknessKind.CAPABILITY, 'capability', name);
  }

  /** Its processes can gain privileges (no `no-new-privileges`). */
  public static newPrivileges(): Weakness {
    return new Weakness(WeaknessKind.NEW_PRIVILEGES, 'newPrivileges');
  }

  /**
   * A kernel confinement is turned off.
   *
   * @param option the security option, as the platform spells it: `seccomp:unconfined`
   */
  public static unconfined(option: string): Weakness {
    return new Weakness(WeaknessKind.UNCONFINED, 'unconfined', option);
  }

  /**
   * It shares a namespace with the host.
   *
   * @param name `network`, `pid`, `ipc`, `uts`, `userns` or `cgroup`
   */
  public static hostNamespace(name: string): Weakness {
    return new Weakness(WeaknessKind.HOST_NAMESPACE, 'hostNamespace', name);
  }

  /**
   * It mounts a file or folder of the host outside the repository; the engine's socket, above all.
   *
   * @param path as it is mounted: `/var/run/docker.sock`
   */
  public static hostPath(path: string): Weakness {
    return new Weakness(WeaknessKind.HOST_PATH, 'hostPath', path);
  }

  /**
   * It can use a device of the host.
   *
   * @param path its path on the host: `/dev/kvm`
   */
  public static device(path: string): Weakness {
    return new Weakness(WeaknessKind.DEVICE, 'device', path);
  }

  /**
   * A port is open to the network that is not an entrance, or that is on a developer's machine.
   *
   * @param port the port inside the container, from 1 to 65535
   */
  public static openPort(port: number): Weakness {
    requireInteger('the port of a weakness', port, 1, 65535);
    return new Weakness(WeaknessKind.OPEN_PORT, 'openPort', port);
  }

  /**
   * A service leaves its internal network.
   *
   * @param network the name of that network in the file
   */
  public static openNetwork(network: string): Weakness {
    return new Weakness(WeaknessKind.OPEN_NETWORK, 'openNetwork', network);
  }

  /** It has no health check, so failures go unnoticed. */
  public static noHealthCheck(): Weakness {
    return new Weakness(WeaknessKind.NO_HEALTH_CHECK, 'noHealthCheck');
  }

  /** A limit is removed.
   *
   * @param resource `memory` or `pids`
   */
  public static noLimit(resource: string): Weakness {
    return new Weakness(WeaknessKind.NO_LIMIT, 'noLimit', resource);
  }

  /** Its root file system is writable. */
  public static writableRoot(): Weakness {
    return new Weakness(WeaknessKind.WRITABLE_ROOT, 'writableRoot');
  }

  /**
   * An image without a tag, or with `latest`.
   *
   * @param image the reference: `example/tool`
   */
  public static unpinnedImage(image: string): Weakness {
    return new Weakness(WeaknessKind.UNPINNED_IMAGE, 'unpinnedImage', image);
  }

  /** What kind of weakness it is. */
  public readonly kind: WeaknessKind;
  /** The subject: a capability, a path, a port; empty if the kind needs none. */
  public readonly subject: string;

  private readonly written: string;

  private constructor(kind: WeaknessKind, factory: string, subject?: string | number) {
    this.kind = kind;
    this.subject = `${subject ?? ''}`;
    requireLine(`the subject of a weakness (${kind})`, this.subject);
    const argument = typeof subject === 'number' ? `${subject}` : subject && `'${subject.replace(/['\\]/g, '\\$&')}'`;
    this.written = `Weakness.${factory}(${argument ?? ''})`;
  }

  /**
   * Whether both are the same.
   *
   * @param other another weakness
   */
  public isSameAs(other: Weakness): boolean {
    return this.kind === other.kind && this.subject === other.subject;
  }

  /**
   * A description, without a full stop: `port 6379 is open to the network`.
   *
   * @param language the language of the sentence
   */
  public describe(language: Language): string {
    return WORDS[this.kind](this.subject)[language];
  }

  /** As it is written in TypeScript: `Weakness.openPort(6379)`. */
  public toString(): string {
    return this.written;
  }
}

const WORDS: Readonly<Record<WeaknessKind, (subject: string) => Readonly<Record<Language, string>>>> = {
  [WeaknessKind.ROOT_USER]: () => ({ 'en': 'it runs as root', 'pt-BR': 'roda como root' }),
  [WeaknessKind.UNSTATED_USER]: () => ({
    'en': 'it runs as the user of its image, which nothing here says and which is root in most images',
    'pt-BR': 'roda com o usuário da imagem, que nada aqui diz e que na maioria das imagens é root',
  }),
  [WeaknessKind.PRIVILEGED]: () => ({
    'en': 'it is privileged: it may do on the host what root may do there',
    'pt-BR': 'é privilegiado: pode fazer na máquina o que o root dela pode',
  }),
  [WeaknessKind.CAPABILITY]: (name) => name === 'DEFAULT'
    ? { 'en': 'it keeps the capabilities of an engine\'s default', 'pt-BR': 'mantém as capabilities padrão do Docker' }
    : { 'en': `it keeps the capability ${name}`, 'pt-BR': `mantém a capability ${name}` },
  [WeaknessKind.NEW_PRIVILEGES]: () => ({
    'en': 'its processes can gain privileges that they were not started with',
    'pt-BR': 'os processos podem ganhar privilégios que não tinham ao iniciar',
  }),
  [WeaknessKind.UNCONFINED]: (option) => ({
    'en': `a confinement by the kernel is switched off (${option})`, 'pt-BR': `uma proteção do kernel está desligada (${option})`,
  }),
  [WeaknessKind.HOST_NAMESPACE]: (name) => ({
    'en': `it shares the host's ${name} namespace`, 'pt-BR': `usa o namespace ${name} da máquina`,
  }),
  [WeaknessKind.HOST_PATH]: (path) => ({ 'en': `it sees "${path}" of the host`, 'pt-BR': `vê "${path}" da máquina` }),
  [WeaknessKind.DEVICE]: (path) => ({
    'en': `it can use the device "${path}" of the host`, 'pt-BR': `usa o dispositivo "${path}" da máquina`,
  }),
  [WeaknessKind.OPEN_PORT]: (port) => ({ 'en': `port ${port} is open to the network`, 'pt-BR': `a porta ${port} está aberta na rede` }),
  [WeaknessKind.OPEN_NETWORK]: (network) => ({
    'en': `it is on the network "${network}", which leads elsewhere`, 'pt-BR': `está na rede "${network}", que leva para fora`,
  }),
  [WeaknessKind.NO_HEALTH_CHECK]: () => ({
    'en': 'it has no health check: nobody notices when it does not work',
    'pt-BR': 'não tem health check: ninguém percebe quando não funciona',
  }),
  [WeaknessKind.NO_LIMIT]: (resource) => ({
    'en': `its limit of ${resource} is taken away`, 'pt-BR': `o limite de ${resource} foi retirado`,
  }),
  [WeaknessKind.WRITABLE_ROOT]: () => ({
    'en': 'its root file system can be written to', 'pt-BR': 'o sistema de arquivos raiz pode ser escrito',
  }),
  [WeaknessKind.UNPINNED_IMAGE]: (image) => ({
    'en': `the image "${image}" has no version: it is another one tomorrow`,
    'pt-BR': `a imagem "${image}" não tem versão: amanhã é outra`,
  }),
};

/** What happens to weaknesses that are not acknowledged. */
export enum UnacknowledgedWeaknesses {
  /** Each is reported in one line at synthesis. */
  REPORTED = 'reported',
  /** The synthesis fails. */
  REFUSED = 'refused',
}

/** A weakness of a service in one target. */
export interface ServiceWeakness {
  /** The service. */
  readonly service: Service;

  /** The weakness. */
  readonly weakness: Weakness;
}

/** A weakness of a service in one environment, with its acknowledgement, if any. */
export interface StackWeakness extends ServiceWeakness {
  /** The environment that it occurs in. */
  readonly environment: Environment;

  /**
   * The reason given with the acknowledgement.
   *
   * @default - not acknowledged
   */
  readonly reason?: string;
}
