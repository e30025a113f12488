import { each, md } from '../../markdown';
import { Section } from '../../section';
import { DELETES_DATA } from '../parts';

/** A database that exists is not prepared again; where files prepare one. */
export const initIgnored: Section = ({ facts: f, say }) => {
  const prepared = f.services.filter(({ initFiles }) => initFiles.length > 0);
  return prepared.length > 0 && md`
### ${say({ 'en': 'A new collection, table or index is missing', 'pt-BR': 'Coleção, tabela ou índice novo não aparece' })}

${each(prepared, ({ id, initFiles }) => say({
  'en': md`''${id}'' runs ${initFiles.join(', ')} only when its volume is empty: \
    what was added later does not reach a database that exists.`,
  'pt-BR': md`''${id}'' executa ${initFiles.join(', ')} só quando o volume está vazio: \
    o que foi acrescentado depois não chega a um banco que já existe.`,
}))}

${say({
  'en': md`Create what is missing by hand, or with a migration of the application. \
    Or, if you do not need the data, begin with empty volumes;`,
  'pt-BR': md`Crie o que falta à mão, ou com uma migração da aplicação. \
    Ou, se os dados não fazem falta, comece com volumes vazios;`,
})}
${say({
  'en': md`''${f.script} clean'' and then ''${f.script} start'' does the same and rebuilds the images, too.`,
  'pt-BR': md`''${f.script} clean'' seguido de ''${f.script} start'' faz o mesmo e reconstrói também as imagens.`,
})}

'''bash
# ${say(DELETES_DATA)}
${f.compose} down --volumes
${f.script} start
'''
`;
};
