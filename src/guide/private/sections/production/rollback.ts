import { md } from '../../markdown';
import { Section } from '../../section';

/** How a release comes back. */
export const rollback: Section = ({ production: p, say }) => p && md`
## Rollback

${p.images.length > 0 ? say({
  'en': md`A release that is kept comes back without a build: its images, its Compose file and its settings are still there. \
    It goes through the same steps as a deploy, health checks included.`,
  'pt-BR': md`Um release guardado volta sem build: as imagens, o arquivo Compose e as variáveis dele ainda estão lá. \
    Ele passa pelas mesmas etapas de um deploy, com os health checks.`,
}) : say({
  'en': md`A release that is kept comes back without a build: its Compose file and its settings are still there. \
    It goes through the same steps as a deploy, health checks included.`,
  'pt-BR': md`Um release guardado volta sem build: o arquivo Compose e as variáveis dele ainda estão lá. \
    Ele passa pelas mesmas etapas de um deploy, com os health checks.`,
})}
${say({ 'en': 'If one fails, the present release keeps serving.', 'pt-BR': 'Se uma falhar, o release atual continua servindo.' })}

'''bash
# ${say({
  'en': 'Go back to the last release that was in service before this one',
  'pt-BR': 'Voltar ao último release que esteve em serviço antes deste',
})}
${p.script} rollback

# ${say({ 'en': 'Show the releases', 'pt-BR': 'Ver os releases' })}
${p.script} history

# ${say({ 'en': 'Go back to one of them', 'pt-BR': 'Voltar a um deles' })}
${p.script} rollback <release>
'''

${say({
  'en': md`Go back as soon as there is an error that health checks do not see, and look for its cause afterwards. \
    To go forward again, fix it and deploy.`,
  'pt-BR': md`Volte assim que um erro aparecer que o health check não vê, e procure a causa depois. \
    Para avançar de novo, corrija e faça um deploy.`,
})}
${say({
  'en': md`''rollback'' says which settings differ from today's in ${p.envFile.code}. \
    Without an id, twice in a row, it ends where it began: to go back further, give the id.`,
  'pt-BR': md`''rollback'' diz que variáveis são diferentes das de hoje em ${p.envFile.code}. \
    Sem id, duas vezes seguidas, termina onde começou: para voltar mais, dê o id.`,
})}
`;
