import type { Environment } from './environment';
import type { Language } from './language';
import type { Service } from './service';
import { requireInteger, requireLine } from '../base/checks';

/** What can make a container less safe than it is by default. */
export enum WeaknessKind {
  /** It runs as root. */
  ROOT_USER = 'root-user',
  /** It runs as the user that its image states, which nothing here says: in most images that is root. */
  UNSTATED_USER = 'unstated-user',
  /** It may do on the host what root may do there. */
  PRIVILEGED = 'privileged',
  /** It keeps a Linux capability. */
  CAPABILITY = 'capability',
  /** A process in it can gain privileges that it was not started with. */
  NEW_PRIVILEGES = 'new-privileges',
  /** A confinement by the kernel is switched off: seccomp, AppArmor, SELinux. */
  UNCONFINED = 'unconfined',
  /** It shares a namespace with the host: its network, its processes. */
  HOST_NAMESPACE = 'host-namespace',
  /** It sees a file or folder of the host that is not the repository's. */
  HOST_PATH = 'host-path',
  /** It can use a device of the host. */
  DEVICE = 'device',
  /** A port is open to the network that is no entrance for users, or that a developer's own machine opens. */
  OPEN_PORT = 'open-port',
  /** A service that was on a closed network is on one that leads elsewhere. */
  OPEN_NETWORK = 'open-network',
  /** Nobody notices when it does not work any more. */
  NO_HEALTH_CHECK = 'no-health-check',
  /** A limit is taken away: of memory, or of processes. */
  NO_LIMIT = 'no-limit',
  /** Its root file system can be written to. */
  WRITABLE_ROOT = 'writable-root',
  /** An image without a tag, or with `latest`: another one tomorrow, and nobody has decided so. */
  UNPINNED_IMAGE = 'unpinned-image',
}

/**
 * One thing that makes a container less safe than it is by default. What weakens a stack is named when it is synthesized and in its
 * guide; `stack.acknowledge(service, Weakness.openPort(6379), 'why')` says that it is meant.
 */
export class Weakness {
  /** It runs as root. */
  public static rootUser(): Weakness {
    return new Weakness(WeaknessKind.ROOT_USER, 'rootUser');
  }

  /** It runs as the user that its image states, which nothing here says. */
  public static unstatedUser(): Weakness {
    return new Weakness(WeaknessKind.UNSTATED_USER, 'unstatedUser');
  }

  /** It may do on the host what root may do there. */
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

  /** A process in it can gain privileges that it was not started with. */
  public static newPrivileges(): Weakness {
    return new Weakness(WeaknessKind.NEW_PRIVILEGES, 'newPrivileges');
  }

  /**
   * A confinement by the kernel is switched off.
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
   * It sees a file or folder of the host that is not the repository's; the engine's socket, above all.
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
   * A port is open to the network that is no entrance for users, or that a developer's own machine opens.
   *
   * @param port the port inside the container, from 1 to 65535
   */
  public static openPort(port: number): Weakness {
    requireInteger('the port of a weakness', port, 1, 65535);
    return new Weakness(WeaknessKind.OPEN_PORT, 'openPort', port);
  }

  /**
   * A service that was on a closed network is on one that leads elsewhere.
   *
   * @param network the name of that network in the file
   */
  public static openNetwork(network: string): Weakness {
    return new Weakness(WeaknessKind.OPEN_NETWORK, 'openNetwork', network);
  }

  /** Nobody notices when it does not work any more. */
  public static noHealthCheck(): Weakness {
    return new Weakness(WeaknessKind.NO_HEALTH_CHECK, 'noHealthCheck');
  }

  /**
   * A limit is taken away.
   *
   * @param resource `memory` or `pids`
   */
  public static noLimit(resource: string): Weakness {
    return new Weakness(WeaknessKind.NO_LIMIT, 'noLimit', resource);
  }

  /** Its root file system can be written to. */
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
  /** What it is about: a capability, a path, a port; empty where the kind says it all. */
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
   * What it is, in a sentence without an end: `port 6379 is open to the network`.
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

/** What happens to weaknesses that nobody has acknowledged. */
export enum UnacknowledgedWeaknesses {
  /** Each is named in a line when the project is synthesized. */
  REPORTED = 'reported',
  /** The project is not synthesized. */
  REFUSED = 'refused',
}

/** A weakness of a service, as one target writes it. */
export interface ServiceWeakness {
  /** The service. */
  readonly service: Service;

  /** What makes it less safe. */
  readonly weakness: Weakness;
}

/** A weakness of a service in one environment, with its acknowledgement, if any. */
export interface StackWeakness extends ServiceWeakness {
  /** Where the service is less safe. */
  readonly environment: Environment;

  /**
   * Why that is meant, as it was acknowledged.
   *
   * @default - nobody has acknowledged it
   */
  readonly reason?: string;
}
