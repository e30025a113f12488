import { md } from '../../markdown';
import { Section } from '../../section';

/** Where the logs of production are, and for how long. */
export const logs: Section = ({ production: p, say }) => p && md`
### ${say({ 'en': 'Logs in production', 'pt-BR': 'Logs em produção' })}

'''bash
# ${say({ 'en': 'Of all services, following them; Ctrl+C ends it', 'pt-BR': 'De todos os serviços, acompanhando; Ctrl+C encerra' })}
${p.script} logs

# ${say({ 'en': 'Of one, of the last ten minutes', 'pt-BR': 'De um só, dos últimos dez minutos' })}
${p.script} logs --since 10m --no-follow ${p.application}
'''

${say({
  'en': md`The logs of a container go with it, and a deploy replaces containers: \
    whoever needs them for longer sends them somewhere else. \
    Of a deploy that failed, what its containers said is kept: ''${p.script} logs --release <id>''.`,
  'pt-BR': md`Os logs de um container vão embora com ele, e um deploy troca os containers: \
    quem precisa deles por mais tempo os envia a outro lugar. \
    De um deploy que falhou, fica guardado o que os containers disseram: ''${p.script} logs --release <id>''.`,
})}
`;
