import { md } from '../../markdown';
import { Section } from '../../section';

/** What is left behind, and who removes it. */
export const interruptedDeploy: Section = ({ production: p, say }) => p && md`
### ${say({ 'en': 'Interrupted deploy', 'pt-BR': 'Deploy interrompido' })}

- ${say({
  'en': md`**Ctrl+C, a closed terminal, ''kill'':** everything is undone, as with any failure.`,
  'pt-BR': md`**Ctrl+C, terminal fechado, ''kill'':** tudo é desfeito, como em qualquer falha.`,
})}
- ${say({
  'en': md`**''kill -9'', a power failure:** nothing could be undone. \
    The release before it keeps serving, perhaps with new containers beside it. The next ''deploy'' or ''rollback''`,
  'pt-BR': md`**''kill -9'', queda de energia:** nada pôde ser desfeito. \
    O release anterior continua servindo, talvez com containers novos ao lado. O próximo ''deploy'' ou ''rollback''`,
})}
  ${say({
    'en': 'takes the lock over and removes what is left:',
    'pt-BR': 'assume a trava e remove o que sobrou:',
  })}

'''bash
${p.script} deploy
'''

${say({
  'en': md`The lock of another machine, a CI job's for example, is taken over when it has given no sign of life for a minute. \
    Who has it, and how to take it, so that nothing is released, and to give it back:`,
  'pt-BR': md`A trava de outra máquina, como a de um job de CI, é assumida quando não dá sinal de vida por um minuto. \
    Com quem ela está, e como tomá-la, para que nada seja lançado, e devolvê-la:`,
})}

'''bash
${p.script} lock status
${p.script} lock acquire
${p.script} lock release
'''
`;
