import { ProductionFacts, SecuredFacts } from '../../facts/production-facts';
import { PortFacts } from '../../facts/service-facts';
import { code, each, md } from '../../markdown';
import { Section, Voice } from '../../section';

/** Who speaks HTTPS, and where certificates come from; where users come in over the network. */
export const https: Section = (page) => {
  const { production: p, say } = page;
  return p && (p.secured.length > 0 || p.entrances.length > 0 && !p.onThisMachineOnly) && md`
## ${say({ 'en': 'HTTPS and certificates', 'pt-BR': 'HTTPS e certificados' })}

${p.secured.length === 0 ? unsecured(p, page)
  : each(p.secured, (service) => service.files.length > 0 ? withFiles(p, service, page) : automatic(p, service, page))}`;
};

function unsecured({ entrances, projenrc }: ProductionFacts, { say, and }: Voice): string {
  const services = and([...new Set(entrances.map(({ service }) => service))]);
  const ports = hostPorts(entrances, say({ 'en': 'and', 'pt-BR': 'e' }));
  return md`
${say({
  'en': md`Users come in at ${services}, on ${ports}, and this stack does not serve HTTPS: \
    what passes there can be read on its way.`,
  'pt-BR': md`Os usuários entram por ${services}, em ${ports}, e este stack não serve HTTPS: \
    o que passa ali pode ser lido no caminho.`,
})}
${say({
  'en': md`Put something in front that does (a load balancer, a proxy), or give the service at the entrance a domain or certificates, \
    in ${projenrc}.`,
  'pt-BR': md`Ponha na frente quem o faça (um balanceador de carga, um proxy), ou dê um domínio ou certificados ao serviço de entrada, \
    em ${projenrc}.`,
})}
`;
}

/** With certificates that people put on the server. */
function withFiles({ compose }: ProductionFacts, { id, https: ports, files, user }: SecuredFacts, { say }: Voice): string {
  return md`
${say({
  'en': md`''${id}'' serves HTTPS on ${movable(ports)}, with the certificate and the key that you put on the server: ${files.join(', ')}.`,
  'pt-BR': md`''${id}'' serve HTTPS em ${movable(ports)}, com o certificado e a chave que você põe no servidor: ${files.join(', ')}.`,
})}
${user === undefined ? '' : say({
  'en': md`The container's user ''${user}'' must be able to read them. `,
  'pt-BR': md`O usuário ''${user}'' do container precisa poder lê-los. `,
})}${say({
  'en': 'They are mounted: they are part of no image, and do not belong in git.',
  'pt-BR': 'Eles são montados: não fazem parte de nenhuma imagem nem do git.',
})}

${say({
  'en': md`When the certificate is renewed, ''${id}'' has to restart to read it, with a moment of downtime:`,
  'pt-BR': md`Quando o certificado é renovado, ''${id}'' precisa reiniciar para lê-lo, o que custa um momento sem resposta:`,
})}

'''bash
${compose} restart ${id}
'''
`;
}

/** With certificates that the service itself gets. */
function automatic({ script }: ProductionFacts, service: SecuredFacts, { say, and }: Voice): string {
  const { id, volumes, domains } = service;
  const open = [...service.http, ...service.https];
  const ports = hostPorts(open, say({ 'en': 'and', 'pt-BR': 'e' }));
  return md`
${say({
  'en': md`''${id}'' serves HTTPS on ${movable(service.https)}, and the repository gives it no certificate: \
    it gets and renews one by itself. For that,`,
  'pt-BR': md`''${id}'' serve HTTPS em ${movable(service.https)}, e o repositório não lhe dá nenhum certificado: \
    ele mesmo o obtém e renova. Para isso,`,
})}

- ${domains.length > 1 ? say({
  'en': `the DNS entries of ${and(domains)} point to the server;`,
  'pt-BR': `o DNS de ${and(domains)} aponta para o servidor;`,
}) : say({ 'en': 'the DNS entry of the domain points to the server;', 'pt-BR': 'o DNS do domínio aponta para o servidor;' })}
- ${open.length > 1 ? say({
  'en': `the ports ${ports} are open to the internet: the certificate authority validates the domain there;`,
  'pt-BR': `as portas ${ports} estão abertas para a internet: por elas a autoridade confere de quem é o domínio;`,
}) : say({
  'en': `port ${ports} is open to the internet: the certificate authority validates the domain there;`,
  'pt-BR': `a porta ${ports} está aberta para a internet: por ela a autoridade confere de quem é o domínio;`,
})}
- ${say({ 'en': 'the server can reach the internet.', 'pt-BR': 'o servidor alcança a internet.' })}

${volumes.length === 0 ? '' : say({
  'en': md`The certificate is kept in ${and(volumes)}, which no deploy and no rollback touches. \
    Do not delete it: authorities limit how many certificates they give in a week.`,
  'pt-BR': md`O certificado fica em ${and(volumes)}, que nenhum deploy nem rollback toca. \
    Não o apague: as autoridades limitam quantos certificados dão por semana.`,
})}
${say({
  'en': 'If the browser refuses the certificate, the logs say why:',
  'pt-BR': 'Se o navegador recusa o certificado, os logs dizem por quê:',
})}

'''bash
${script} logs ${id}
'''
`;
}

/** Ports with the variables that move them. */
function movable(ports: PortFacts[]): string {
  return ports.map(({ hostPort, variable }) => `${hostPort} (${code(variable)})`).join(', ');
}

function hostPorts(ports: PortFacts[], and: string): string {
  return ports.map(({ hostPort }) => hostPort).join(` ${and} `);
}
