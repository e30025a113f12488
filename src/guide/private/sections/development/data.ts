import { md, when } from '../../markdown';
import { Section } from '../../section';
import { volumeTable } from '../parts';

/** What outlives containers. */
export const data: Section = (page) => {
  const { facts: f, say } = page;
  return md`
## ${say({ 'en': 'Data, logs and files', 'pt-BR': 'Dados, logs e arquivos' })}
${when(f.volumes.length > 0, md`
${say({ 'en': 'Data is kept in volumes, which outlive containers:', 'pt-BR': 'Os dados ficam em volumes, que sobrevivem aos containers:' })}

${volumeTable(f.volumes, page)}
`)}
- ${say({
  'en': md`''stop'' removes the containers and the network, and keeps the volumes: with the next ''start'', the data is there.`,
  'pt-BR': md`''stop'' remove os containers e a rede, e mantém os volumes: no próximo ''start'', os dados estão lá.`,
})}
- ${say({
  'en': md`''clean'' removes the volumes too, with all data, and the images that were built here. This cannot be undone.`,
  'pt-BR': md`''clean'' remove também os volumes, com todos os dados, e as imagens construídas aqui. Não há volta.`,
})}
- ${say({
  'en': 'What a container writes outside of a volume or a mounted folder is lost with it.',
  'pt-BR': 'O que um container grava fora de um volume ou de uma pasta montada se perde com ele.',
})}

'''bash
# ${say({ 'en': 'Volumes of this project', 'pt-BR': 'Volumes deste projeto' })}
docker volume ls --filter label=com.docker.compose.project=${f.project}

# ${say({ 'en': 'Logs of the last ten minutes, of all services', 'pt-BR': 'Logs dos últimos dez minutos, de todos os serviços' })}
${f.compose} logs --since 10m
'''
`;
};
