import { ConfigurationLine, lineChanges, linesOf, missingIn } from './blocks';
import { added } from '../differences/difference';
import { Remark, code, codes, ordinary, risky, toDo } from '../finding';

/** What browsers are told to be careful with. */
const CAREFUL = new RegExp(`^(${[
  'content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy', 'cross-origin-\\S+',
  'strict-transport-security',
].join('|')})$`, 'i');
const POLICY_DIRECTIVE = /((?:[a-z]+-)+(?:src|uri|ancestors|action|to|elem|attr)|sandbox|upgrade-insecure-requests)(?:\s+(.*))?$/;
const POLICY = /default-src|script-src|frame-ancestors/;

/** What a web server answers otherwise: nginx in front of a frontend, Caddy at the entrance. */
export function webServerChanges(before: string, after: string): Remark[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  const rules = [headers, policies, sites, trusted];
  const told = rules.map((rule) => rule(was, is));
  const isTold = (line: ConfigurationLine) => told.some(({ lines }) => lines.includes(line));
  return [
    ...told.flatMap(({ remarks }) => remarks),
    ...lineChanges(missingIn(was, is).filter((line) => !isTold(line)), missingIn(is, was).filter((line) => !isTold(line))),
  ];
}

/** Remarks, with the lines that they are about. */
interface Told {
  readonly remarks: Remark[];
  readonly lines: ConfigurationLine[];
}

/** Headers of answers, by their names. */
function headers(before: ConfigurationLine[], after: ConfigurationLine[]): Told {
  const nameOf = ({ text }: ConfigurationLine) => /^(?:add_header|header)\s+\??([A-Za-z][\w-]*)\s/.exec(text)?.[1] ?? '';
  const [were, are] = [before, after].map((lines) => [...new Set(lines.map(nameOf).filter((name) => CAREFUL.test(name)))]);
  const [gone, come] = [added(are, were), added(were, are)];
  return {
    remarks: [
      ...gone.map((name) => risky(`the header ${code(name)} is no longer sent: browsers are less careful`)),
      ...come.map((name) => ordinary(`the header ${code(name)} is now sent`)),
    ],
    lines: [
      ...[...before, ...after].filter((line) => [...gone, ...come].includes(nameOf(line))),
      // nginx has a map for each, which says what is sent
      ...[...before, ...after].filter(({ text, blocks }) =>
        [...gone, ...come].map((name) => `$upstream_http_${name.toLowerCase().replace(/-/g, '_')} `)
          .some((variable) => [text, ...blocks].some((each) => each.includes(variable)))),
    ],
  };
}

/** What content security policies let in. */
function policies(before: ConfigurationLine[], after: ConfigurationLine[]): Told {
  const isPolicy = ({ text }: ConfigurationLine) => POLICY.test(text);
  const [gone, come] = [missingIn(before, after).filter(isPolicy), missingIn(after, before).filter(isPolicy)];
  const pairs = come.flatMap((line) => {
    const was = gone.find(({ blocks, text }) =>
      JSON.stringify(blocks) === JSON.stringify(line.blocks) && text.split(' ')[0] === line.text.split(' ')[0]);
    return was === undefined ? [] : [{ was, is: line }];
  });
  return { remarks: pairs.flatMap(({ was, is }) => policyChanges(was.text, is.text)), lines: pairs.flatMap(({ was, is }) => [was, is]) };
}

/** From one content security policy to another, by directive. */
export function policyChanges(before: string, after: string): Remark[] {
  const [were, are] = [before, after].map(directivesOf);
  return [...new Set([...Object.keys(were), ...Object.keys(are)])].flatMap((name) => {
    const [was, is] = [were[name], are[name]];
    const what = `the content security policy, ${code(name)}`;
    if (was === undefined || is === undefined) {
      return [is === undefined ? risky(`${what} is gone`) : ordinary(`${what} is now ${codes(is)}`)];
    }
    const [come, gone] = [added(was, is), added(is, was)].map((sources) => sources.filter((source) => source !== '\'none\''));
    return [
      ...come.length === 0 ? [] : [risky(`${what} now also allows ${codes(come)}`)],
      ...gone.length === 0 ? [] : [ordinary(`${what} no longer allows ${codes(gone)}`)],
    ];
  });
}

function directivesOf(policy: string): { [name: string]: string[] } {
  return Object.fromEntries(policy.split(';').flatMap((part): [string, string[]][] => {
    const [, name, sources] = POLICY_DIRECTIVE.exec(part.replace(/["`]/g, ' ').trim()) ?? [];
    return name === undefined ? [] : [[name, (sources ?? '').split(/(?=\$)|\s+/).filter((each) => each !== '')]];
  }));
}

/** The names that Caddy answers to. */
function sites(before: ConfigurationLine[], after: ConfigurationLine[]): Told {
  const isSite = ({ blocks, text, isBlock }: ConfigurationLine) => isBlock && blocks.length === 0 && /^https?:\/\/\S/.test(text);
  const namesOf = (lines: ConfigurationLine[]) => [...new Set(lines.filter(isSite).flatMap(({ text }) => text.split(/,\s*/)))]
    .map((address) => address.replace(/^https?:\/\//, '')).filter((name) => !name.startsWith(':'));
  const [gone, come] = [added(namesOf(after), namesOf(before)), added(namesOf(before), namesOf(after))];
  const [goneLines, comeLines] = [missingIn(before, after), missingIn(after, before)];
  return {
    remarks: [
      ...come.length === 0 ? [] : [toDo(`now answers to ${codes(come)}: the name has to lead to the server before the next deploy`)],
      ...gone.length === 0 ? [] : [ordinary(`no longer answers to ${codes(gone)}`)],
    ],
    // what stands in a site of another name is the same, and redirections name it again
    lines: gone.length === 0 && come.length === 0 ? [] : [
      ...siteLines(goneLines, comeLines, gone, come), ...siteLines(comeLines, goneLines, come, gone),
    ],
  };
}

/** Lines that are the same on the other side, but for the names. */
function siteLines(lines: ConfigurationLine[], others: ConfigurationLine[], names: string[], otherNames: string[]): ConfigurationLine[] {
  const neutral = (line: ConfigurationLine, known: string[]) =>
    known.reduce((text, name) => text.split(name).join('NAME'), JSON.stringify(line));
  const there = new Set(others.map((line) => neutral(line, otherNames)));
  return lines.filter((line) => there.has(neutral(line, names)));
}

const OF_PROXIES = /^(set_real_ip_from|trusted_proxies|geo|real_ip_\w+)\s|\$from_proxy|\$(client_)?(scheme|request_id)\b/;

/** Whose word about the client is believed. */
function trusted(before: ConfigurationLine[], after: ConfigurationLine[]): Told {
  const different = [...missingIn(before, after), ...missingIn(after, before)];
  const valuesOf = (all: ConfigurationLine[]) => all.filter(({ text }) => /^(set_real_ip_from|trusted_proxies)\s/.test(text))
    .flatMap(({ text }) => text.split(/\s+/).slice(1)).filter((value) => value !== 'static');
  const [gone, come] = [added(valuesOf(after), valuesOf(before)), added(valuesOf(before), valuesOf(after))];
  return {
    remarks: [
      ...come.length === 0 ? [] : [risky(`now believes what ${codes(come)} say${come.length > 1 ? '' : 's'} about clients`)],
      ...gone.length === 0 ? [] : [ordinary(`no longer believes what ${codes(gone)} say${gone.length > 1 ? '' : 's'} about clients`)],
    ],
    // nginx has a list of the same networks, and reads and passes on what they say in places of its own
    lines: gone.length === 0 && come.length === 0 ? [] : different.filter(({ text, blocks }) =>
      [text, ...blocks].some((each) => OF_PROXIES.test(each))),
  };
}
