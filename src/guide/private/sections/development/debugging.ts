import { code, each, md } from '../../markdown';
import { Section } from '../../section';
import { portsCell } from '../parts';

/** How editors attach to what runs under a debugger. */
export const debugging: Section = (page) => {
  const { facts: { debugged, services, script }, say } = page;
  const sourcesOf = (id: string) => (services.find((service) => service.id === id)?.sources ?? [])
    .map(({ folder, path }) => say({
      'en': `; ${code(`${folder}/`)} is ${code(path)} in the container`, 'pt-BR': `; ${code(`${folder}/`)} é ${code(path)} no container`,
    })).join('');
  return debugged.length > 0 && md`
## ${say({ 'en': 'Debugging', 'pt-BR': 'Depuração' })}

${say({
  'en': 'These run under a debugger, to which an editor attaches; only this machine can reach it:',
  'pt-BR': 'Estes rodam em um depurador, ao qual um editor se anexa; só esta máquina chega a ele:',
})}

${each(debugged, ({ service, debugger: name, port }) => `- ${code(service)}: ${code(name)}, ${say({ 'en': 'port', 'pt-BR': 'porta' })} \
${portsCell([port], page)}${sourcesOf(service)}`)}

${say({
  'en': md`When a file is saved, the program restarts and the editor stays attached. Stopped at a breakpoint, it does not respond: \
    ''${script} status'' may call it unhealthy until it goes on. ''breakpoint()'' in the code stops there until an editor goes on, too.`,
  'pt-BR': md`Ao salvar um arquivo, o programa reinicia e o editor continua anexado. Parado em um breakpoint, ele não responde a ninguém: \
    ''${script} status'' pode mostrá-lo como unhealthy até que continue. \
    ''breakpoint()'' no código também para até que um editor continue.`,
})}
`;
};
