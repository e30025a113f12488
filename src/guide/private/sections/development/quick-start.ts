import { each, md, when } from '../../markdown';
import { Section } from '../../section';
import { FIRST_TIME } from '../parts';

/** From nothing to an application that is open in the browser. */
export const quickStart: Section = ({ facts: f, say, and }) => md`
## Quick Start

1. ${f.clone ? md`**${say({ 'en': 'Clone the repository:', 'pt-BR': 'Clonar repositório:' })}**

   '''bash
   git clone ${f.clone.url}
   cd ${f.clone.folder}
   '''` : say({
  'en': '**Open a terminal in the repository\'s root.** All commands of this guide are run there.',
  'pt-BR': '**Abrir um terminal na raiz do repositório.** Todos os comandos deste guia são executados nela.',
})}

2. **${say({ 'en': 'Create the file', 'pt-BR': 'Criar arquivo' })} ${f.envFile.code}:**

   '''bash
   ${f.copyEnvFile}
   # ${say({ 'en': 'Edit it: fill in your API keys', 'pt-BR': 'Editar com suas API keys' })}
   '''

   ${f.required.length > 0 ? say({
      'en': `Fill in ${and(f.required)}: without a value, nothing starts.`,
      'pt-BR': `Preencha ${and(f.required)}: sem valor, nada inicia.`,
    }) : say({
      'en': 'To begin with, nothing has to be changed: fill in API keys later, for the features that you use.',
      'pt-BR': 'Para começar, nada precisa ser mudado: preencha depois as API keys dos recursos que for usar.',
    })} ${say({ 'en': 'The file is yours: git ignores it.', 'pt-BR': 'O arquivo é só seu: o git o ignora.' })}
   ${say({
      'en': 'What each variable does is in [Environment variables](#environment-variables).',
      'pt-BR': 'O que cada variável faz está em [Variáveis de ambiente](#variáveis-de-ambiente).',
    })}

3. **${say({ 'en': 'Start the environment:', 'pt-BR': 'Iniciar ambiente:' })}**

   '''bash
   ${f.script} start
   '''

   ${say(FIRST_TIME)}
${when(f.endpoints.length > 0, md`
4. **${say({ 'en': 'Open the application:', 'pt-BR': 'Acessar aplicação:' })}**

${each(f.endpoints, ({ title, url, variable }) =>
  md`   - ${title}: <${url}> (${say({ 'en': 'port', 'pt-BR': 'porta' })}: ''${variable}'')`)}
`)}`;
