/**
 * The regular expression for a pattern of paths as Docker reads them: `*` and `?` stand for anything but a slash, `[ab]` for one of
 * these characters, and `**` for any number of folders. https://docs.docker.com/build/concepts/context/#syntax
 */
export function globExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/|\*\*|\*|\?|\[\^?[^\]]+\])/).map((part) => {
    const wildcard = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }[part];
    return wildcard ?? (/^\[.+\]$/.test(part) ? part : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  });
  return new RegExp(`^${parts.join('')}$`);
}
