import { md } from '../../markdown';
import { Section } from '../../section';

/** A health check fails; where a service has one. */
export const unhealthy: Section = ({ facts: f, say }) => f.checked !== undefined && md`
### ${say({ 'en': 'Container is unhealthy', 'pt-BR': 'Container unhealthy' })}

${say({
  'en': 'The container runs, but its health check fails. What it answered lately:',
  'pt-BR': 'O container roda, mas o health check falha. O que ele respondeu nas últimas vezes:',
})}

'''bash
docker inspect --format '{{json .State.Health}}' $(${f.compose} ps --quiet ${f.checked})
'''

${say({
  'en': md`Right after the start, ''starting'' is normal: the service is still coming up.`,
  'pt-BR': md`Logo depois do início, ''starting'' é normal: o serviço ainda está subindo.`,
})}
`;
