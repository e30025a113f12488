import { md } from '../../markdown';
import { Section } from '../../section';

/** What runs before the application starts, and how it runs again. */
export const migrationsAtStart: Section = ({ facts: { preparations, script }, say }) => preparations.length > 0 && md`
## ${say({ 'en': 'Migrations', 'pt-BR': 'Migrações' })}

${say({
  'en': 'Each start runs this first, with the code that is mounted, and then the services that need it:',
  'pt-BR': 'Cada início executa isto antes, com o código montado, e só depois os serviços que precisam dele:',
})}

${preparations.map(({ service, id, command }) => say({
  'en': `- ${command} of ${service}, in the container ${id}`,
  'pt-BR': `- ${command} de ${service}, no container ${id}`,
})).join('\n')}

${say({
  'en': md`If it fails, they do not start, and its last lines are shown. After a new migration, start again: \
    it runs once more, and what runs already keeps running. It has to do nothing when there is nothing to do.`,
  'pt-BR': md`Se falhar, eles não iniciam, e as últimas linhas do comando são mostradas. Depois de uma nova migração, inicie de novo: \
    o comando roda mais uma vez, e o que já está rodando continua. Quando não há nada a fazer, ele não deve fazer nada.`,
})}

'''bash
${script} start
'''
`;
