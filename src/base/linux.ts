/*
 * What a Linux engine knows by name. Not part of the public API: this file is not exported by the room.
 */
import { requireContainerPath, shown } from './checks';

/** `man 7 capabilities`, as of Linux 6.12; engines take them with and without `CAP_`. */
const CAPABILITIES = [
  'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH',
  'FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN',
  'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT',
  'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG',
  'WAKE_ALARM',
];

/** `man 7 signal`, without those that end nothing because nobody can react to them. */
const SIGNALS = [
  'SIGABRT', 'SIGALRM', 'SIGBUS', 'SIGCHLD', 'SIGCONT', 'SIGFPE', 'SIGHUP', 'SIGILL', 'SIGINT', 'SIGIO', 'SIGKILL', 'SIGPIPE', 'SIGPOLL',
  'SIGPROF', 'SIGPWR', 'SIGQUIT', 'SIGSEGV', 'SIGSTKFLT', 'SIGSYS', 'SIGTERM', 'SIGTRAP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG',
  'SIGUSR1', 'SIGUSR2', 'SIGVTALRM', 'SIGWINCH', 'SIGXCPU', 'SIGXFSZ', 'SIGRTMIN', 'SIGRTMAX',
  ...Array.from({ length: 15 }, (_, number) => `SIGRTMIN+${number + 1}`),
  ...Array.from({ length: 14 }, (_, number) => `SIGRTMAX-${number + 1}`),
];

/** Folders that an image has its programs and settings in: whatever is put there hides them. */
const SYSTEM_FOLDERS = [
  '/', '/bin', '/boot', '/dev', '/etc', '/lib', '/lib64', '/proc', '/sbin', '/sys', '/usr', '/usr/bin', '/usr/lib', '/usr/sbin',
  '/usr/share', '/usr/local', '/usr/local/bin', '/usr/local/lib', '/usr/local/sbin',
];

/** A Linux capability. */
export function requireCapability(what: string, value: string): void {
  if (!CAPABILITIES.includes(value.replace(/^CAP_/, ''))) {
    throw new Error(`${what} is ${shown(value)}, which cannot be used: allowed are the capabilities of Linux, ${CAPABILITIES.join(', ')}`);
  }
}

/** A signal that ends a program. */
export function requireSignal(what: string, value: string): void {
  if (!SIGNALS.includes(value)) {
    throw new Error(`${what} is ${shown(value)}, which cannot be used: allowed are names of signals, such as "SIGTERM" and "SIGRTMIN+3"`);
  }
}

/** A place in a container where something can be put without hiding what the container needs to start. */
export function requireMountPlace(what: string, value: string): void {
  requireContainerPath(what, value);
  const place = plainPath(value);
  if (SYSTEM_FOLDERS.includes(place) || /^\/(proc|sys)\//.test(place)) {
    throw new Error(`${what} is "${value}", which belongs to the container's system: choose a folder of your own, such as "/data"`);
  }
}

/** A path without what means nothing: `//data/./logs/` is `/data/logs`. */
export function plainPath(path: string): string {
  return `/${path.split('/').filter((part) => part !== '' && part !== '.').join('/')}`;
}

/** Whether a path of a container, or of the repository, is another one or below it. */
export function isWithin(path: string, folder: string): boolean {
  return `${plainPath(path)}/`.startsWith(`${plainPath(folder)}/`.replace(/^\/\/$/, '/'));
}
