import { MatchFailure, MatchResult } from '../match-result';
import { Matcher } from '../matcher';

/** As much of a part in which nothing is wrong is shown. */
const SHORT = 100;

/** The value that was looked at, with what is wrong marked at its place by `!!`. */
export function inPlace({ actual, failures }: MatchResult): string {
  return lines('', actual, failures, '').join('\n');
}

/** A part in which nothing is wrong, cut short where it is long. */
function brief(value: any): string {
  const text = oneLine(value);
  if (text.length <= SHORT) {
    return text;
  }
  return Array.isArray(value) ? `[ ... ${value.length} items ]` : isObject(value) ? '{ ... }' : `${text.slice(0, SHORT)}..."`;
}

function lines(label: string, value: any, failures: MatchFailure[], indent: string): string[] {
  if (failures.length === 0) {
    return [`   ${indent}${label}${brief(value)}`];
  }
  const here = failures.filter(({ path }) => path.length === 0).map(({ message }) => message).join(', ');
  const below = failures.filter(({ path }) => path.length > 0);
  const mark = here === '' ? '' : `   <-- ${here}`;
  const margin = here === '' ? '   ' : '!! ';
  if (below.length === 0 && (!isObject(value) || oneLine(value).length <= SHORT)) {
    return [`${margin}${indent}${label}${value === undefined ? '(absent)' : oneLine(value)}${mark}`];
  }
  const isList = Array.isArray(value);
  const keys = new Set([...isObject(value) ? Object.keys(value) : [], ...below.map(({ path }) => path[0])]);
  const parts = [...keys].flatMap((key) => lines(
    isList ? '' : `${keyName(key)}: `, isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined,
    below.filter(({ path }) => path[0] === key).map(({ path, message }) => ({ path: path.slice(1), message })), `${indent}  `,
  ));
  return [`${margin}${indent}${label}${isList ? '[' : '{'}${mark}`, ...parts, `   ${indent}${isList ? ']' : '}'}`];
}

/** A value or an expectation, all of it, on one line. */
export function oneLine(value: any): string {
  if (Matcher.isMatcher(value)) {
    return (value as Matcher).name;
  }
  if (Array.isArray(value)) {
    return `[${value.map(oneLine).join(', ')}]`;
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, each]) => `${keyName(key)}: ${oneLine(each)}`);
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }
  return JSON.stringify(value) ?? String(value);
}

function keyName(key: string): string {
  return /^[\w.-]+$/.test(key) ? key : JSON.stringify(key);
}

function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null;
}
