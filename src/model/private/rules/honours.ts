import { Subject } from './rule';
import { ServiceKind } from '../../service-kind';
import { ServiceOption } from '../../service-spec';

/** What an environment asks of a service that the service cannot do: it would lose its password, say, and nobody would be told. */
export function honours({ environment, service, spec }: Subject): string[] {
  const asked = environment.configurationOf(service);
  const isAsked = { [ServiceOption.COMMAND]: asked.command !== undefined, [ServiceOption.SECRET_FILES]: spec.secretFiles === true };
  const where = `service "${service.id}" in environment "${environment.name}"`;
  const given = Object.keys(asked.environment ?? {});
  const secrets = spec.kind !== ServiceKind.DATA ? [] : given.filter((name) =>
    service.describe(environment).environment?.[name]?.variables(environment).some(({ secret }) => secret));
  return [
    ...(spec.unsupported ?? []).filter((option) => isAsked[option]).map((option) => `${where} ${WHY[option]}`),
    ...secrets.map((name) => `${where} is given another "${name}" (environment), while those who connect to it are told the old one: `
      + 'set the value in the env file, which all of them read'),
    ...given.filter((name) => spec.ownVariables?.includes(name) && !secrets.includes(name)).map((name) =>
      `${where} is given "${name}" (environment), which only the service itself sets: it would run without a password, or with one that `
      + 'nobody is told. Leave it out; where the environment has requireSecrets, the password is in the env file'),
  ];
}

const WHY = {
  [ServiceOption.COMMAND]: 'cannot run another command (command): its password is part of its own. Use the props of the service',
  [ServiceOption.SECRET_FILES]: 'cannot read secrets from files (secretFiles): it would run without its password. '
    + 'Leave secretFiles out for it',
};
