import { md } from '../../markdown';
import { Section } from '../../section';

/** Code changes and nothing happens; where there is hot reload. */
export const changesNotNoticed: Section = ({ facts: { reloading, script, watched }, say }) => reloading.all.length > 0 && md`
### ${say({ 'en': 'Hot reload does not notice changes', 'pt-BR': 'Hot reload não percebe mudanças' })}

'''bash
# ${say({ 'en': 'Where is the repository?', 'pt-BR': 'Onde está o repositório?' })}
pwd

# ${say({ 'en': 'Read the code again', 'pt-BR': 'Ler o código de novo' })}
${script} restart ${reloading.all[0]}
'''

${watched ? say({
  'en': md`Does ''${script} watch'' run? Without it nothing is sent. What ''.dockerignore'' names is not sent either.`,
  'pt-BR': md`''${script} watch'' está rodando? Sem ele nada é enviado. O que está em ''.dockerignore'' também não é.`,
}) : say({
  'en': md`On Windows, a repository on a Windows drive (''/mnt/c/...'') does not tell containers about changes: \
    move it into WSL (''~'').`,
  'pt-BR': md`No Windows, um repositório em um drive do Windows (''/mnt/c/...'') não avisa os containers das mudanças: \
    mova-o para dentro do WSL (''~'').`,
})}
${say({
  'en': 'Did a dependency change, and not the code? See [Hot Reload](#hot-reload).',
  'pt-BR': 'Mudou uma dependência, e não o código? Veja [Hot Reload](#hot-reload).',
})}
`;
