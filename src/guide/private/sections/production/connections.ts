import { productionDiagram } from '../../diagram';
import { md } from '../../markdown';
import { Section } from '../../section';
import { legend } from '../parts';

/** Who sends requests to whom, and what is outside of the stack. */
export const connections: Section = (page) => {
  const { production: p, say, and } = page;
  return p && md`
### ${say({ 'en': 'How services are connected in production', 'pt-BR': 'Como os serviços se conectam em produção' })}

'''mermaid
${productionDiagram(p, {
  users: say({ 'en': 'users', 'pt-BR': 'usuários' }),
  internal: say({ 'en': 'internal', 'pt-BR': 'interna' }),
  external: say({ 'en': 'external', 'pt-BR': 'externo' }),
})}
'''

${legend(p, page)}
${p.dataNetwork ? say({
  'en': md`The network ''${p.dataNetwork.name}'' has no way out, and nobody comes in: \
    on it are only ${and([...p.dataNetwork.services, ...p.dataNetwork.users])}.`,
  'pt-BR': md`A rede ''${p.dataNetwork.name}'' não tem saída, e ninguém entra nela: \
    nela estão só ${and([...p.dataNetwork.services, ...p.dataNetwork.users])}.`,
}) : ''}
`;
};
