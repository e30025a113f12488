import * as path from 'path';
import { dockerfileChanges } from './dockerfile';
import { envTemplateChanges } from './env-template';
import { ignoredFileChanges } from './ignored-files';
import { headChanges, headOf } from './script-head';
import { webServerChanges } from './web-server';
import { programVersion } from '../../../base/generated';
import { Finding, Remark, ordinary, risky } from '../finding';
import { Renaming, inNewNames } from '../renaming';
import { WrittenFiles } from '../revision/written-files';

/** Where findings are that no environment has for itself. */
const SHARED = 'images and configuration';

/** What files beside those of environments say otherwise. */
export function fileChanges(before: WrittenFiles, after: WrittenFiles, renamings: Renaming[]): Finding[] {
  const environments = [...before.environments, ...after.environments].map(({ file }) => file);
  const isOfEnvironment = (file: string) => environments.some((each) => file === each || each.endsWith('/') && file.startsWith(each));
  const [were, are] = [before.files, after.files].map((files) => new Map([...files].filter(([file]) => !isOfEnvironment(file))));
  const newName = (file: string) => are.has(file) ? file : inNewNames(file, renamings);
  const pairs = [...are].map(([file, text]) => ({ file, text, was: [...were].find(([other]) => newName(other) === file) }));
  const gone = [...were].filter(([file]) => !pairs.some(({ was }) => was?.[0] === file));
  return [
    ...pairs.flatMap(({ file, text, was }) => was === undefined || was[1] === text ? [] : oneFile(file, was[1], text, after, renamings)),
    ...programs(pairs.flatMap(({ file, text, was }) => was === undefined ? [] : [{ file, before: was[1], after: text }])),
    ...pairs.filter(({ file, text, was }) => was === undefined && !isTold(file, text)).map(({ file }) => at(file, ordinary('new'))),
    ...gone.filter(([file, text]) => !isTold(file, text)).map(([file]) => at(file, ordinary('gone'))),
    ...after.edited.filter((file) => !before.edited.includes(file))
      .map((file) => at(file, risky('was edited by hand after it was generated: the next synthesis replaces it'))),
  ];
}

function at(subject: string, remark: Remark, where = SHARED): Finding {
  return { where, subject, ...remark };
}

function oneFile(file: string, was: string, is: string, after: WrittenFiles, renamings: Renaming[]): Finding[] {
  const name = path.posix.basename(file);
  const about = (subject: string) => (remark: Remark) => at(subject, remark);
  // what names a service that is called otherwise now says nothing new
  const renamed = was.split('\n').map((line) => is.includes(inNewNames(line, renamings)) ? inNewNames(line, renamings) : line).join('\n');
  const [one, other] = [headOf(file, was), headOf(file, is)];
  if (one && other) {
    const where = after.environments.find((each) => each.file === other.of)?.name ?? file;
    return headChanges(one, other).map(([subject, remark]) => at(subject === 'script' ? name : subject, remark, where));
  }
  if (programVersion(was) !== undefined && programVersion(is) !== undefined) {
    return [];
  }
  if (/^Dockerfile/.test(name)) {
    return dockerfileChanges(renamed, is).map(about(`image of ${usersOf(file, after)}`));
  }
  if (name === '.dockerignore') {
    return ignoredFileChanges(renamed, is).map(about(file));
  }
  if (/^\.env.*\.example$/.test(name)) {
    return envTemplateChanges(was, is).map(about(file));
  }
  if (name === 'nginx.conf' || name === 'Caddyfile') {
    return webServerChanges(renamed, is).map(about(usersOf(file, after, `${name === 'Caddyfile' ? 'Caddy' : 'nginx'} of `)));
  }
  return isSaidAgain(renamed, is) ? [] : [about(file)(ordinary(/init/.test(name)
    ? 'changed: it runs only where the data begins empty, so what runs already does not see it' : 'changed'))];
}

/** Whether only comments differ. */
function isSaidAgain(before: string, after: string): boolean {
  const bare = (text: string) => text.split('\n').filter((line) => !/^\s*(#|\/\/|$)/.test(line)).join('\n');
  return bare(before) === bare(after);
}

/** The services whose image is built from a file, or with what lies beside it; else the file itself. */
function usersOf(file: string, { environments }: WrittenFiles, prefix = ''): string {
  const folder = path.posix.dirname(file);
  const users = environments.flatMap(({ facts, file: compose }) => (facts?.services ?? []).filter(({ build, rest }) => {
    const root = path.posix.dirname(compose);
    const inside = (place: string) => path.posix.join(root, place);
    return build && (inside(build.dockerfile) === file || path.posix.basename(file) !== 'Dockerfile'
      && [build.context, ...Object.entries(rest).filter(([key]) => key.startsWith('build.additional_contexts')).map(([, place]) => place)]
        .some((place) => inside(place) === folder));
  }).map(({ id }) => id));
  return users.length === 0 ? file : `${prefix}${[...new Set(users)].join(', ')}`;
}

/** Programs of the library, which are the same in every repository. */
function programs(pairs: { readonly file: string; readonly before: string; readonly after: string }[]): Finding[] {
  const changed = pairs.filter(({ before, after }) =>
    before !== after && programVersion(before) !== undefined && programVersion(after) !== undefined);
  const updated = changed.filter(({ before, after }) => programVersion(before) !== programVersion(after) || isUnreleased(after));
  const versions = (key: 'before' | 'after') => [...new Set(updated.map((pair) => programVersion(pair[key])!))].join(', ');
  return [
    ...updated.length === 0 ? [] : [at('programs', ordinary(`the library's programs were updated${
      versions('before') === versions('after') ? '' : `, ${versions('before')} → ${versions('after')}`
    } (${updated.length} ${updated.length > 1 ? 'files' : 'file'})`))],
    ...changed.filter((pair) => !updated.includes(pair))
      .map(({ file }) => at(file, risky('is a program of the library, which is the same in every repository, and was changed here'))),
  ];
}

/** What is built from sources has no version that says what is in it. */
function isUnreleased(text: string): boolean {
  return programVersion(text) === '0.0.0';
}

/** Files that come with an environment, a service or a version of the library, which are told already. */
function isTold(file: string, text: string): boolean {
  return programVersion(text) !== undefined || headOf(file, text) !== undefined
    || /(^|\/)(Dockerfile[^/]*|\.dockerignore|\.env[^/]*\.example|nginx\.conf|Caddyfile|[^/]+\.facts)$/.test(file);
}
