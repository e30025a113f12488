import { EnvironmentDifference, added } from './difference';
import { EnvironmentFacts } from '../../facts';
import { Remark, code, codes, ordinary, risky, toDo } from '../finding';

/** What scripts set by themselves. */
const OF_SCRIPTS = /^RELEASE$|_SLOT$/;

/** The variables without which nothing starts. */
export function requiredIn({ services, rest, volumes, networks }: EnvironmentFacts): string[] {
  const text = JSON.stringify([services, rest, volumes, networks]).replace(/\$\$/g, '');
  return [...new Set([...text.matchAll(/\$\{(\w+):?\?/g)].map(([, name]) => name))];
}

/** All variables that an env file may set. */
function readIn({ services, rest, volumes, networks }: EnvironmentFacts): string[] {
  const text = JSON.stringify([services, rest, volumes, networks]).replace(/\$\$/g, '');
  return [...new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))].filter((name) => !OF_SCRIPTS.test(name));
}

/**
 * What whoever deploys has to prepare.
 *
 * @param settings what sets variables
 */
export function preparations(settings: string): EnvironmentDifference {
  return (before, after) => {
    const [were, are] = [before, after].map(requiredIn);
    const unread = added(readIn(after), readIn(before));
    const sourcesOf = ({ secrets }: EnvironmentFacts) => secrets.map(({ source }) => source).filter((source) => source !== '');
    const sources = added(sourcesOf(before), sourcesOf(after));
    return [
      ...added(were, are).map((name): [string, Remark] => [name, toDo(`has to be set in ${settings} before the next deploy`)]),
      ...sources.filter((source) => !source.startsWith('$'))
        .map((file): [string, Remark] => [file, toDo('this file has to be there before the next deploy')]),
      ...sources.filter((source) => source.startsWith('$'))
        .map((variable): [string, Remark] => [variable.slice(1), toDo(`has to be set in ${settings} before the next build`)]),
      ...unread.length === 0 ? []
        : [['variables', ordinary(`nothing reads ${codes(unread)} any more: ${settings} need not set it`)] as [string, Remark]],
    ];
  };
}

/** The file itself. */
export const whole: EnvironmentDifference = (before, after) => [
  ...before.project === after.project ? [] : [[
    'project', risky(`${code(before.project)} → ${code(after.project)}: the engine takes it for another stack beside the one that runs, `
      + `and all volumes start empty: the data of ${codes(before.volumes.map(({ name }) => name)) || 'none'} stays with the one before`),
  ] as [string, Remark]],
];
