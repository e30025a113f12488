import { md } from '../../markdown';
import { Section } from '../../section';

/** How images get from CI to where they run; where they are pulled from a registry. */
export const registry: Section = ({ production: p, say }) => p?.registry === undefined ? undefined : md`
### ${say({ 'en': 'Images from the registry', 'pt-BR': 'Imagens do registro' })}

${say({
  'en': md`Images are built and pushed to ''${p.registry}'' by CI, and pulled where they run. Both log in with ''docker login'' first.`,
  'pt-BR': md`As imagens são construídas e enviadas para ''${p.registry}'' pela CI, e baixadas onde rodam. \
    Os dois lados fazem antes ''docker login''.`,
})}

'''bash
# ${say({
  'en': 'In CI, with the revision as the tag: builds, pushes, and says the digests',
  'pt-BR': 'Na CI, com a revisão como tag: constrói, envia e mostra os digests',
})}
${p.script} build --push

# ${say({ 'en': 'On the server, at the same revision', 'pt-BR': 'No servidor, na mesma revisão' })}
${p.script} deploy
'''

${say({
  'en': 'A release keeps the digests of its images: a rollback pulls exactly those, where the engine has them no more.',
  'pt-BR': 'Um release guarda os digests das suas imagens: um rollback baixa exatamente essas, se o Docker não as tem mais.',
})}
`;
