import { ComposeServiceFound } from './compose-files';
import { dockerfilesFor } from './python-packages';
import { Repository } from '../../repository';
import { isIn, quoted } from '../found';

/** A command line that somebody wrote, and where. */
export interface CommandFound {
  readonly line: string;
  /** "`uvicorn main:app` in docker-compose.yml" */
  readonly because: string;
  /** The service of a Compose file that it is of. */
  readonly service?: ComposeServiceFound;
}

/** The command lines that may start what is in a folder: of Compose files, Dockerfiles, Procfiles and shell scripts, in this order. */
export function commandsFor(repository: Repository, folder: string, services: readonly ComposeServiceFound[]): CommandFound[] {
  const ofServices = services
    .filter(
      (service) =>
        service.command !== '' && (service.context === undefined || isIn(service.context, folder) || isIn(folder, service.context)),
    )
    .map((service) => ({ line: service.command, because: `${quoted(service.command)} in ${service.file}`, service }));
  const ofFiles = [
    ...dockerfilesFor(repository, folder),
    ...repository
      .named(/^(Procfile|[\w.-]+\.sh|Makefile|justfile|start|gunicorn_conf\.py|gunicorn\.conf\.py)$/)
      .filter((file) => isIn(file, folder) || !file.includes('/')),
  ].flatMap((file) =>
    logicalLines(repository.read(file) ?? '')
      .filter((line) => /uvicorn|gunicorn|hypercorn|granian|fastapi|celery|arq/.test(line))
      .map((line) => ({
        line: line.replace(/["',[\]]+/g, ' '),
        because: `${quoted(line.replace(/["',[\]]+/g, ' ').replace(/\s+/g, ' '))} in ${file}`,
      })),
  );
  return [...ofServices, ...ofFiles];
}

/** Lines that end with a backslash go on. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line));
}

/** What follows an option: `--port 80`, `--port=80`, `-p 80`. */
export function optionIn(line: string, ...names: string[]): string | undefined {
  const option = names.map((name) => name.replace(/[-]/g, '\\-')).join('|');
  return new RegExp(`(?:^|\\s)(?:${option})(?:[ =]+)["']?([^\\s"']+)`).exec(line)?.[1];
}
