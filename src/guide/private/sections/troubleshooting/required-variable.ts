import { md } from '../../markdown';
import { Section } from '../../section';

/** A variable without which nothing starts is not set; where there is one. */
export const requiredVariable: Section = ({ facts: { required, envFile, compose }, say, and }) => required.length > 0 && md`
### ${say({ 'en': 'Required variable has no value', 'pt-BR': 'Variável obrigatória sem valor' })}

${say({
  'en': md`Symptom: ''required variable ... is missing a value''. \
    ${and(required)} ${required.length === 1 ? 'needs' : 'need'} a value in ${envFile.code}.`,
  'pt-BR': md`Sintoma: ''required variable ... is missing a value''. \
    ${and(required)} ${required.length === 1 ? 'precisa' : 'precisam'} de um valor em ${envFile.code}.`,
})}

'''bash
# ${say({ 'en': 'Says nothing when everything is set', 'pt-BR': 'Não mostra nada quando está tudo definido' })}
${compose} config --quiet
'''
`;
