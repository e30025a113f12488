/**
 * A program for a container that sends a signal to all of its processes whose command line has a text, but for the init process.
 *
 * @param signal its name: `STOP`
 * @param text a part of a command line: `uvicorn`
 */
export function signalling(signal: string, text: string): string[] {
  return ['sh', '-c', 'for each in /proc/[0-9]*; do '
    + 'case $(tr "\\0" " " < "$each/cmdline") in *"$2"*) [ "${each#/proc/}" -eq 1 ] || [ "${each#/proc/}" -eq $$ ] || kill "-$1" "${each#/proc/}" ;; esac; done; true',
  'sh', signal, text];
}
