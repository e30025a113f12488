import { md, when } from '../../markdown';
import { Section } from '../../section';

/** What a release is, how one is made, and how long it is kept. */
export const releases: Section = ({ production: p, say, and }) => p && md`
## Releases

${p.images.length > 0 ? say({
  'en': md`A release is a set of images with the same id (${and(p.images)}), \
    the Compose file, the services and the settings that it ran with. \
    All of it is kept by Docker itself, in the volume ''${p.ledger}'', where every clone of the repository finds it.`,
  'pt-BR': md`Um release é um conjunto de imagens com o mesmo id (${and(p.images)}), \
    o arquivo Compose, os serviços e as variáveis com que rodou. \
    O próprio Docker guarda tudo, no volume ''${p.ledger}'', em que todo clone do repositório o encontra.`,
}) : say({
  'en': md`A release is an id, the Compose file, the services and the settings that it ran with, kept in the volume ''${p.ledger}''.`,
  'pt-BR': md`Um release é um id, o arquivo Compose, os serviços e as variáveis com que rodou, guardados no volume ''${p.ledger}''.`,
})}
${say({
  'en': md`The id is the git revision; where files differ from the commit, with ''-dirty-'' and the time. \
    You may give another one: the version, for example. An id never means two things: \
    what differs from a release that is known gets another id, or is refused.`,
  'pt-BR': md`O id é a revisão do git; se há arquivos diferentes do commit, com ''-dirty-'' e a hora. \
    Você pode dar outro: a versão, por exemplo. Um id nunca significa duas coisas: \
    o que difere de um release conhecido recebe outro id, ou é recusado.`,
})}

'''bash
# ${say({ 'en': 'Release what is in this folder, after a git pull', 'pt-BR': 'Release do que está nesta pasta, depois de um git pull' })}
${p.script} deploy

# ${say({ 'en': 'With an id of your own', 'pt-BR': 'Com um id seu' })}
${p.script} deploy --release <release>

# ${say({
  'en': 'All attempts: when, who, how long, what changed, why they failed; * marks the release in service',
  'pt-BR': 'Todas as tentativas: quando, quem, quanto durou, o que mudou, por que falhou; * marca o release em serviço',
})}
${p.script} history

# ${say({
  'en': 'The release in service, the release of each container, what is pending, and what belongs to no release',
  'pt-BR': 'O release em serviço, de que release é cada container, o que está pendente e o que não é dele',
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
