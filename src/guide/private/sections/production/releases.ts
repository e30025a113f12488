import { md, when } from '../../markdown';
import { Section } from '../../section';

/** What a release is, how one is made, and how long it is kept. */
export const releases: Section = ({ production: p, say, and }) => p && md`
## Releases

${p.images.length > 0 ? say({
  'en': md`A release is a set of images with the same id (${and(p.images)}) and the Compose file that it ran with, \
    kept in ''${p.state.release}''.`,
  'pt-BR': md`Um release é um conjunto de imagens com o mesmo id (${and(p.images)}) e o arquivo Compose com que rodou, \
    guardado em ''${p.state.release}''.`,
}) : say({
  'en': md`A release is an id and the Compose file that it ran with, kept in ''${p.state.release}''.`,
  'pt-BR': md`Um release é um id e o arquivo Compose com que rodou, guardado em ''${p.state.release}''.`,
})}
${say({
  'en': md`The id is the git revision; where files differ from the commit, with ''-dirty-'' and the time. \
    You may give another one: the version, for example.`,
  'pt-BR': md`O id é a revisão do git; se há arquivos diferentes do commit, com ''-dirty-'' e a hora. \
    Você pode dar outro: a versão, por exemplo.`,
})}

'''bash
# ${say({ 'en': 'Release what is in this folder, after a git pull', 'pt-BR': 'Release do que está nesta pasta, depois de um git pull' })}
${p.script} deploy

# ${say({ 'en': 'With an id of yours', 'pt-BR': 'Com um id seu' })}
${p.script} deploy --release <release>

# ${say({
  'en': 'All attempts, when they were made and how they ended; * marks the release in service',
  'pt-BR': 'Todas as tentativas, com a hora e o resultado; * marca o release em serviço',
})}
${p.script} history

# ${say({
  'en': 'The release in service, the containers and their health',
  'pt-BR': 'O release em serviço, os containers e a saúde deles',
})}
${p.script} status
'''

${say({
  'en': `The last ${p.keptReleases} releases that were in service are kept`,
  'pt-BR': `Os últimos ${p.keptReleases} releases que estiveram em serviço ficam guardados`,
})}${when(p.images.length > 0, say({ 'en': ', with their images', 'pt-BR': ', com as imagens' }))}; ${say({
  'en': 'older ones are removed.',
  'pt-BR': 'os mais antigos são removidos.',
})}
${when(p.images.length > 0, say({
  'en': 'Do not use `docker image prune --all`: it removes the kept images, too, and without them there is no rollback.',
  'pt-BR': 'Não use `docker image prune --all`: ele remove também as imagens guardadas, e sem elas não há rollback.',
}))}
`;
