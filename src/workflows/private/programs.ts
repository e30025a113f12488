/*
 * What jobs run that is more than one command. Nothing of a pull request is part of these texts: what comes from outside reaches them as
 * the value of a variable.
 */

/** Fails where `npx projen` writes something else than what is committed, new files too. */
export const NO_DRIFT = [
  'git add --all',
  'git diff --cached --stat --exit-code || {',
  '  echo "the files above are not what npx projen writes: run it, and commit what it changes" >&2',
  '  exit 1',
  '}',
].join('\n');

/** Stands in a comment of ours, so that it is found again. */
export const COMMENT_MARK = '<!-- projen-container-stack -->';

/** The most bytes of a comment: platforms take 65,536 characters, and this is with what stands around it. */
const LONGEST_COMMENT = 60_000;

/**
 * Writes what changes, in words, to a file: no longer than a comment may be.
 *
 * @param program the command line of the library
 * @param base the revision that is changed, as the shell reads it
 * @param file where it is written, as the shell reads it
 */
export function writeChanges(program: string, base: string, file: string): string {
  return [
    `${program} diff --markdown ${base} > ${file}`,
    `if [ "$(wc -c < ${file})" -gt ${LONGEST_COMMENT} ]; then`,
    // without the last line, which ends anywhere, in the middle of a letter too
    `  head -c ${LONGEST_COMMENT} ${file} | sed '$d' > ${file}.cut`,
    `  printf '\\n\\n(cut off: the rest is in the diff)\\n' >> ${file}.cut`,
    `  mv ${file}.cut ${file}`,
    'fi',
  ].join('\n');
}

/**
 * Logs in where images are: REGISTRY_USER, REGISTRY_PASSWORD.
 *
 * @param host the registry, which was checked to have no meaning for a shell
 */
export function logIn(host: string): string {
  return `printf '%s' "$REGISTRY_PASSWORD" | docker login ${host} --username "$REGISTRY_USER" --password-stdin`;
}

/** The settings of the environment, and the way to its engine: ENV_FILE, SSH_PRIVATE_KEY, SSH_KNOWN_HOSTS. */
export function prepareDeploy(envFile: string): string {
  return [
    'umask 077',
    `[ -z "$ENV_FILE" ] || printf '%s\\n' "$ENV_FILE" > ${envFile}`,
    'if [ -n "$SSH_PRIVATE_KEY" ]; then',
    '  mkdir -p ~/.ssh',
    '  printf \'%s\\n\' "$SSH_PRIVATE_KEY" > ~/.ssh/id_ed25519',
    '  printf \'%s\\n\' "$SSH_KNOWN_HOSTS" >> ~/.ssh/known_hosts',
    'fi',
  ].join('\n');
}
