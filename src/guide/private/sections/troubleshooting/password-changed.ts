import { md } from '../../markdown';
import { Section } from '../../section';
import { DELETES_DATA } from '../parts';

/** A volume still has the old password; where a service stores one. */
export const passwordChanged: Section = ({ facts: f, say, and, or }) => {
  const storing = f.services.filter(({ storedSecrets }) => storedSecrets.length > 0);
  const services = and(storing.map(({ id }) => id));
  const secrets = or(storing.flatMap(({ storedSecrets }) => storedSecrets));
  return storing.length > 0 && md`
### ${say({ 'en': 'Password changed after the first start', 'pt-BR': 'Senha mudada depois do primeiro início' })}

${say({
  'en': md`Symptom: ''Authentication failed'', after ${secrets} was changed.`,
  'pt-BR': md`Sintoma: ''Authentication failed'', depois de mudar ${secrets}.`,
})}
${say({
  'en': md`${services} ${storing.length === 1 ? 'stores' : 'store'} passwords in the volume only while that is empty: \
    by now it still has the old ones.`,
  'pt-BR': md`${services} ${storing.length === 1 ? 'grava' : 'gravam'} as senhas no volume só enquanto ele está vazio: \
    agora ele ainda tem as antigas.`,
})}

${say({
  'en': `Go back to the old password in ${f.envFile.code}. Or, if you do not need the data, begin with empty volumes:`,
  'pt-BR': `Volte à senha antiga em ${f.envFile.code}. Ou, se os dados não fazem falta, comece com volumes vazios:`,
})}

'''bash
# ${say(DELETES_DATA)}
${f.compose} down --volumes
${f.script} start
'''
`;
};
