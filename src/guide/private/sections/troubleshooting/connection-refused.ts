import { ServiceKind } from '../../../../model';
import { GuideFacts } from '../../facts/guide-facts';
import { ServiceFacts } from '../../facts/service-facts';
import { each, md, when } from '../../markdown';
import { Section, Voice } from '../../section';

/** A data service does not answer: a part for each of them. */
export const connectionRefused: Section = (page) =>
  each(page.facts.services.filter(({ kind }) => kind === ServiceKind.DATA), (service) => refused(page.facts, service, page));

function refused(f: GuideFacts, { id, title, ports }: ServiceFacts, { say }: Voice): string {
  return md`
### ${title} connection refused

'''bash
# ${say({ 'en': 'See whether it runs', 'pt-BR': 'Verificar se está rodando' })}
${f.compose} ps ${id}

# ${say({ 'en': 'Restart it', 'pt-BR': 'Reiniciar' })}
${f.compose} restart ${id}

# ${say({ 'en': 'See why it stopped', 'pt-BR': 'Ver por que parou' })}
${f.compose} logs --tail 50 ${id}
'''

${each(ports.slice(0, 1), ({ port, hostPort, published }) => md`${say({
  'en': md`Check the address, too: on the network it is ''${id}:${port}''`,
  'pt-BR': md`Confira também o endereço: dentro da rede é ''${id}:${port}''`,
})}${when(published, say({
  'en': md`; on this machine, outside of containers, it is ''${f.host}:${hostPort}''`,
  'pt-BR': md`; nesta máquina, fora dos containers, é ''${f.host}:${hostPort}''`,
}))}.`)}
`;
}
