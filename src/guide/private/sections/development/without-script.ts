import { md, when } from '../../markdown';
import { Section } from '../../section';

/** The same with the engine's own commands. */
export const withoutScript: Section = ({ facts: f, say }) => md`
### ${say({ 'en': 'Without the script', 'pt-BR': 'Sem o script' })}

${say({ 'en': md`The same with ''docker compose'':`, 'pt-BR': md`O mesmo com ''docker compose'':` })}
${when(f.asHostUser.length > 0, md`
'''bash
# ${say({
  'en': 'Once, so that files belong to you (rootless Docker: 0 for both); see "Your user in containers"',
  'pt-BR': 'Uma vez, para que os arquivos sejam seus (Docker rootless: 0 nas duas); veja "Seu usuário nos containers"',
})}
printf '\nHOST_UID=%s\nHOST_GID=%s\n' "$(id -u)" "$(id -g)" >> ${f.envFile.word}
'''
`)}
'''bash
# ${say({
  'en': 'Build what has changed, start everything and wait until it is healthy',
  'pt-BR': 'Construir o que mudou, iniciar tudo e esperar até que esteja saudável',
})}
${f.compose} up --detach --build --wait

${when(f.watched, md`# ${say({
  'en': 'Send changes of sources into the containers, for as long as it runs',
  'pt-BR': 'Enviar as mudanças do código aos containers, enquanto o comando roda',
})}
${f.compose} watch --no-up

`)}# ${say({ 'en': 'Show the containers and their health', 'pt-BR': 'Ver os containers e a saúde deles' })}
${f.compose} ps

# ${say({ 'en': 'Follow the logs of a service', 'pt-BR': 'Acompanhar os logs de um serviço' })}
${f.compose} logs --follow ${f.application}

# ${say({ 'en': 'Open a shell in the container', 'pt-BR': 'Acessar shell do container' })}
${f.compose} exec ${f.application} sh

# ${say({
  'en': 'Stop everything and remove the containers; data is kept',
  'pt-BR': 'Parar tudo e remover os containers; os dados são mantidos',
})}
${f.compose} down
'''
`;
