import { parse } from 'yaml';
import { renderComposeFile } from './compose-file';
import { uninterpolated } from './interpolation';
import { homeOf } from './key-homes';
import { tooNewFor } from './least-versions';
import { danglingReferences } from './references';
import { SchemaProblem, schemaProblems } from './specification';
import { Keys, listOf } from './written';
import { shown } from '../../../base/checks';
import { mountOf } from '../plan/changes';
import { ComposePlan } from '../plan/compose-plan';

/**
 * Throws unless Compose takes a value, wherever else the file is.
 *
 * @param what names what sets it
 * @param trail the keys that lead to it
 */
export function requireReadable(what: string, trail: string[], value: unknown): void {
  if (value === undefined) {
    return;
  }
  const document = [...trail].reverse().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
  // what is missing beside it, others may set
  const [problem] = schemaProblems(document).filter((each) => !each.lacks || each.trail.length >= trail.length);
  if (problem) {
    const below = problem.trail.slice(trail.length);
    throw new Error(untaken(below.length === 0 ? what : `"${below.join('.')}" of ${what}`, problem));
  }
  const [wrong] = uninterpolated(document);
  if (wrong) {
    throw new Error(notInterpolated(what, wrong.text));
  }
}

/** What Compose would not read of a file as it will be written, or would read otherwise than the scripts do. */
export function documentProblems(plan: ComposePlan, unpatched: string, text: string): string[] {
  const { files: { compose: file }, services, fileChanges } = plan;
  if (text === unpatched && fileChanges.length === 0 && services.every(({ changes }) => changes.length === 0)) {
    // nothing was said by hand
    return [];
  }
  let document: Keys;
  try {
    document = read(text);
  } catch (error) {
    return [`"${file}" would be no YAML with its patches: ${(error as Error).message.split('\n')[0]}; change the patch`];
  }
  if (typeof document !== 'object' || document === null) {
    return [`"${file}" would be ${shown(document)} with its patches: allowed is a map of services; change the patch`];
  }
  const bare = read(renderComposeFile({ ...plan, services: services.map((each) => ({ ...each, changes: [] })), fileChanges: [] }));
  const problems = schemaProblems(document);
  return problems.length > 0 ? problems.map((problem) => untaken(`"${problem.trail.join('.')}" of "${file}"`, problem)) : [
    ...tooNewFor(plan.least.compose, document).map(({ trail, since }) =>
      `"${trail.join('.')}" of "${file}" is read by Compose ${since} or newer, and the file has to run with ${plan.least.compose}: `
      + `pass minComposeVersion: "${since}", or leave it out`),
    ...uninterpolated(document).map(({ trail, text: wrong }) => `${notInterpolated(`"${trail.join('.')}" of "${file}"`, wrong)}`),
    ...danglingReferences(document).map((problem) => `"${file}": ${problem}`),
    ...services.flatMap(({ id }) => lostBy(id, bare.services[id], document.services?.[id] ?? {}))
      .map((problem) => `"${file}": ${problem}`),
    ...text === unpatched ? [] : patchProblems(file, read(unpatched), document),
  ];
}

function read(text: string): Keys {
  return parse(text, { version: '1.1' });
}

function notInterpolated(what: string, text: string): string {
  return `${what} is ${shown(text)}, in which Compose cannot read a "$": allowed are "$$" for the character itself, "\${NAME}" and `
    + '"${NAME:-default}"';
}

function untaken(what: string, { value, allowed }: SchemaProblem): string {
  const is = typeof value === 'object' && value !== null ? Array.isArray(value) ? 'a list' : 'a map' : shown(value);
  return `${what} is ${is}, which Compose does not accept there: allowed are ${allowed}`;
}

/** What the scripts count on and changes have taken away. */
function lostBy(id: string, before: Keys, after: Keys): string[] {
  const networks = asMap(after.networks);
  const mounts = listOf(after.volumes).map(mountOf);
  const secrets = listOf(after.secrets).map((secret) => secret?.source ?? secret);
  return [
    ...Object.entries(asMap(before.networks)).flatMap(([name, { aliases = [] }]) =>
      networks[name] !== undefined && aliases.every((alias: string) => networks[name]?.aliases?.includes(alias)) ? [] : [
        `service "${id}" is on network "${name}" no more, or not by the name under which others find it: add networks with configure(...) `
        + 'in place of setting them all',
      ]),
    ...listOf(before.volumes).map(mountOf).flatMap((mount) =>
      !mount || mounts.some((each) => each?.name === mount.name && each.path === mount.path) ? [] : [
        `service "${id}" has the volume "${mount.name}" at "${mount.path}" no more, and its data is there: add mounts with configure(...) `
        + 'at other places',
      ]),
    ...Object.entries<any>(before.environment ?? {}).filter(([name, value]) => entriesOf(after.environment)[name] !== value).map(([name]) =>
      `service "${id}" has another value of "${name}", which scripts and the template of the env file count on: `
      + 'use environment.configure(service, { environment })'),
    ...listOf(before.secrets).filter((name) => !secrets.includes(name)).map((name) =>
      `service "${id}" has the secret "${name}" no more, which it reads: add secrets with configure(...) in place of setting them all`),
    ...Object.keys(entriesOf(after.labels)).filter((label) => label.startsWith('com.docker.')).map((label) =>
      `service "${id}" has the label "${label}", which is the engine's own: choose another name for it`),
  ];
}

/** A patch that changes what the scripts and the guide say. */
function patchProblems(file: string, before: Keys, after: Keys): string[] {
  const ids = [...new Set([...Object.keys(before.services), ...Object.keys(after.services ?? {})])];
  return [
    ...before.name === after.name ? [] : [`a patch changes "name" of "${file}", which the scripts use: give the stack another name`],
    ...ids.flatMap((id) => {
      const [one, other] = [before.services[id], after.services?.[id]];
      if (!one || !other) {
        return [
          `a patch ${one ? 'takes away' : 'adds'} service "${id}" of "${file}", and the scripts do not know: use a GenericService, `
          + 'or the environments that a service runs in',
        ];
      }
      const homes = changedTrails(one, other, []).flatMap((trail) => homeOf(trail) ?? []);
      return homes.filter(({ key }, index) => homes.findIndex((each) => each.key === key) === index).map(({ key, home }) =>
        `a patch changes "${key}" of service "${id}" in "${file}", and scripts and guide would be wrong: use ${home}`);
    }),
  ];
}

/** Where two values differ, by the keys of maps. */
function changedTrails(one: any, other: any, trail: string[]): string[][] {
  if (isMap(one) && isMap(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => changedTrails(one[key], other[key], [...trail, key]));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [trail];
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asMap(value: any): Keys {
  return Array.isArray(value) ? Object.fromEntries(value.map((name) => [name, {}]))
    : Object.fromEntries(Object.entries(value ?? {}).map(([name, keys]) => [name, keys ?? {}]));
}

/** A list of `name=value` as a map. */
function entriesOf(value: any): Keys {
  return Array.isArray(value) ? Object.fromEntries(value.map((entry) => `${entry}`.split(/=(.*)/s))) : value ?? {};
}
