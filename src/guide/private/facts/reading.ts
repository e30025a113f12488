import * as path from 'path';
import { Environment, Stack } from '../../../model';
import { Member } from '../../../platforms/compose/plan/reading';
import { code, link } from '../markdown';

/** The services that run in an environment. */
export function membersOf(stack: Stack, environment: Environment): Member[] {
  return stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
}

/** A link from the guide to a file; its name only, where somebody else may or may not have written it. */
export function fileLink(stack: Stack, file: string): string {
  const text = code(file);
  return stack.project.tryFindFile(file) ? link(text, path.posix.relative(path.posix.dirname(stack.guidePath), file)) : text;
}

export function unique(items: string[]): string[] {
  return [...new Set(items)];
}
