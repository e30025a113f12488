import { Rollout } from '../../../../platforms/compose/plan/rollout';
import { replaced } from '../../facts/production-facts';
import { md, when } from '../../markdown';
import { Section } from '../../section';

/** How there is more than one container of a service, where there is one that can have several. */
export const scaling: Section = ({ production: p, say, and }) => {
  if (!p?.scaled) {
    return undefined;
  }
  const withPort = p.services.filter(({ ports }) => ports.some(({ published }) => published)).map(({ id }) => id);
  const byClock = replaced(p, Rollout.CLOCK);
  return md`
## ${say({ 'en': 'More containers of a service', 'pt-BR': 'Mais containers de um serviço' })}

${say({ 'en': `In ${p.projenrc}:`, 'pt-BR': `Em ${p.projenrc}:` })}

'''${p.scaled.language}
${p.scaled.statement}
'''

${say({ 'en': 'Then generate the files, commit them and deploy:', 'pt-BR': 'Depois gere os arquivos, faça o commit e o deploy:' })}

'''bash
${p.projenCommand}
${p.script} deploy
${p.script} status
'''

${when(p.limited, say({
  'en': md`Limits of CPU and memory are for each container: \
    three of ''${p.scaled.id}'' may use three times what the table says. `,
  'pt-BR': md`Os limites de CPU e memória valem para cada container: \
    três de ''${p.scaled.id}'' podem usar três vezes o que está na tabela. `,
}))}${say({ 'en': 'During a deploy, there are twice as many.', 'pt-BR': 'Durante um deploy, há o dobro deles.' })}
${[
  ...withPort.length === 0 ? [] : [say({
    'en': `There can be only one of ${and(withPort)}: two cannot have the same port of the server.`,
    'pt-BR': `Só pode haver um de ${and(withPort)}: dois não podem ter a mesma porta do servidor.`,
  })],
  ...byClock.length === 0 ? [] : [say({
    'en': `There can be only one of ${and(byClock)}: two would do everything twice.`,
    'pt-BR': `Só pode haver um de ${and(byClock)}: dois fariam tudo em dobro.`,
  })],
].join(' ')}
`;
};
