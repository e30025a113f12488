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
    'en': 'on this machine takes the lock over and removes what is left:',
    'pt-BR': 'nesta máquina assume a trava e remove o que sobrou:',
  })}

'''bash
${p.script} deploy
'''

${say({
  'en': md`A lock of another machine, in a shared folder, is not taken over: \
    if it is certain that no deploy works there, ''rm -r ${p.state.lock}''.`,
  'pt-BR': md`A trava de outra máquina, em uma pasta compartilhada, não é assumida: \
    se é certo que nenhum deploy roda lá, ''rm -r ${p.state.lock}''.`,
})}
`;
