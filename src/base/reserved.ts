/*
 * Names that mean something else to somebody on their way. Not part of the public API: this file is not exported by the room.
 */

/** What a container is called within itself, whatever others are called (`/etc/hosts`). */
const OWN_HOSTS = /^(localhost|ip6-(localhost|loopback|localnet|mcastprefix|allnodes|allrouters))$/;

/** Devices: no checkout on Windows has a file or folder of such a name, with or without an ending. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** What a shell sets or keeps, and what every login has already: an env file would never be asked, or would stop a script. */
const OF_THE_SHELL = new RegExp(`^(${[
  'BASH.*', '_', 'CDPATH', 'DIRSTACK', 'ENV', 'EPOCH.*', 'EUID', 'FUNCNAME', 'GID', 'GLOBIGNORE', 'GROUPS', 'HIST.*', 'HOME', 'HOSTNAME',
  'HOSTTYPE', 'IFS', 'LANG', 'LANGUAGE', 'LC_.*', 'LINENO', 'LOGNAME', 'MACHTYPE', 'OLDPWD', 'OPTARG', 'OPTERR', 'OPTIND', 'OSTYPE', 'PATH',
  'PIPESTATUS', 'POSIXLY_CORRECT', 'PPID', 'PROMPT_COMMAND', 'PS[0-4]', 'PWD', 'RANDOM', 'REPLY', 'SECONDS', 'SHELL', 'SHELLOPTS', 'SHLVL',
  'SRANDOM', 'SSH_.*', 'TERM', 'TMPDIR', 'UID', 'USER', 'XDG_.*', 'LD_(PRELOAD|LIBRARY_PATH|AUDIT)', 'DYLD_.*',
].join('|')})$`);

/** Why a name cannot be that of a service, a stack or an environment; `undefined` if it can. */
export function reasonAgainstId(id: string): string | undefined {
  if (id in {}) {
    return 'which means something else in JavaScript';
  }
  if (OWN_HOSTS.test(id)) {
    return 'which is what every container calls itself';
  }
  return DEVICES.test(id) ? 'which is a device on Windows, where such a folder cannot be checked out' : undefined;
}

/** Whether a part of a path cannot be checked out everywhere, or is git's own. */
export function isReservedPart(part: string): boolean {
  return DEVICES.test(part) || /[. ]$/.test(part) || part.toLowerCase() === '.git';
}

/** Whether a variable of this name has a value in every shell, so that what an env file says of it does not count. */
export function isOfTheShell(variable: string): boolean {
  return OF_THE_SHELL.test(variable);
}
