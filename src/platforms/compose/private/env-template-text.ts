import { Messages } from './messages';
import { shellWord as word } from './shell';
import { VariableUse } from '../../../model';
import { ComposePlan } from '../plan/compose-plan';

/** The template of an env file: every variable, what it is and who reads it, and no secret. */
export function envTemplate({ stack, environment, files, variables, ports, asHostUser }: ComposePlan, m: Messages): string {
  const copy = `cp ${word(files.envTemplate)} ${word(files.envFile)}`;
  return [
    comment(m.templateHeader(stack.title, environment.name, copy, files.envFile)),
    ...groups(variables).map(({ services, uses }) => section(m.templateSettingsOf(services), uses.map((use) => setting(use, m)))),
    ...ports.length > 0 ? [section(m.templatePorts, [
      comment([m.templatePortsNote]),
      ...ports.map(({ service, port, hostPort, variable }) => `# ${m.templatePort(service.id, port)}\n# ${variable}=${hostPort}\n`),
    ])] : [],
    ...asHostUser ? [section(m.templateHostUser, [`${comment(m.templateHostUserNote)}# HOST_UID=1000\n# HOST_GID=1000\n`])] : [],
  ].join('\n');
}

function section(title: string, parts: string[]): string {
  return `# ${`--- ${title} `.padEnd(78, '-')}\n\n${parts.join('\n')}`;
}

function setting({ variable, services }: VariableUse, m: Messages): string {
  const { name, description, secret, required, defaultValue = '' } = variable;
  const about = [
    m.templateReadBy(services.map((service) => service.id).join(', ')),
    required && defaultValue === '' ? m.templateRequired : m.templateOptional,
    ...defaultValue === '' ? [] : [secret ? m.templateDevelopmentValue : m.templateDefault(defaultValue)],
  ];
  return [
    ...description ? [`# ${description}`] : [],
    `# ${about.join('; ')}`,
    // empty, it would not take the place of the default, but look as if it did
    defaultValue === '' ? `${name}=` : `# ${name}=${secret ? '' : defaultValue}`,
    '',
  ].join('\n');
}

/** Variables that the same services read stand together, in the order of services. */
function groups(uses: VariableUse[]): { services: string; uses: VariableUse[] }[] {
  const byServices = new Map<string, VariableUse[]>();
  for (const use of uses) {
    const services = use.services.map((service) => service.id).join(', ');
    byServices.set(services, [...byServices.get(services) ?? [], use]);
  }
  return [...byServices].map(([services, members]) => ({ services, uses: members }));
}

function comment(lines: string[]): string {
  return lines.map((line) => `# ${line}`.trimEnd() + '\n').join('');
}
