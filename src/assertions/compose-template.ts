import { Project } from 'projen';
import { parse, stringify } from 'yaml';
import { compare, assertLike } from './private/failure';
import { WrittenFile, readFile, synthesizeFile } from './private/written-file';
import { listed } from '../base/checks';

/**
 * Assertions on a Compose file. They throw plain errors, so they work with any test framework. Expectations are partial: properties that
 * they do not name are ignored. Use {@link Match} for anything other than plain values.
 *
 * Variables such as `${RELEASE:-production}` are compared as they are written.
 */
export class ComposeTemplate {
  /**
   * A Compose file of a project, which is synthesized at each call, so that later changes are seen.
   *
   * @param project the project, whose `outdir` is below the system's temporary folder
   * @param path relative to the project's folder: `docker-compose.yml`
   * @throws if the project's `outdir` is elsewhere, it writes no such file, or it cannot be synthesized
   */
  public static fromProject(project: Project, path: string): ComposeTemplate {
    return new ComposeTemplate(synthesizeFile(project, path));
  }

  /**
   * A Compose file on disk, such as the committed one.
   *
   * @param path relative to the folder in which the tests run, or absolute
   * @throws if there is none, or it cannot be read
   */
  public static fromFile(path: string): ComposeTemplate {
    return new ComposeTemplate(readFile(path));
  }

  /**
   * A Compose file from a string.
   *
   * @param text YAML
   * @throws if it cannot be read
   */
  public static fromString(text: string): ComposeTemplate {
    return new ComposeTemplate({ name: 'the Compose file', text });
  }

  private readonly name: string;
  private readonly document: any;

  private constructor(file: WrittenFile) {
    this.name = file.name;
    this.document = readDocument(file);
  }

  /** The names of the services, in the order in which they are written. */
  public get serviceNames(): string[] {
    return Object.keys(this.all('services'));
  }

  /**
   * A service, as in the file.
   *
   * @param name its name
   * @throws if there is none
   */
  public service(name: string): any {
    return this.one('service', 'services', name);
  }

  /**
   * A service as YAML, for a snapshot that holds one service and nothing else.
   *
   * @param name its name
   * @throws if there is none
   */
  public serviceText(name: string): string {
    return stringify({ [name]: this.service(name) }, { lineWidth: 0 });
  }

  /**
   * The services that match, by name.
   *
   * @param props what they have, values or matchers
   */
  public findServices(props: any): { [name: string]: any } {
    return Object.fromEntries(Object.entries(this.all('services')).filter(([, service]) => compare(service, props).isSuccess));
  }

  /**
   * Fails unless there is such a service.
   *
   * @param name its name
   * @param props expected properties, values or matchers; by default anything
   * @throws if there is none, or it does not match
   */
  public hasService(name: string, props: any = {}): void {
    this.has('service', 'services', name, props);
  }

  /**
   * Fails if there is a service of that name.
   *
   * @param name a name
   * @throws if there is one
   */
  public doesNotHaveService(name: string): void {
    if (this.serviceNames.includes(name)) {
      throw new Error(`${this.name} has the service "${name}", which was expected to be absent`);
    }
  }

  /**
   * Fails unless every service matches, such as `{ cap_drop: ['ALL'] }`.
   *
   * @param props what they have, values or matchers
   * @throws if one does not match, or there are no services
   */
  public allServices(props: any): void {
    if (this.serviceNames.length === 0) {
      throw new Error(`${this.name} has no service that could be like this`);
    }
    for (const name of this.serviceNames) {
      this.hasService(name, props);
    }
  }

  /**
   * Fails unless there is that number of services.
   *
   * @param count the expected number
   * @param props expected properties, values or matchers; by default all services are counted
   * @throws if there are more or fewer
   */
  public serviceCount(count: number, props: any = {}): void {
    const found = Object.keys(this.findServices(props));
    if (found.length !== count) {
      throw new Error(`${this.name} has ${found.length} services that are like this, expected ${count}: they are ${listed(found)}`);
    }
  }

  /**
   * Fails unless there is such a network.
   *
   * @param name its name in this file
   * @param props expected properties, values or matchers; by default anything
   * @throws if there is none, or it does not match
   */
  public hasNetwork(name: string, props: any = {}): void {
    this.has('network', 'networks', name, props);
  }

  /**
   * Fails unless there is such a volume.
   *
   * @param name its name in this file
   * @param props expected properties, values or matchers; by default anything
   * @throws if there is none, or it does not match
   */
  public hasVolume(name: string, props: any = {}): void {
    this.has('volume', 'volumes', name, props);
  }

  /**
   * Fails unless there is such a secret.
   *
   * @param name its name in this file
   * @param props expected properties, values or matchers; by default anything
   * @throws if there is none, or it does not match
   */
  public hasSecret(name: string, props: any = {}): void {
    this.has('secret', 'secrets', name, props);
  }

  /** The parsed file. */
  public toJSON(): any {
    return structuredClone(this.document);
  }

  private has(kind: string, key: string, name: string, props: any): void {
    assertLike(`${kind} "${name}" of ${this.name}`, compare(this.one(kind, key, name), props));
  }

  private one(kind: string, key: string, name: string): any {
    const all = this.all(key);
    if (!Object.hasOwn(all, name)) {
      throw new Error(`${this.name} has no ${kind} "${name}": it has ${listed(Object.keys(all))}`);
    }
    return all[name];
  }

  /** The entries below a key; one that says nothing (`data:`) is an empty object, as Compose reads it. */
  private all(key: string): { [name: string]: any } {
    const entries = Object.entries(this.document[key] ?? {});
    return Object.fromEntries(entries.map(([name, value]) => [name, structuredClone(value ?? {})]));
  }
}

function readDocument({ name, text }: WrittenFile): any {
  let document;
  try {
    document = parse(text, { merge: true, logLevel: 'error' });
  } catch (error) {
    throw new Error(`${name} is no YAML: ${(error as Error).message}`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Error(`${name} is no Compose file: expected keys such as "services" at its top`);
  }
  return document;
}
