import { diagram } from '../../diagram';
import { md } from '../../markdown';
import { Section } from '../../section';
import { legend } from '../parts';

/** Who uses whom, and how they find each other. */
export const connections: Section = (page) => {
  const { facts: f, say } = page;
  const address = f.services.flatMap(({ ports }) => ports).map(({ service, port }) => `${service}:${port}`)[0];
  return md`
### ${say({ 'en': 'How services are connected', 'pt-BR': 'Como os serviços se conectam' })}

'''mermaid
${diagram(f, say({ 'en': 'your machine', 'pt-BR': 'sua máquina' }))}
'''

${legend(f, page)}
${say({
  'en': md`On the network ''${f.network}'', services find each other by name${address ? md`, as in ''${address}''` : ''}: \
    inside a container, ''localhost'' is the container itself.`,
  'pt-BR': md`Na rede ''${f.network}'', cada serviço encontra os outros pelo nome${address ? md`, como em ''${address}''` : ''}: \
    dentro de um container, ''localhost'' é o próprio container.`,
})}
`;
};
