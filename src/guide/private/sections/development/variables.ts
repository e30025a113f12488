import { md, when } from '../../markdown';
import { Section } from '../../section';
import { variableTable } from '../parts';

/** What can be set. */
export const variables: Section = (page) => {
  const { facts: f, say } = page;
  return md`
## ${say({ 'en': 'Environment variables', 'pt-BR': 'Variáveis de ambiente' })}

${say({
  'en': md`They are read from ${f.envFile.code}; its template is ${f.links.envTemplate}. \
    A variable that is set in the terminal takes precedence.`,
  'pt-BR': md`Elas são lidas de ${f.envFile.code}; o modelo é ${f.links.envTemplate}. \
    Uma variável definida no terminal tem preferência.`,
})}

${variableTable(f, page)}

${when(f.developmentSecrets, say({
  'en': md`Default passwords and keys are for development only: they are in the repository, so they are no secrets, \
    and production does not use them.`,
  'pt-BR': md`Senhas e chaves padrão servem só para desenvolvimento: estão no repositório, então não são segredo, \
    e a produção não as usa.`,
}))}

${say({
  'en': md`After changing a variable, start again; ''restart'' is not enough, because only a new container reads it:`,
  'pt-BR': md`Depois de mudar uma variável, inicie de novo; ''restart'' não basta, porque só um container novo a lê:`,
})}

'''bash
${f.script} start
'''
`;
};
