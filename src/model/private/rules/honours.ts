import { Subject } from './rule';
import { ServiceKind, ServiceOption } from '../../service-spec';

/** What an environment asks of a service that the service cannot do: it would lose its password, say, and nobody would be told. */
export function honours({ environment, service, spec }: Subject): string[] {
  const asked = environment.configurationOf(service);
  const isAsked = { [ServiceOption.COMMAND]: asked.command !== undefined, [ServiceOption.SECRET_FILES]: spec.secretFiles === true };
  const where = `service "${service.id}" in environment "${environment.name}"`;
  return [
    ...(spec.unsupported ?? []).filter((option) => isAsked[option]).map((option) => `${where} ${WHY[option]}`),
    ...spec.kind !== ServiceKind.DATA ? [] : Object.keys(asked.environment ?? {}).filter((name) =>
      service.describe(environment).environment?.[name]?.variables(environment).some(({ secret }) => secret)).map((name) =>
      `${where} is given another "${name}" (environment), while those who connect to it are told the old one: `
      + 'set the value in the env file, which all of them read'),
  ];
}

const WHY = {
  [ServiceOption.COMMAND]: 'cannot run another command (command): its password is part of its own. Use the props of the service',
  [ServiceOption.SECRET_FILES]: 'cannot read secrets from files (secretFiles): it would run without its password. '
    + 'Leave secretFiles out for it',
};
