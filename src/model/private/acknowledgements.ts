import { requireLine } from '../../base/checks';
import type { Environment } from '../environment';
import { Language } from '../language';
import type { Stack } from '../stack';
import { ServiceWeakness, StackWeakness, UnacknowledgedWeaknesses } from '../weakness';

/** Says that a weakness is meant. */
export interface Acknowledgement extends ServiceWeakness {
  readonly reason: string;
  /** Where; everywhere if it is not said. */
  readonly environment?: Environment;
}

/** What weakens a stack, and what was said about it. */
export class Acknowledgements {
  private readonly given: Acknowledgement[] = [];

  constructor(private readonly stack: Stack, private readonly policy: UnacknowledgedWeaknesses) {}

  public add(acknowledgement: Acknowledgement): void {
    const { service, weakness, reason, environment } = acknowledgement;
    const what = `the reason why ${weakness} of service "${service.id}" is acknowledged`;
    requireLine(what, reason);
    if (reason.trim() === '') {
      throw new Error(`${what} is empty: say why, in one line, for those who review it`);
    }
    const same = this.given.some((other) => other.service === service && other.weakness.isSameAs(weakness)
      && (other.environment === environment || !other.environment || !environment));
    if (same) {
      throw new Error(`${weakness} of service "${service.id}" is acknowledged twice: acknowledge it once`);
    }
    this.given.push(acknowledgement);
  }

  public weaknesses(): StackWeakness[] {
    return this.stack.targets.flatMap((target) => target.findWeaknesses().map((found) => ({
      ...found,
      environment: target.environment,
      reason: this.given.find((each) => concerns(each, found, target.environment))?.reason,
    })));
  }

  /** What was acknowledged and is not there would hide it when it comes; what was not is a problem where the stack says so. */
  public problems(): string[] {
    let found: StackWeakness[];
    try {
      found = this.weaknesses();
    } catch {
      // what cannot be rendered is a problem of its own
      return [];
    }
    return [
      ...this.given.filter((each) => !found.some((one) => concerns(each, one, one.environment))).map(({ service, weakness, environment }) =>
        `stack "${this.stack.name}" acknowledges ${weakness} of service "${service.id}", which is not so `
        + `in ${environment ? `environment "${environment.name}"` : 'any environment'}: remove acknowledge`),
      ...this.policy === UnacknowledgedWeaknesses.REFUSED ? this.unacknowledged(found) : [],
    ];
  }

  /** A line for each that nobody has acknowledged. */
  public report(): void {
    if (this.policy === UnacknowledgedWeaknesses.REPORTED) {
      this.unacknowledged(this.weaknesses()).forEach((line) => this.stack.project.logger.warn(line));
    }
  }

  private unacknowledged(found: StackWeakness[]): string[] {
    const open = found.filter(({ reason }) => reason === undefined);
    const isSame = (one: StackWeakness, other: StackWeakness) => one.service === other.service && one.weakness.isSameAs(other.weakness);
    const first = open.filter((one, index) => open.findIndex((other) => isSame(one, other)) === index);
    return first.map((one) => {
      const where = open.filter((other) => isSame(one, other)).map(({ environment }) => `"${environment.name}"`);
      const { service, weakness } = one;
      return `service "${service.id}" of stack "${this.stack.name}" is less safe than by default `
        + `in ${where.length > 1 ? 'environments' : 'environment'} ${where.join(', ')}: `
        + `${weakness.describe(Language.EN)}; take that back, or say why it is meant: `
        + `stack.acknowledge(stack.findService('${service.id}'), ${weakness}, 'why')`;
    });
  }
}

function concerns({ service, weakness, environment }: Acknowledgement, found: ServiceWeakness, where: Environment): boolean {
  return service === found.service && weakness.isSameAs(found.weakness) && (environment ?? where) === where;
}
