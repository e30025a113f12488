import { md } from '../../markdown';
import { Section } from '../../section';

/** Where to begin. */
export const overview: Section = ({ facts: f, say }) => md`
## Troubleshooting

${say({
  'en': md`Begin here: ''status'' shows what is not healthy, and ''logs'' usually says why.`,
  'pt-BR': md`Comece por aqui: ''status'' mostra o que não está saudável, e ''logs'' costuma dizer por quê.`,
})}

'''bash
${f.script} status
'''
`;
