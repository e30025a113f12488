import { each, md } from '../markdown';
import { Section } from '../section';

/** What must not be edited, and what is edited instead. */
export const generatedFiles: Section = ({ facts: f, say }) => md`
## ${say({ 'en': 'Generated files', 'pt-BR': 'Arquivos gerados' })}

${say({
  'en': md`This guide and the files below are generated from ${f.projenrc}. Do not edit them: the next synthesis would undo the change.`,
  'pt-BR': md`Este guia e os arquivos abaixo são gerados a partir de ${f.projenrc}. Não os edite: a próxima geração desfaria a mudança.`,
})}
${say({
  'en': md`Edit ${f.projenrc}, generate the files and commit them:`,
  'pt-BR': md`Edite ${f.projenrc}, gere os arquivos e faça o commit deles:`,
})}

'''bash
${f.projenCommand}
'''

${each(f.generated, (file) => `- ${file}`)}
`;
