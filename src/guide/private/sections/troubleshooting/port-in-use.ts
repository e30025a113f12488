import { each, md } from '../../markdown';
import { Section } from '../../section';

/** Another program has a port of the stack; where one is published. */
export const portInUse: Section = ({ facts: f, say }) => f.movedPort && md`
### ${say({ 'en': 'Port in use', 'pt-BR': 'Porta em uso' })}

${say({
  'en': md`Symptom: ''Port ${f.movedPort.from} is in use'' or ''address already in use''.`,
  'pt-BR': md`Sintoma: ''A porta ${f.movedPort.from} está em uso'' ou ''address already in use''.`,
})}

'''bash
# ${say({ 'en': 'Find out what uses the port', 'pt-BR': 'Verificar o que está usando a porta' })}
${each(f.published, ({ hostPort }) => `lsof -i :${hostPort}`)}

# ${say({ 'en': 'End the process', 'pt-BR': 'Encerrar o processo' })}
kill <PID>
'''

${say({
  'en': `Or move the port in ${f.envFile.code} and start again:`,
  'pt-BR': `Ou mude a porta em ${f.envFile.code} e inicie de novo:`,
})}

'''ini
${f.movedPort.setting}
'''
`;
