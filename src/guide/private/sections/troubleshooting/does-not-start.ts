import { md } from '../../markdown';
import { Section } from '../../section';

/** A container ends, or was never there. */
export const doesNotStart: Section = ({ facts: f, say }) => md`
### ${say({ 'en': 'Container does not start', 'pt-BR': 'Container não inicia' })}

'''bash
# ${say({ 'en': 'Show detailed logs', 'pt-BR': 'Ver logs detalhados' })}
${f.compose} logs ${f.application}
${f.built === undefined ? '' : md`
# ${say({ 'en': 'Rebuild without cache', 'pt-BR': 'Rebuild sem cache' })}
${f.compose} build --no-cache ${f.built}
`}
# ${say({ 'en': 'Start again', 'pt-BR': 'Iniciar de novo' })}
${f.script} start
'''

${say({
  'en': 'A service that waits for another starts when the other is ready: look at that one first.',
  'pt-BR': 'Um serviço que espera por outro só inicia quando o outro está pronto: procure primeiro o erro de quem é esperado.',
})}
`;
