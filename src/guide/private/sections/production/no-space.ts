import { md, when } from '../../markdown';
import { Section } from '../../section';

/** What takes the space of a server, and what may be removed. */
export const noSpace: Section = ({ production: p, say }) => p && md`
### ${say({ 'en': 'No space for a release', 'pt-BR': 'Sem espaço para um release' })}

'''bash
docker system df
${when(p.images.length > 0, md`
# ${say({ 'en': 'The images of this project, one for each release', 'pt-BR': 'As imagens deste projeto, uma por release' })}
docker image ls --filter 'reference=${p.stack}-*'
`)}'''

${say({
  'en': md`''docker builder prune'' removes the build cache, ''docker image prune'' images without a name; both ask first.`,
  'pt-BR': md`''docker builder prune'' remove o cache de builds, e ''docker image prune'' as imagens sem nome; os dois perguntam antes.`,
})}
${when(p.images.length > 0, say({
  'en': 'Without `--all`: the releases that are kept need their images. ',
  'pt-BR': 'Sem `--all`: os releases guardados precisam das imagens deles. ',
}))}${say({
  'en': md`Keeping fewer releases helps, too: ''releases: { keep: 2 }'' of the stack, in ${p.projenrc}.`,
  'pt-BR': md`Guardar menos releases também ajuda: ''releases: { keep: 2 }'' no stack, em ${p.projenrc}.`,
})}
`;
