import { EndingVersion, endingVersion, today } from '../../base/versions';
import type { Environment } from '../environment';
import type { Service } from '../service';
import type { Stack } from '../stack';

/** How long before its end a version is named, in days. */
const NAMED_BEFORE = 90;
const DAY = 86_400_000;

/** A version that services of a stack use, and of which it is known when it ends. */
export interface VersionInUse extends EndingVersion {
  /** The services that use it. */
  readonly services: Service[];
}

/** The versions in the images of environments, in the order of their services. */
export function versionsInUse(stack: Stack, environments: Environment[]): VersionInUse[] {
  const found = environments.flatMap((environment) => stack.servicesIn(environment).flatMap((service) =>
    imagesOf(service, environment).flatMap((image) => {
      const version = endingVersion(image);
      return version ? [{ ...version, service }] : [];
    })));
  const titles = [...new Set(found.map(({ title }) => title))];
  return titles.map((title) => {
    const same = found.filter((each) => each.title === title);
    return { title, ends: same[0].ends, services: [...new Set(same.map(({ service }) => service))] };
  });
}

/** A line for each version that gets no security fixes any more, or soon will not. What is written is the same on every day. */
export function reportEndingVersions(stack: Stack): void {
  for (const { title, ends, services } of versionsInUse(stack, stack.targets.map(({ environment }) => environment))) {
    const left = (Date.parse(ends) - Date.parse(today())) / DAY;
    const what = `${title} (${services.map(({ id }) => `"${id}"`).join(', ')} of stack "${stack.name}")`;
    if (left < 0) {
      stack.project.logger.warn(`${what} has got no security fixes since ${ends}: choose a newer version`);
    } else if (left <= NAMED_BEFORE) {
      stack.project.logger.warn(`${what} gets no security fixes after ${ends}, in ${left} days: plan for a newer version`);
    }
  }
}

/** None of what cannot be described, and none of another's image, which is named with that one. */
function imagesOf(service: Service, environment: Environment): string[] {
  try {
    const { reference, builtFrom } = service.describe(environment).image.bind();
    return reference === undefined ? builtFrom?.baseImages ?? [] : [reference];
  } catch {
    return [];
  }
}
