import { code, codes, md, plain, table } from '../markdown';
import { Section } from '../section';

/** What makes services less safe than by default: what those who review a change look at first. */
export const weaknesses: Section = ({ weaknesses: found, say }) => found.length > 0 && md`
## ${say({ 'en': 'Less safe than by default', 'pt-BR': 'Menos seguro do que o padrão' })}

${say({
  'en': md`Everything else runs without root, without added capabilities, on a read-only root file system, checked, limited, \
    and closed to the network.`,
  'pt-BR': md`Todo o resto roda sem root, sem capabilities a mais, com o sistema de arquivos raiz só para leitura, verificado, \
    limitado e fechado para a rede.`,
})}

${table([
  say({ 'en': 'Service', 'pt-BR': 'Serviço' }),
  say({ 'en': 'Environment', 'pt-BR': 'Ambiente' }),
  say({ 'en': 'What', 'pt-BR': 'O quê' }),
  say({ 'en': 'Why', 'pt-BR': 'Por quê' }),
], found.map(({ service, environments, what, reason }) => [
  code(service),
  codes(environments),
  plain(what),
  reason === undefined ? say({ 'en': '**not acknowledged**', 'pt-BR': '**não reconhecido**' }) : plain(reason),
]))}
`;
