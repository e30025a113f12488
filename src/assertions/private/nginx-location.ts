import { ParsedDirective } from '../parsed-directive';

/**
 * The location of a server that answers a request of a path, chosen as nginx chooses: an exact one, else the longest prefix if it says
 * `^~`, else the first regular expression, else the longest prefix. https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export function locationOf(server: ParsedDirective, path: string): ParsedDirective | undefined {
  const locations = server.block!.filter(({ name, block }) => name === 'location' && block);
  const like = (modifier: string) => locations.filter(({ args }) => args.length === 2 && args[0] === modifier);
  const prefixes = locations.filter(({ args }) => args.length === 1 && !args[0].startsWith('@'));
  const [prefix] = [...prefixes, ...like('^~')]
    .filter((location) => path.startsWith(lastOf(location)))
    .sort((a, b) => lastOf(b).length - lastOf(a).length);
  return like('=').find((location) => lastOf(location) === path)
    ?? (prefix?.args[0] === '^~' ? prefix : undefined)
    ?? locations.find((location) => isMatching(location, path))
    ?? prefix;
}

/** Whether the location is a regular expression that a path matches. */
function isMatching({ args: [modifier, pattern] }: ParsedDirective, path: string): boolean {
  return /^~\*?$/.test(modifier) && new RegExp(pattern, modifier === '~*' ? 'i' : '').test(path);
}

function lastOf({ args }: ParsedDirective): string {
  return args[args.length - 1];
}
