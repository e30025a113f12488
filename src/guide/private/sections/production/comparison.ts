import { GuideFacts } from '../../facts/guide-facts';
import { ProductionFacts } from '../../facts/production-facts';
import { code, table, when } from '../../markdown';
import { Voice } from '../../section';

/** Development and production, side by side; what is the same in both, or does not apply, has no row. */
export function comparisonTable(f: GuideFacts, p: ProductionFacts, voice: Voice): string {
  const { say, and } = voice;
  return table(['', say({ 'en': 'Development', 'pt-BR': 'Desenvolvimento' }), say({ 'en': 'Production', 'pt-BR': 'Produção' })], [
    ...p.images.length === 0 ? [] : [[
      say({ 'en': 'Code', 'pt-BR': 'Código' }),
      f.reloading.all.length > 0 ? say({
        'en': 'mounted from the repository: a change is there at once',
        'pt-BR': 'montado do repositório: uma mudança vale na hora',
      }) : say({ 'en': 'inside the images', 'pt-BR': 'dentro das imagens' }),
      say({ 'en': 'inside the images: only a release changes it', 'pt-BR': 'dentro das imagens: só um release o muda' }),
    ], [
      say({ 'en': 'Images', 'pt-BR': 'Imagens' }),
      say({ 'en': 'those of the latest build', 'pt-BR': 'as do último build' }),
      `${and(p.images)}: ${say({ 'en': 'one for each release', 'pt-BR': 'uma por release' })}`,
    ]],
    [
      say({ 'en': 'Variables', 'pt-BR': 'Variáveis' }),
      `${f.envFile.code}${when(f.developmentSecrets, say({ 'en': ', with default passwords', 'pt-BR': ', com senhas padrão' }))}`,
      `${p.envFile.code}${when(p.required.length > 0, say({
        'en': `: ${p.required.length} required, without a default`,
        'pt-BR': `: ${p.required.length} ${p.required.length === 1 ? 'obrigatória' : 'obrigatórias'}, sem valor padrão`,
      }))}`,
    ],
    ...p.secretFiles.length === 0 ? [] : [[
      say({ 'en': 'Secrets', 'pt-BR': 'Segredos' }),
      `${say({ 'en': 'in', 'pt-BR': 'em' })} ${f.envFile.code}`,
      `${p.secretFiles.length} ${say({ 'en': 'in files', 'pt-BR': 'em arquivos' })}: ${p.secretFiles.map(({ file }) => file).join(', ')}`,
    ]],
    [say({ 'en': 'Ports', 'pt-BR': 'Portas' }), portsOfDevelopment(f, voice), portsOfProduction(p, voice)],
    ...p.external.map(({ id, title, variables }) => [
      title,
      `${say({ 'en': 'in the stack', 'pt-BR': 'no stack' })}: ${code(id)}`,
      say({ 'en': 'outside of the stack', 'pt-BR': 'fora do stack' }) + when(variables.length > 0, say({
        'en': `: ${and(variables)} ${variables.length === 1 ? 'says' : 'say'} where`,
        'pt-BR': `: o endereço vem de ${and(variables)}`,
      })),
    ]),
    ...p.dataNetwork === undefined ? [] : [[
      say({ 'en': 'Databases', 'pt-BR': 'Bancos' }),
      say({ 'en': `in the stack, on the network ${code(f.network)}`, 'pt-BR': `no stack, na rede ${code(f.network)}` }),
      say({
        'en': `in the stack, on the network ${code(p.dataNetwork.name)}, without a port on the server`,
        'pt-BR': `no stack, na rede ${code(p.dataNetwork.name)}, sem porta no servidor`,
      }),
    ]],
    ...!p.limited || f.limited ? [] : [[
      say({ 'en': 'CPU and memory', 'pt-BR': 'CPU e memória' }),
      say({ 'en': 'not limited', 'pt-BR': 'sem limite' }),
      say({ 'en': 'limited', 'pt-BR': 'limitadas' }),
    ]],
  ]);
}

const NO_PORTS = { 'en': 'none', 'pt-BR': 'nenhuma' };

function portsOfDevelopment({ published, onThisMachineOnly }: GuideFacts, { say }: Voice): string {
  return published.length === 0 ? say(NO_PORTS) : published.map(({ hostPort }) => hostPort).join(', ')
    + when(onThisMachineOnly, say({ 'en': ': on this machine only', 'pt-BR': ': só nesta máquina' }));
}

function portsOfProduction({ published, onThisMachineOnly }: GuideFacts, { say }: Voice): string {
  const ports = published.map(({ service, hostPort }) => `${hostPort} ${say({ 'en': 'of', 'pt-BR': 'de' })} ${code(service)}`).join(', ');
  return published.length === 0 ? say(NO_PORTS) : `${ports}: ${onThisMachineOnly
    ? say({ 'en': 'on the server itself only', 'pt-BR': 'só no próprio servidor' })
    : say({ 'en': 'open to the network', 'pt-BR': 'abertas na rede' })}`;
}
