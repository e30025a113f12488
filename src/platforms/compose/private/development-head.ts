import { list, ofService, scriptHead, value } from './script-head';
import { shellPath } from './shell';
import { Language } from '../../../model';
import { developmentCommands } from '../plan/commands';
import { ComposePlan, entriesOf } from '../plan/compose-plan';
import { browsable, connectable } from '../plan/ports';
import { Rollout } from '../plan/rollout';
import { hostFoldersOf, isFromImage } from '../plan/volumes';

/** The programs that the script consists of. */
export const DEVELOPMENT_PROGRAMS = ['messages', 'common', 'checks', 'development'];

const ABOUT: Record<Language, (script: string, title: string) => string> = {
  [Language.EN]: (script, title) => `Manages the development environment of ${title}. What it can do: ${script} help`,
  [Language.PT_BR]: (script, title) => `Script para gerenciar o ambiente de desenvolvimento de ${title}. O que ele faz: ${script} help`,
};

/** The script that manages a development environment. */
export function developmentScript(plan: ComposePlan): string {
  const { stack, environment, files, services, variables } = plan;
  const entries = entriesOf(plan);
  const built = entries.filter(({ image }) => image.build);
  const sharing = entries.filter(({ image, id }) => image.name !== undefined && image.owner.id !== id);
  const watched = services.some(({ sync }) => sync);
  const tested = services.filter(({ spec }) => spec.testCommand !== undefined);
  return scriptHead(plan, {
    about: ABOUT[stack.language](shellPath(files.script), stack.title),
    settings: [value('env_template', files.envTemplate), value('min_docker', plan.least.docker), value('min_compose', plan.least.compose)],
    facts: [
      [
        '# Services, those whose images are built here, and those that are done when they have ended.',
        value('services', entries.map(({ id }) => id).join(' ')),
        value('built', built.map(({ id }) => id).join(' ')),
        ...sharing.flatMap(({ id, image }) => ofService(id, { build: image.owner.id })),
        value('images', built.map(({ image }) => `${image.name}:${environment.name}`).join(' ')),
        value('jobs', entries.filter(({ rollout }) => rollout === Rollout.JOB).map(({ id }) => id).join(' ')),
        value('shell_service', plan.application),
        ...watched ? [value('watched', 'yes')] : [],
      ],
      [
        '# Services that have tests, and what runs these.',
        value('tested', tested.map(({ id }) => id).join(' ')),
        ...tested.flatMap(({ id, spec }) => ofService(id, { test: spec.testCommand })),
      ],
      [
        '# Variables: name, need and meaning. In development, a value that everybody knows will do.',
        list('variables', variables.map(({ variable }) => variable).filter(({ required }) => required)
          .map(({ name, description = '' }) => `${name} required ${description}`.trimEnd())),
        list('files', []),
        value('placeholders', 'allowed'),
        value('in_urls', plan.inUrls.join(' ')),
      ],
      [
        '# Ports of this machine, by the variables that move them, and what people open there.',
        value('address', connectable(environment.publishedOn)),
        value('host', browsable(environment.publishedOn)),
        list('ports', plan.ports.map(({ variable, hostPort }) => `${variable} ${hostPort}`)),
        list('endpoints', plan.endpoints.map(({ title, port, path }) => `${port.variable} ${port.hostPort}${path} ${title}`)),
      ],
      [
        '# Folders that containers write to, and folders in containers that are copies of what the image has.',
        value('runs_as_host_user', plan.asHostUser ? 'yes' : 'no'),
        list('folders', hostFoldersOf(services)),
        list('image_folders', entries.flatMap(({ id, spec: { mounts = [] } }) =>
          mounts.filter(isFromImage).map(({ containerPath }) => `${id} ${containerPath}`))),
      ],
    ],
    commands: developmentCommands(plan),
    programs: DEVELOPMENT_PROGRAMS,
  });
}
