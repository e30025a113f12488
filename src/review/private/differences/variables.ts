import { ServiceDifference, added } from './difference';
import { ServiceFacts } from '../../facts';
import { Remark, changed, code, codes, ordinary } from '../finding';

/** What a service is told. Values are shown if they are no secret. */
export const variables: ServiceDifference = ({ before, after }) => {
  const [was, is] = [before.variables, after.variables];
  const asFile = added(Object.keys(was), Object.keys(is)).filter((name) => name.endsWith('_FILE') && name.replace(/_FILE$/, '') in was);
  const asVariable = added(Object.keys(is), Object.keys(was)).filter((name) => name.endsWith('_FILE') && name.replace(/_FILE$/, '') in is);
  const told = [...asFile, ...asVariable].flatMap((name) => [name, name.replace(/_FILE$/, '')]);
  const untold = (names: string[]) => names.filter((name) => !told.includes(name));
  return [
    ...asFile.map((name) => ordinary(`${code(name.replace(/_FILE$/, ''))} is now read from a file, ${code(is[name])}`)),
    ...asVariable.map((name) => ordinary(`${code(name.replace(/_FILE$/, ''))} is now a variable, was the file ${code(was[name])}`)),
    ...untold(added(Object.keys(was), Object.keys(is))).map((name) => ordinary(`new variable ${code(name)}${valueOf(name, is[name])}`)),
    ...named('no longer has the variable', untold(added(Object.keys(is), Object.keys(was)))),
    ...untold(Object.keys(is)).filter((name) => name in was && was[name] !== is[name]).map((name) => other(name, was[name], is[name])),
  ];
};

/** The secrets that are mounted as files. */
export const secrets: ServiceDifference = ({ before, after }) => [
  ...named('now has the secret', added(before.secrets, after.secrets).filter((name) => !isToldAsFile(name, after))),
  ...named('no longer has the secret', added(after.secrets, before.secrets).filter((name) => !isToldAsFile(name, before))),
];

/** That a variable is read from its file says it already. */
function isToldAsFile(secret: string, { variables: all }: ServiceFacts): boolean {
  return Object.values(all).includes(`/run/secrets/${secret}`);
}

function named(what: string, names: string[]): Remark[] {
  return names.length === 0 ? [] : [ordinary(`${what}${names.length > 1 ? 's' : ''} ${codes(names)}`)];
}

function valueOf(name: string, value: string): string {
  const [, variable, need, otherwise] = /^\$\{(\w+)(?::?([?-])(.*))?\}$/s.exec(value) ?? [];
  if (variable !== undefined) {
    return need === '?' ? ', required' : otherwise && !isSecret(name, otherwise) ? `, ${code(otherwise)} unless it is set` : ', optional';
  }
  return value === '' || isSecret(name, value) ? '' : `: ${code(value)}`;
}

function other(name: string, was: string, is: string): Remark {
  const [before, after] = [was, is].map((value) => /^\$\{\w+:?\?/.test(value));
  return before !== after ? ordinary(`variable ${code(name)} is ${after ? 'required from now on' : 'no longer required'}`)
    : ordinary(isSecret(name, `${was} ${is}`) ? `variable ${code(name)} has another value` : `variable ${code(name)} ${changed(was, is)}`);
}

/** What its name or its form says to be nobody's business. */
export function isSecret(name: string, value: string): boolean {
  return /SECRET|PASSW|TOKEN|KEY|CREDENTIAL|PRIVATE|DSN/i.test(name) || /:\/\/[^/\s]*:[^/\s]*@/.test(value);
}
