import { each, md } from '../../markdown';
import { Section } from '../../section';

/** The images of production, built by hand. */
export const localBuilds: Section = ({ facts: f, say }) => f.builds.length > 0 && md`
## ${say({ 'en': 'Test a Local Build', 'pt-BR': 'Testar Build Local' })}

${say({ 'en': 'The production images, built by hand:', 'pt-BR': 'As imagens de produção, construídas à mão:' })}

'''bash
${each(f.builds, ({ service, command }) => md`# ${service}
${command}
`)}
# ${say({ 'en': 'Show their size', 'pt-BR': 'Ver o tamanho delas' })}
docker image ls --filter 'reference=${f.stack}-*:test'
'''
`;
