import { productionDiagram } from '../../diagram';
import { md, when } from '../../markdown';
import { Section } from '../../section';

/** Who sends requests to whom, and what is outside of the stack. */
export const connections: Section = ({ production: p, say, and }) => p && md`
### ${say({ 'en': 'How services are connected in production', 'pt-BR': 'Como os serviços se conectam em produção' })}

'''mermaid
${productionDiagram(p, {
  users: say({ 'en': 'users', 'pt-BR': 'usuários' }),
  internal: say({ 'en': 'internal', 'pt-BR': 'interna' }),
  external: say({ 'en': 'external', 'pt-BR': 'externo' }),
})}
'''

${say({ 'en': 'An arrow goes from a service to what it uses', 'pt-BR': 'Uma seta vai de um serviço ao que ele usa' })}\
${when(p.volumes.length > 0, say({
  'en': '; a dotted line to the volume in which its data is',
  'pt-BR': '; uma linha pontilhada, ao volume em que os dados ficam',
}))}.
${p.dataNetwork ? say({
  'en': md`The network ''${p.dataNetwork.name}'' has no way out, and nobody comes in: \
    on it are only ${and([...p.dataNetwork.services, ...p.dataNetwork.users])}.`,
  'pt-BR': md`A rede ''${p.dataNetwork.name}'' não tem saída, e ninguém entra nela: \
    nela estão só ${and([...p.dataNetwork.services, ...p.dataNetwork.users])}.`,
}) : ''}
`;
