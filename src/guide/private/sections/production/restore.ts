import { md } from '../../markdown';
import { Section } from '../../section';

/** How saved data comes back. */
export const restore: Section = ({ production: p, say }) => p && p.saved.length > 0 && md`
### ${say({ 'en': 'Restore', 'pt-BR': 'Restaurar' })}

'''bash
# ${say({ 'en': 'Replaces all data of the service; asks first', 'pt-BR': 'Substitui todos os dados do serviço; pergunta antes' })}
${p.script} restore <${say({ 'en': 'file', 'pt-BR': 'arquivo' })}>
'''

${say({
  'en': md`The name of the file says which service it belongs to: keep it. ''--yes'' does not ask.`,
  'pt-BR': md`O nome do arquivo diz a que serviço ele pertence: mantenha-o. ''--yes'' não pergunta.`,
})}
${say({
  'en': md`The file is checked and tried in a separate container first; only then does the service stop for a moment and get the data. \
    The previous data is kept until the next restore, and the script says how to return to it. Do it when nobody uses the application, \
    and with a release that understands data of that time.`,
  'pt-BR': md`O arquivo é verificado e testado antes em um container ao lado; só então o serviço para por um momento e recebe os dados. \
    O que ele tinha antes fica guardado até o próximo restore, e o script diz como voltar. Faça-o quando ninguém usa a aplicação, \
    e com um release que entende dados daquela época.`,
})}

${say({
  'en': md`A backup that was never restored is only a hope. Once a month, restore the latest one on another machine: \
    clone the repository there, deploy, restore,`,
  'pt-BR': md`Um backup que nunca foi restaurado é só uma esperança. Uma vez por mês, restaure o último em outra máquina: \
    clone o repositório nela, faça o deploy, restaure,`,
})}
${say({ 'en': 'and see whether the application shows what it should.', 'pt-BR': 'e veja se a aplicação mostra o que deveria.' })}
`;
