import { md } from '../../markdown';
import { Section } from '../../section';
import { variableTable } from '../parts';

/** What can be set in production. */
export const variables: Section = (page) => {
  const { production: p, say } = page;
  return p && (p.variables.length > 0 || p.published.length > 0) && md`
### ${say({ 'en': 'Production variables', 'pt-BR': 'Variáveis de produção' })}

${say({
  'en': md`They are read from ${p.envFile.code}; its template is ${p.links.envTemplate}. \
    After a variable was changed, deploy: the services that read it are replaced.`,
  'pt-BR': md`Elas são lidas de ${p.envFile.code}; o modelo é ${p.links.envTemplate}. \
    Depois de mudar uma, faça um deploy: os serviços que a leem são substituídos.`,
})}

${variableTable(p, page)}
`;
};
