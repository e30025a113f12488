# shellcheck shell=bash
# shellcheck disable=SC2154 # a message is said where its variables have values
#
# What the scripts say, in Brazilian Portuguese. A message that has two lines is a problem: what is wrong, and what to do about it.

# --- for all scripts ---------------------------------------------------------

# Whether an answer to a question is a yes.
agrees() {
  case $1 in
    [sS] | [sS][iI][mM]) ;;
    *) return 1 ;;
  esac
}

message_unknown_command() { echo "Comando desconhecido: $command"; }
message_too_many_arguments() { echo "Argumentos inesperados: $arguments"; }
message_option_value_missing() { echo "$option precisa de um valor."; }
message_service_unknown() {
  problem "O serviço \"$service\" não existe." \
    "Os serviços são: ${services// /, }"
}
message_docker_missing() {
  problem 'O comando "docker" não foi encontrado.' \
    "Instale o Docker $min_docker ou mais novo, com o Compose: https://docs.docker.com/get-docker/"
}
message_engine_permission() {
  problem 'Você não tem permissão para usar o Docker: acesso negado ao socket.' \
    "Entre no grupo \"docker\", depois saia da sessão e entre de novo: sudo usermod -aG docker $user"
}
message_engine_unreachable() {
  problem 'O Docker não está respondendo.' \
    'Inicie o Docker Desktop; no Linux: sudo systemctl start docker'
}
message_engine_old() {
  problem "A versão do Docker é $version, mas é necessária a $least ou mais nova." \
    'Atualize o Docker: https://docs.docker.com/engine/install/'
}
message_compose_missing() {
  problem 'O Docker está sem o plugin Compose: "docker compose" não funciona.' \
    'Instale o pacote docker-compose-plugin ou atualize o Docker Desktop: https://docs.docker.com/compose/install/'
}
message_compose_old() {
  problem "A versão do Docker Compose é $version, mas é necessária a $least ou mais nova." \
    'Atualize o pacote docker-compose-plugin ou o Docker Desktop: https://docs.docker.com/compose/install/'
}
message_env_file_missing() {
  problem "O arquivo $env_file não existe." \
    "Crie-o a partir do modelo e preencha-o: $copy"
}
message_variable_missing() {
  problem "A variável $name está sem valor$about." \
    "Defina-a em $env_file: $name=..."
}
message_variable_placeholder() {
  problem "O valor de $name é só um exemplo, ou é público$about." \
    "Defina um valor seu em $env_file; para um segredo: openssl rand -hex 32. Se for de propósito: KEEP_VALUES=$name"
}
message_variable_dollar() {
  problem "O valor de $name contém \"\$$lost\", que o Compose troca por nada$about." \
    "Ponha o valor inteiro entre aspas simples em $env_file: $name='...'"
}
message_variable_in_url() {
  problem "O valor de $name contém \"$character\", que tem outro significado na URL de que faz parte$about." \
    "Defina-a em $env_file com letras e dígitos, ou escreva o caractere como % e dois dígitos hexadecimais."
}
message_other_checkout() {
  problem "Há containers de \"$project\" iniciados de outra pasta: $other." \
    "Pare-os lá, ou dê a esta pasta um projeto próprio: COMPOSE_PROJECT_NAME=<nome> em $env_file, e outras portas."
}
message_file_missing() {
  problem "O arquivo $file não existe ou está vazio." \
    'Crie-o: o guia diz o que vai nele.'
}
message_network_missing() {
  problem "A rede externa $network não existe." \
    "Inicie o projeto a que ela pertence, ou crie-a: docker network create $network"
}
message_port_invalid() {
  problem "$variable é \"$port\", que não é uma porta." \
    "Defina-a em $env_file com um número de 1 a 65535."
}
message_port_twice() {
  problem "A porta $port é usada duas vezes: por $variable e por outro serviço deste projeto." \
    "Defina outra porta para $variable em $env_file: $variable=<porta>"
}
message_port_taken() {
  problem "A porta $port está em uso: $owner." \
    "Encerre quem a usa ou defina uma porta livre em $env_file: $variable=<porta>"
}
message_by_container() { echo "container $names"; }
message_by_process() { echo "programa $names"; }
message_by_another() { echo 'outro programa'; }

# --- development -------------------------------------------------------------

message_development_usage() {
  cat << USAGE
Uso: $script <comando>

Gerencia o ambiente de desenvolvimento de $title.

  start              constrói o que mudou, inicia tudo e espera até que esteja saudável
  stop               para tudo; os dados são mantidos
  restart [serviço]  reinicia e espera até que esteja saudável de novo
  logs [serviço]     mostra os logs e os acompanha; Ctrl+C encerra
  status             mostra os containers e a saúde deles
  shell [serviço]    abre um shell em um container ($shell_service, se outro não for informado)
USAGE
  [ -z "${watched-}" ] || cat << USAGE
  watch              inicia tudo e envia aos containers as mudanças do código; Ctrl+C encerra só o envio
USAGE
  [ -z "$tested" ] || cat << USAGE
  test [serviço] [argumento ...]
                     executa os testes de um serviço no container dele ($shell_service, se outro não for informado)
USAGE
  cat << USAGE
  rebuild [serviço]  reconstrói as imagens do zero e inicia tudo
  clean [--yes]      remove containers, redes, volumes e imagens deste projeto, após confirmação
  help               mostra esta ajuda

Serviços: ${services// /, }
USAGE
}

message_env_file_made() { echo "📄 O arquivo $env_file não existia: agora é uma cópia de $env_template, com valores de desenvolvimento."; }
message_folder_foreign() {
  problem "A pasta $folder não pertence a você ou não permite escrita: containers que rodam com o seu usuário podem falhar." \
    "Torne-se dono dela: sudo chown -R $owner \"$folder\""
}
message_service_not_built() {
  problem "A imagem de $service não é construída aqui, então não há o que reconstruir." \
    "Para reiniciar o serviço: $script restart $service"
}
message_service_not_running() {
  problem "$service não está rodando." \
    "Inicie o ambiente com $script start ou veja o motivo com $script logs $service"
}
message_tests_missing() {
  problem "$service não tem testes que este script conheça." \
    "Os que têm: ${tested// /, }"
}
message_test_tool_missing() {
  problem "$tool não está no container de $service, então os testes dele não podem ser executados." \
    "Adicione $tool aos pacotes de $service e rode $script start. Outro comando para os testes: testCommand no .projenrc."
}
message_nothing_runs() {
  problem 'Não há containers: o ambiente ainda não foi iniciado.' \
    "Inicie-o: $script start"
}
message_nothing_runs_of() {
  problem "Não há container de $service: ele ainda não foi iniciado." \
    "Inicie o ambiente: $script start"
}
message_starting() { echo '🚀 Iniciando ambiente de desenvolvimento...'; }
message_watch_hint() { echo "   As mudanças do código chegam aos containers enquanto isto roda: $script watch"; }
message_watching_sources() {
  echo '👀 As mudanças do código são enviadas aos containers. Ctrl+C encerra o envio; os containers continuam.'
}
message_started() { echo '✅ Ambiente iniciado!'; }
message_start_failed() {
  problem 'O ambiente não iniciou: nem todos os serviços ficaram saudáveis.' \
    "Corrija o que aparece acima e rode $script start de novo; logs completos: $script logs <serviço>"
}
message_build_failed() {
  problem 'Não foi possível construir uma imagem. O que estava rodando continua rodando.' \
    'Corrija o que aparece acima e tente de novo.'
}
message_last_lines() { echo "Últimas linhas de $service ($status):"; }
message_health_check_said() { echo 'O health check respondeu:'; }
message_stopping() { echo '🛑 Parando ambiente...'; }
message_stopped() { echo '✅ Ambiente parado! Os dados foram mantidos.'; }
message_restarting() { echo '🔄 Reiniciando...'; }
message_restarted() { echo '✅ Reiniciado!'; }
message_restart_failed() {
  problem 'Nem todos os serviços ficaram saudáveis depois de reiniciar.' \
    "Corrija o que aparece acima; logs completos: $script logs <serviço>"
}
message_run_again_failed() {
  problem "$service terminou com erro ($code): a saída está acima." \
    "Corrija e execute de novo: $script restart $service"
}
message_rebuilding() { echo '🔨 Reconstruindo imagens do zero...'; }
message_clean_nothing() { echo 'Não há nada para remover.'; }
message_clean_list() { echo 'Isto será removido, com todos os dados:'; }
message_clean_container() { echo 'container'; }
message_clean_network() { echo 'rede'; }
message_clean_volume() { echo 'volume'; }
message_clean_image() { echo 'imagem'; }
message_clean_question() { echo 'Remover tudo isso? [s/N] '; }
message_clean_refused() { echo 'Nada foi removido.'; }
message_clean_no_terminal() {
  problem 'Não há um terminal para pedir confirmação, então nada foi removido.' \
    "Para remover sem confirmação: $script clean --yes"
}
message_cleaning() { echo '🧹 Removendo containers, redes, volumes e imagens...'; }
message_cleaned() { echo '✅ Limpeza completa!'; }
message_clean_image_kept() { echo "A imagem $image foi mantida, porque ainda está em uso."; }

# --- releases ----------------------------------------------------------------

message_production_usage() {
  local verb=constrói
  [ -z "$registry" ] || verb=baixa
  cat << USAGE
Uso: $script <comando>

Publica releases de $title e opera o que está rodando.

  deploy [--release id] [--dry-run]
                     $verb um release e o coloca em serviço; se algo falhar, o anterior continua servindo.
                     O id é a revisão do git, se outro não for informado. Com --dry-run, só verifica
USAGE
  [ -z "$registry" ] || cat << USAGE
  build [--push] [--release id]
                     constrói as imagens de um release, envia-as para $registry e mostra seus digests: para CI
USAGE
  cat << USAGE
  rollback [release] traz de volta um release anterior; sem o id, o último que esteve em serviço antes deste
  status             mostra o release em serviço, o que roda e desde quando, o que está pendente e o que não é dele
  history            lista os releases: quando, quem, o que mudou, por que falhou; * marca o que está em serviço
  logs [serviço ...] [--since 10m] [--tail linhas] [--grep padrão] [--no-follow] [--release id]
                     mostra os logs e os acompanha; Ctrl+C encerra. Com --release, os guardados de um release que falhou
  exec <serviço> [--] <programa ...>
                     executa um programa em um container do serviço que está em serviço
  run <serviço> [--] <programa ...>
                     executa um programa em um container próprio, com a imagem e as variáveis do release em serviço
  shell <serviço>    abre um shell em um container do serviço
  stop [serviço ...] para serviços, primeiro os que precisam de outros; sem nomes, todos
  start [serviço ...]
                     inicia serviços que foram parados e espera até que estejam saudáveis
  restart [serviço ...]
                     reinicia serviços: containers novos ao lado dos antigos, se for possível, e nenhuma requisição falha.
                     Serviços de dados só são reiniciados se forem informados
  remove [--volumes] [--yes]
                     remove containers e redes, após confirmação; com --volumes, também todos os dados e todos os releases
  prune [--dry-run]  remove imagens de releases para os quais não se pode mais voltar, e diz quanto espaço libera
  maintenance [on [--allow endereço] ...|off]
                     responde aos usuários com uma página e 503, menos a esses endereços, ou encerra isso; diz o que vale
  doctor             verifica Docker, disco, memória, relógio, portas, variáveis, o que roda e o que difere do repositório
  lock [status|acquire|release]
                     mostra com quem está a trava, obtém a trava para que ninguém faça deploy, ou a libera
USAGE
  cat << USAGE
  rotate <variável ou serviço de dados> [--generate]
                     dá um novo valor a um segredo: digitado, lido da entrada padrão, ou gerado
USAGE
  [ -z "$saved" ] || cat << USAGE
  backup [serviço]   faz backup dos dados (${saved// /, }) e o verifica
  restore <arquivo> [--yes]
                     substitui os dados pelos de um backup, após teste à parte e confirmação; os anteriores ficam guardados
USAGE
  [ -z "$data" ] || cat << USAGE
  upgrade <serviço> [--yes]
                     substitui um serviço de dados (${data// /, }) que difere do release; se falhar, o antigo volta
USAGE
  cat << USAGE
  help               mostra esta ajuda

SETTLE_SECONDS e WATCH_SECONDS dizem por quanto tempo containers novos precisam continuar saudáveis antes de receber tráfego,
e por quanto tempo são observados depois; PATIENCE_SECONDS, quanto podem demorar até ficarem saudáveis.
RELEASED_BY diz quem faz o release, quando não é o usuário desta máquina, como em um job de CI.

Serviços: ${services// /, }
USAGE
}

message_disk_full() {
  problem "Há só $free MiB livres em $root, e um release precisa de pelo menos $need." \
    'Libere espaço, por exemplo com "docker builder prune" e "docker image prune". Nada foi alterado.'
}
message_state_unwritable() {
  problem "A pasta $state, em que este script trabalha, não permite escrita." \
    'Torne-a sua, ou execute isto com o usuário que fez os releases anteriores. Nada foi alterado.'
}
message_hook_unknown() {
  problem "O arquivo $file não é um hook: nada é executado em um ponto \"$name\"." \
    "Os hooks são: ${known_hooks// /, }. O que eles compartilham fica em uma subpasta. Nada foi alterado."
}
message_hook_not_executable() {
  problem "O hook $file não pode ser executado." \
    "Torne-o executável: chmod +x $file. Nada foi alterado."
}
message_smoke_program_missing() {
  problem "O programa do smoke test, $file, não existe ou não pode ser executado." \
    "Crie-o e torne-o executável: chmod +x $file. Nada foi alterado."
}
message_locked() {
  problem "A trava está desde $lock_since com $lock_by ($lock_what)." \
    "Espere que termine. Se você tem certeza de que nada está em andamento: $script lock release"
}
message_lock_taken_over() { echo "🔓 $lock_by, que tinha a trava, não existe mais: assumindo a trava."; }
message_number_invalid() {
  problem "$variable é \"$value\", que não é um número inteiro." \
    "Use só dígitos, sem unidade: $variable=10. Nada foi alterado."
}
message_ledger_unreadable() {
  problem "Não foi possível ler o registro de releases no volume $project.releases do engine." \
    'Veja o que aparece acima. Nada foi alterado.'
}
message_ledger_unwritable() { echo "não foi possível escrever o registro no volume $project.releases do engine"; }
message_former_lock() {
  problem "Um release da versão anterior deste script está em andamento, ou foi interrompido à força: existe $state/lock." \
    "Espere que termine. Se você tem certeza de que não há nenhum: rm -r $state/lock"
}
message_former_taken_over() {
  echo "📒 Os releases em $state agora ficam no engine, no volume $project.releases." \
    "Os arquivos foram para $state/taken-over."
}
message_lock_impossible() {
  problem "Não foi possível obter a trava $project.lock no engine." \
    'Veja o que aparece acima. Nada foi alterado.'
}
message_lock_waiting() {
  echo "⏳ A trava está com $lock_by desde $lock_since. Esperando um sinal de vida, no máximo $silence_seconds s..."
}
message_lock_lost() {
  problem 'Outra pessoa obteve a trava, e este script não mexe em mais nada.' \
    "Veja o que roda: $script status"
}
message_lock_held() { echo "Trava: desde $lock_since com $lock_by ($lock_what)"; }
message_lock_free() { echo 'Trava: livre'; }
message_lock_acquired() { echo "🔒 A trava é sua: ninguém faz deploy até $script lock release"; }
message_lock_released() { echo "🔓 A trava de $lock_by ($lock_what) foi liberada."; }
message_release_taken() {
  problem "Já há um release \"$release\" com imagens, configuração ou variáveis diferentes." \
    'Dê a este um id próprio: --release <id>. Nada foi alterado.'
}
message_release_renamed() {
  echo "🏷️  Há um release $known com outras imagens, outra configuração ou outras variáveis, e por isso este é $release."
}
message_still_deployed() { echo "✅ O release $release continua em serviço: nada mudou, e não há o que publicar."; }
message_release_of_former() { echo "O release $release foi feito pela versão anterior: ele volta com as variáveis deste repositório."; }
message_settings_differ() { echo "🔎 O release $release traz de volta as suas variáveis. São diferentes das de hoje: ${different// /, }"; }
message_ending_gone() { echo "🍂 $service não faz parte deste release: é encerrado."; }
message_ended() { echo 'o script terminou com um erro'; }
message_killed() { echo 'foi interrompido à força'; }
message_release_failed_down() {
  problem "❌ O release $release falhou: $reason. O release $before voltou, mas não funciona: ${down// /, }." \
    "Veja isso agora: $script logs ${down%% *}; $script status mostra o que roda."
}
message_foreign_containers() { echo "Não fazem parte dele, e ficam como estão: ${foreign// /, }"; }
message_release_pending() { echo "Iniciado e não terminado: release $pending"; }
message_leftovers_removed() { echo '🧹 Removido o que um release interrompido havia deixado.'; }
message_release_invalid() {
  problem "\"$release\" não pode ser o id de um release." \
    'São permitidos letras, dígitos e _ . -, sem . ou - no início, até 120.'
}
message_release_id_missing() { echo '--release precisa de um id.'; }
message_dry_run() { echo "✅ Verificado: o release $release poderia ser publicado agora. Nada foi alterado."; }
message_deploying() { echo "🚀 Release $release: construindo imagens..."; }
message_deploying_pulled() { echo "🚀 Release $release: baixando imagens..."; }
message_pulling() { echo "📥 $image..."; }
message_building() { echo "🔨 Construindo as imagens do release $release..."; }
message_built_here() { echo "✅ As imagens do release $release estão neste Docker. Para enviá-las: $script build --push"; }
message_build_failed_here() {
  problem 'Não foi possível construir uma imagem. Nada foi enviado.' \
    'Corrija o que aparece acima e tente de novo.'
}
message_pushed() { echo "✅ As imagens do release $release estão em $registry:"; }
message_pushed_image() { echo "  $registry/$image@$digest"; }
message_push_failed() {
  problem "Não foi possível construir e enviar todas as imagens do release $release para $registry." \
    'Veja o que aparece acima e repita: o que já está lá não é enviado outra vez.'
}
message_push_unauthorized() {
  problem "O registro $registry não aceita imagens suas." \
    "Faça login: docker login ${registry%%/*}"
}
message_push_missing() {
  problem "O registro não tem o repositório $registry/$image." \
    'Crie-o lá primeiro, ou confira o host e o prefixo.'
}
message_push_unreachable() {
  problem "Não foi possível enviar a imagem $image: o registro ${registry%%/*} está inacessível ou falhou." \
    'Veja o que aparece acima e repita: o que já está lá não é enviado outra vez.'
}
message_pull_unauthorized() { echo "o registro ${registry%%/*} nega o acesso a $image: docker login ${registry%%/*}"; }
message_pull_missing() { echo "o registro ${registry%%/*} não tem $image deste release: $script build --push"; }
message_pull_unreachable() { echo "o registro ${registry%%/*} está inacessível ou falhou"; }
message_deployed() { echo "✅ O release $release está em serviço."; }
message_rolling_back() { echo "⏪ Trazendo de volta o release $release..."; }
message_rolled_back() { echo "✅ O release $release está em serviço de novo."; }
message_no_release_before() {
  problem 'Não há um release anterior que tenha estado em serviço.' \
    "Todos os releases: $script history"
}
message_release_unknown() {
  problem "Não há um release \"$release\" que tenha estado em serviço e ainda esteja guardado." \
    "Guardados: $known"
}
message_release_image_gone() {
  problem "A imagem $image:$release não está mais neste Docker." \
    "Faça checkout da revisão e o deploy de novo: $script deploy"
}
message_running_hook() { echo "🪝 Executando o hook $hook..."; }
message_hook_failed() {
  if [ "$hook_code" = late ]; then
    echo "o hook $hook passou de $hook_seconds s"
  else
    echo "o hook $hook terminou com $hook_code"
  fi
}
message_hook_failed_after() {
  problem "O release $release está em serviço, mas $(say hook_failed)." \
    "Veja o que aparece acima e faça à mão o que ele devia ter feito; $script status mostra o que está em execução."
}
message_hook_failed_too() { echo "Depois disso, $(say hook_failed)."; }
message_smoke_before() { echo '🔬 Smoke test dos novos containers, antes de receberem requisições...'; }
message_smoke_after() { echo '🔬 Smoke test do que os usuários acessam...'; }
message_asked() {
  if [ "$how" = ask_serving ] && [ "$through" != - ]; then echo "GET $path por $through"; else echo "GET $path de $service"; fi
}
message_smoke_status() { echo "smoke test: $(say asked) respondeu $status, o esperado era $(say smoke_expected)"; }
message_smoke_expected() {
  if [ "$expected" = 2xx ]; then echo '200 a 299'; else echo "${expected//,/ ou }"; fi
}
message_smoke_no_answer() { echo "smoke test: $(say asked) não teve resposta${said:+ ($said)}"; }
message_smoke_text() { echo "smoke test: $(say asked) respondeu $status sem \"$text\""; }
message_smoke_in_maintenance() { echo "🚧 Manutenção: https://$domain$path não é testado, porque a entrada responde com a página dela."; }
message_smoke_program_failed() {
  if [ "$hook_code" = late ]; then
    echo "smoke test: $smoke_program passou de $hook_seconds s"
  else
    echo "smoke test: $smoke_program terminou com $hook_code"
  fi
}
message_running_job() { echo "📦 Executando a tarefa de $service..."; }
message_nothing_changed() { echo '💤 Nenhum serviço mudou.'; }
message_changed_services() { echo "🔎 Mudaram:$changed"; }
message_starting_beside() { echo "🌱 Iniciando o novo $service..."; }
message_replacing_in_place() { echo "🔁 Substituindo $service..."; }
message_telling_configuration() { echo "🔧 $service recarrega a configuração..."; }
message_switching() { echo "🔀 O tráfego agora vai para o novo $service."; }
message_watching() { echo "👀 Observando por $watch s..."; }
message_waiting_healthy() { echo "⏳ Esperando ficar saudável:$waiting ($passed s, no máximo $limit s)"; }
message_waiting_steady() { echo "⏳ Observando se tudo continua saudável: $passed de $limit s"; }
message_waiting_start() { echo "⏳ Iniciando $service: $passed s"; }
message_waiting_stop() { echo "⏳ Drenando os containers antigos: $passed s${limit:+, no máximo $limit s}"; }
message_waiting_job() { echo "⏳ A tarefa de $service está em execução: $passed s"; }
message_waiting_program() { echo "⏳ $hook está em execução: $passed s, no máximo $limit s"; }
message_waiting_pull() { echo "⏳ Baixando $image: $passed s"; }
message_retiring() { echo '🍂 Drenando os containers antigos...'; }
message_build_failed_release() { echo 'não foi possível construir uma imagem'; }
message_job_failed() { echo "a tarefa de $service falhou"; }
message_job_too_late() { echo "a tarefa de $service passou do limite de $most s (releaseTimeout)"; }
message_start_failed_of() { echo "não foi possível iniciar $service"; }
message_never_healthy() { echo "$service não ficou saudável em $patience s"; }
message_became_unhealthy() { echo "$service não continuou saudável ($condition)"; }
message_switch_failed() { echo "não foi possível mudar o tráfego para o novo $service"; }
message_interrupted() { echo "foi interrompido por $signal"; }
message_last_lines_of() { echo "Últimas linhas do novo $service:"; }
message_undoing() { echo '⏪ Desfazendo o que foi iniciado...'; }
message_release_failed() {
  problem "❌ O release $release falhou: $reason. O release $before continua servindo." \
    "Corrija o que aparece acima e faça o deploy de novo; $script status mostra o que está rodando."
}
message_first_release_failed() {
  problem "❌ O release $release falhou: $reason. Nenhum release está em serviço." \
    'Corrija o que aparece acima e faça o deploy de novo.'
}
message_in_charge() { echo "Release em serviço: $current${since:+ (desde ${since% *}, por ${since#* })}"; }
message_nothing_released() { echo "Nenhum release foi feito ainda: $script deploy"; }
# --- operação ----------------------------------------------------------------

message_service_missing() { echo "$command precisa de um serviço: ${services// /, }"; }
message_words_missing() { echo "$command precisa de um programa para executar em $service."; }
message_not_running() {
  problem "Nenhum container de $service está rodando." \
    "Veja o que roda com $script status, ou execute algo em um container próprio: $script run $service <programa>"
}
message_run_of_data() {
  problem "$service guarda dados: um segundo container trabalharia nos mesmos arquivos." \
    "Execute o programa no container que existe: $script exec $service ${words[*]}"
}
message_tail_invalid() {
  problem "\"$tail\" não é um número de linhas." \
    'Use um número inteiro, ou all: --tail 100'
}
message_pattern_invalid() {
  problem "\"$pattern\" não é um padrão que o grep entenda." \
    "Use uma expressão regular estendida: --grep 'error|warning'"
}
message_since_of_kept() { echo '--since não se combina com --release: o que foi guardado aparece pelas últimas linhas, com --tail.'; }
message_no_logs_kept() {
  problem "Não há logs guardados do release $of: só os das últimas $kept_attempts tentativas que falharam ficam guardados." \
    "Há logs guardados de: ${known:--}. O que roda agora: $script logs"
}
message_logs_of_kept() { echo "Logs guardados de $service:"; }
message_logs_are_kept() { echo "📄 Os logs dos containers novos ficaram guardados: $script logs --release $release"; }
message_service_is_job() {
  problem "$service roda uma vez por release, então $command não se aplica a ele." \
    "Para executá-lo de novo em um container próprio: $script run $service <programa>"
}
message_stopping_service() { echo "🛑 Parando $service..."; }
message_stop_failed() {
  problem "Não foi possível parar $service." \
    "Veja o que roda: $script status"
}
message_stopped_services() { echo "✅ Parados:$chosen. Ficam assim até $script start, ou até o próximo release."; }
message_starting_service() { echo "🌱 Iniciando $service..."; }
message_start_failed_again() {
  problem "Não foi possível iniciar $service." \
    "Veja o que aparece acima e tente de novo: $script start $service"
}
message_not_healthy_again() {
  problem "$reason." \
    "Veja o motivo: $script logs $service. Para iniciá-lo outra vez: $script restart $service"
}
message_started_services() { echo "✅ Iniciados:$chosen."; }
message_restarting_in_place() { echo "🔁 Reiniciando $service, que fica indisponível por um momento..."; }
message_restarted_services() { echo '✅ Reiniciado.'; }
message_remove_list() { echo "Tudo do projeto $project será removido do Docker:"; }
message_remove_ledger() { echo 'Isso inclui todos os dados desses volumes e todos os releases, com as imagens. Não pode ser desfeito.'; }
message_remove_keeps() { echo "Mantidos, a não ser com --volumes: ${kept# }"; }
message_remove_question() { echo "Digite o nome do projeto, $project, para remover isso: "; }
message_remove_no_terminal() {
  problem 'Não há um terminal para pedir confirmação, então nada foi removido.' \
    "Para remover sem confirmação: $script remove --yes"
}
message_remove_refused() { echo 'Nada foi removido.'; }
message_remove_failed() {
  problem 'Não foi possível remover tudo.' \
    'Veja o que aparece acima e execute o comando de novo: ele continua com o que falta.'
}
message_removed_stack() { echo '🧹 Removido.'; }
message_prune_nothing() { echo 'Não há nada para remover: toda imagem está em uso, ou é de um release para o qual se pode voltar.'; }
message_prune_list() { echo 'Imagens para as quais não se pode mais voltar:'; }
message_prune_sum() { echo "Ficam livres no máximo $freed MiB: as imagens compartilham camadas. O cache de builds não é alterado."; }
message_pruned() { echo "🧹 Imagens removidas: $count."; }
message_maintenance_on() {
  echo "🚧 Manutenção: os usuários recebem uma página com 503${allowed:+, exceto $allowed}." \
    "Para encerrar: $script maintenance off"
}
message_maintenance_off() { echo 'Sem manutenção: os usuários têm acesso.'; }
message_maintenance_without_edge() {
  problem 'O stack não tem edge, então nada pode responder no lugar dos serviços.' \
    'Acrescente um EdgeProxy, ou pare o que os usuários não devem alcançar: '"$script stop <serviço>"
}
message_maintenance_no_edge_runs() {
  problem 'Nenhum edge com suporte a manutenção está rodando.' \
    "Inicie-o com $script start; um de versão anterior a suporta a partir do próximo release: $script deploy"
}
message_maintenance_failed() {
  problem 'O edge recusou, e nada foi alterado.' \
    "Veja o que aparece acima: $script maintenance on --allow 203.0.113.7"
}
message_doctor_ok() { echo 'ok'; }
message_doctor_warning() { echo 'aviso'; }
message_doctor_problem() { echo 'problema'; }
message_doctor_versions() { echo "Docker $engine (é preciso $min_docker ou mais novo), Compose $composed ($min_compose ou mais novo)"; }
message_doctor_disk_free() { echo "Disco do Docker: $free MiB livres, e um release precisa de $need"; }
message_doctor_disk_unknown() {
  problem 'Disco do Docker: daqui não se vê quanto está livre.' \
    'Veja na máquina do Docker: df -h'
}
message_doctor_memory_free() { echo "Memória: os containers podem usar $limits de $total MiB"; }
message_doctor_memory_promised() {
  problem "Memória: os limites de todos os containers somam $limits MiB, e a máquina tem $total MiB." \
    'Dê limites menores aos serviços, ou mais memória à máquina.'
}
message_doctor_out_of_memory() {
  problem "Memória: $name foi encerrado por passar do limite de $limit MiB." \
    'Aumente o limite do serviço, ou reduza o que ele usa.'
}
message_doctor_clock_same() { echo "Relógio do Docker: igual ao daqui"; }
message_doctor_versions_mended() { echo "Versões nas imagens: as de fim conhecido recebem correções de segurança por 90 dias ou mais"; }
message_doctor_version_ends() {
  problem "$what não recebe correções de segurança depois de $ends, em $days dias." 'Planeje uma versão mais nova.'
}
message_doctor_version_ended() {
  problem "$what não recebe correções de segurança desde $ends." 'Escolha uma versão mais nova e faça o deploy.'
}
message_doctor_clock_differs() {
  problem "Relógio do Docker: difere do desta máquina em $skew s." \
    'Acerte os dois por NTP: as horas dos logs e os certificados dependem disso.'
}
message_doctor_port_ours() { echo "Porta $port: $names"; }
message_doctor_port_free() { echo "Porta $port: livre"; }
message_doctor_port_foreign() {
  problem "A porta $port está em uso por $names." \
    "Pare-o, ou defina em $env_file uma porta livre em $variable: $variable=<porta>"
}
message_doctor_settings_complete() { echo "Variáveis em $env_file: nenhuma falta, e nenhuma é só um exemplo"; }
message_doctor_settings_given() { echo "Variáveis que $env_file define:$given"; }
message_doctor_settings_default() { echo "Variáveis com o valor padrão, ou sem valor:$by_default"; }
message_doctor_settings_shell() {
  problem "Variáveis que este shell define, acima de $env_file:$from_shell." \
    "Se não for de propósito: unset$from_shell"
}
message_doctor_ledger_readable() { echo "Registro: pode ser lido; $count releases estiveram em serviço"; }
message_doctor_lock_left() {
  problem "A trava está desde $lock_since com $lock_by ($lock_what), que não existe mais." \
    "O próximo comando a assume. Para liberá-la agora: $script lock release"
}
message_doctor_services_up() { echo "Serviços saudáveis do release $current:$healthy"; }
message_doctor_service_down() {
  problem "$service não funciona: $count de $replicas containers estão saudáveis." \
    "Veja o motivo: $script logs $service. Para iniciá-lo: $script start $service"
}
message_doctor_image_differs() {
  problem "Um container de $service roda uma imagem diferente da do release $current." \
    "Substitua-o: $script restart $service"
}
message_doctor_images_there() { echo 'Imagens de todos os releases para os quais se pode voltar: presentes'; }
message_doctor_images_missing() {
  problem "Imagens de releases para os quais se pode voltar faltam, ou mudaram:$missing." \
    'Um rollback para esses é recusado. Se for preciso, faça checkout da revisão e o deploy de novo.'
}
message_doctor_foreign() {
  problem "Containers que não são do release $current: ${foreign// /, }." \
    'Se ninguém precisa deles, pare-os e remova-os: docker rm --force <container>'
}
message_doctor_one_off() {
  problem "Há um container que foi feito para um só comando: $name." \
    "Se ninguém espera mais por ele: docker rm --force $name"
}
message_doctor_service_new() {
  problem "O repositório tem um serviço $service, e o release $current não." \
    "Ele vem com o próximo release: $script deploy"
}
message_doctor_service_gone() {
  problem "O release $current tem um serviço $service, e o repositório não tem mais." \
    "Ele é encerrado com o próximo release: $script deploy"
}
message_doctor_configuration_same() { echo "Configuração do repositório: igual à do release $current"; }
message_doctor_configuration_differs() {
  problem "Configuração do repositório: difere da do release $current em$different." \
    "Ela vem com o próximo release: $script deploy"
}
message_doctor_configuration_unreadable() {
  problem "Configuração do repositório: o Compose não consegue lê-la com as variáveis do release $current." \
    "Veja o motivo: $script deploy --dry-run"
}
message_doctor_settings_same() { echo "Variáveis daqui: iguais às do release $current"; }
message_doctor_settings_differ() {
  problem "Variáveis daqui: diferem das do release $current: ${different// /, }." \
    "Elas vêm com o próximo release: $script deploy"
}
message_doctor_revision_differs() {
  problem "O repositório está na revisão ${now_at:0:12}, e o release $current foi feito da ${revision:0:12}." \
    "Para publicar o que está aqui: $script deploy"
}
message_doctor_summary() { echo "Problemas: $found_wrong, avisos: $found_odd"; }

# --- data --------------------------------------------------------------------

message_data_service_not_running() {
  problem "$service não está rodando." \
    'Faça o deploy primeiro: os dados são salvos de um serviço que está rodando.'
}
message_data_service_missing() {
  problem "$service não tem container." \
    "Faça o deploy primeiro: $script deploy"
}
message_no_terminal() {
  problem 'Não há um terminal para pedir confirmação, então nada foi feito.' \
    "Para fazer sem confirmação: $script $command ... --yes"
}
message_not_agreed() { echo 'Nada foi feito.'; }
message_data_work_found() { echo "🧹 Um $what de $service foi interrompido: recuperando o que ficou pela metade."; }
message_data_work_pending() { echo 'Uma operação com dados foi interrompida. O próximo comando que muda algo a conclui ou desfaz.'; }
message_data_taken_back() { echo "⏪ $service tem os dados que tinha antes."; }
message_data_not_back() {
  problem "O que foi iniciado com ${doing:-os dados} não pôde ser concluído nem desfeito. Nada se perdeu: está nos volumes do serviço." \
    "Veja o que aparece acima; o próximo comando tenta de novo. A situação: $script status"
}
message_no_backup_of() {
  problem "$service não tem dados para backup." \
    "São permitidos: ${saved// /, }"
}
message_backup_failed() {
  problem "Não foi possível fazer o backup de $service." \
    'Veja o que aparece acima. Nenhum arquivo foi criado.'
}
message_backup_unreadable() {
  problem "O backup de $service não pôde ser lido de volta, portanto não vale." \
    'Veja o que aparece acima. Nenhum arquivo foi criado.'
}
message_backed_up() { echo "💾 $service: $file"; }
message_backup_pruned() { echo "🧹 Removido, porque só os mais novos são mantidos: $file"; }
message_restore_file_missing() { echo 'restore precisa de um arquivo de backup.'; }
message_backup_missing() {
  problem "O arquivo $file não existe ou está vazio." \
    "Os backups estão em $backup_folder/"
}
message_backup_of_nothing() {
  problem "O nome de $file não diz a qual serviço ele pertence." \
    'Mantenha o nome que "backup" deu a ele.'
}
message_backup_of_another() {
  problem "$file é um backup de $noted, com o nome de um de $service." \
    'Devolva o nome que ele tinha. Nada foi alterado.'
}
message_backup_of_other_kind() {
  problem "$file foi feito de outro modo ($noted) do que $service é salvo agora." \
    'Restaure-o com a versão do stack que o fez. Nada foi alterado.'
}
message_backup_damaged() {
  problem "$file não é o que \"backup\" gravou: o SHA-256 é outro." \
    'Copie-o de novo de onde está inteiro, ou use outro backup. Nada foi alterado.'
}
message_backup_of_newer() {
  problem "$file foi feito pela versão $version, e $service roda a versão $here, que não consegue lê-lo." \
    'Atualize o serviço primeiro. Nada foi alterado.'
}
message_backup_of_older() {
  problem "$file tem os arquivos da versão $version, e $service roda a versão $here, que não consegue lê-los." \
    "Volte o serviço para a versão $version primeiro. Nada foi alterado."
}
message_backup_unknown() { echo "🔎 Nada está registrado sobre $file (sem .about ao lado): só o conteúdo é verificado."; }
message_backup_broken() {
  problem "$file não é um backup inteiro de $service." \
    'Veja o que aparece acima e use outro backup. Nada foi alterado.'
}
message_restore_question() { echo "Substituir todos os dados de $service por $file? [s/N] "; }
message_trying_beside() { echo "🌱 Testando o backup em um container separado..."; }
message_restore_beside_failed() {
  problem "$service não funciona com o que há em $file." \
    'Veja o que aparece acima. Nada foi alterado.'
}
message_swapping_data() { echo "🔀 $service para, recebe os dados e inicia de novo..."; }
message_restore_failed() {
  problem "Não foi possível restaurar os dados de $service a partir de $file." \
    'Veja o que aparece acima, e abaixo o que foi feito dos dados que havia.'
}
message_restored() { echo "✅ $service tem os dados de $file."; }
message_restore_kept() { echo "✅ $service já tinha os dados novos e fica com eles."; }
message_copy_kept() { echo "   Os dados anteriores ficam guardados até o próximo restore. Para voltar: $script restore $service-$copy"; }
message_safety_file() { echo "   Os dados anteriores estão em $file"; }
message_copy_missing() {
  problem "$name não existe: há uma cópia por serviço, a do último restore." \
    "Restaure de um arquivo de $backup_folder/. Nada foi alterado."
}
message_data_pending() {
  echo "⏸️  $service é diferente do que roda ($what). Nenhum deploy muda um serviço de dados: $script upgrade $service"
}
message_upgrade_without_release() {
  problem 'Nenhum release foi feito ainda, então não há o que atualizar.' \
    "Faça o deploy primeiro: $script deploy"
}
message_upgrade_of_nothing() {
  problem "\"$service\" não é um serviço de dados." \
    "São permitidos: ${data// /, }. Todos os outros são substituídos por um deploy."
}
message_upgrade_nothing() { echo "💤 $service roda o que o release em serviço diz: não há o que atualizar."; }
message_upgrade_image_missing() {
  problem "Não foi possível baixar a nova imagem de $service." \
    'Veja o que aparece acima. Nada foi alterado.'
}
message_upgrade_downgrade() {
  problem "$service roda a versão $from, e a versão $to é mais antiga: ela não consegue ler os dados." \
    "Defina a versão $from ou uma mais nova no .projenrc. Nada foi alterado."
}
message_upgrade_jump() {
  problem "$service roda a versão $from, e a versão $to não lê os dados dela: nenhuma versão principal pode ser pulada." \
    "Atualize primeiro para a versão $step. Nada foi alterado."
}
message_upgrade_major() {
  problem "$service roda a versão $from, e a versão $to não lê os arquivos dela." \
    "Faça um backup, acrescente um serviço da versão $to ao lado e restaure nele. Nada foi alterado."
}
message_upgrade_plan() {
  echo "🔎 $service difere em: ${what// /, }${to:+ (versão ${from:-?} -> $to)}"
  [ -z "$saving" ] || echo "   1. Os dados são salvos em $backup_folder/ enquanto ele roda."
  echo "   2. Ele para${copy:+ e volta como o release diz}. Até estar saudável de novo, fica indisponível."
  [ "$copy" = - ] || echo '   Os dados são copiados com ele parado: o tempo e o espaço em disco dependem do tamanho deles.'
  echo '   Se não funcionar, ele volta como é agora, com os dados que tem quando para.'
}
message_upgrade_question() { echo "Atualizar $service agora? [s/N] "; }
message_upgrade_unprepared() {
  problem "Não foi possível preparar $service para a nova versão." \
    'Veja o que aparece acima. Nada foi substituído.'
}
message_upgrading() { echo "🔁 Substituindo $service..."; }
message_upgrade_failed() {
  problem "$service não funciona como o release diz." \
    'Veja o que aparece acima. Ele volta como era.'
}
message_upgrade_kept() { echo "✅ $service já estava atualizado e funciona."; }
message_upgraded() { echo "✅ $service está atualizado."; }

# --- secrets -----------------------------------------------------------------

message_secret_kept() {
  echo "🔑 $name em $env_file não é o valor em uso, então o que está em uso fica. Para trocá-lo: $script rotate $name"
}
message_rotate_without_release() {
  problem 'Nenhum release foi feito ainda, então nenhum segredo está em uso.' \
    "Faça o deploy primeiro: $script deploy"
}
message_rotate_of_nothing() {
  problem "\"$name\" não é uma variável do release em serviço, nem um serviço de dados com senha." \
    "São permitidos: ${known// /, }"
}
message_rotate_pending() {
  problem "$service é diferente do que roda ($what), e mudaria também." \
    "Atualize-o primeiro: $script upgrade $service"
}
message_rotate_prompt() { echo "Novo valor de $rotating:"; }
message_rotate_again() { echo 'Mais uma vez:'; }
message_rotate_differs() {
  problem 'Os dois valores são diferentes.' \
    'Tente de novo. Nada foi alterado.'
}
message_rotate_empty() {
  problem "Falta o novo valor de $rotating." \
    "Digite-o, passe-o pela entrada padrão, ou mande gerar um: $script rotate $rotating --generate"
}
message_rotate_quote() {
  problem "O novo valor de $rotating contém ', que não pode ser escrito no arquivo de variáveis." \
    'Escolha outro. Nada foi alterado.'
}
message_rotate_weak() {
  problem "O novo valor de $rotating é curto demais, ou só um exemplo." \
    "Pelo menos 8 caracteres; um bom: $script rotate $rotating --generate"
}
message_rotate_in_url() {
  problem "O novo valor de $rotating faz parte de uma URL, e contém caracteres que lá têm outro significado." \
    'São permitidos letras, dígitos e . _ ~ -'
}
message_rotate_same() {
  problem "O novo valor de $rotating é o que está em uso." \
    'Escolha outro. Nada foi alterado.'
}
message_rotate_image_gone() { echo "a imagem $name:$before não está mais neste engine"; }
message_rotate_refused() { echo "$owner não aceitou a nova senha"; }
message_rotating_secret() { echo "🔑 $rotating recebe um novo valor: tudo o que o lê é substituído, como em um release..."; }
message_restarting_data() { echo "🔁 $owner reinicia, e só aceita a nova senha a partir de agora..."; }
message_rotate_unfinished() {
  problem "$rotating tem o novo valor em toda parte, mas $owner não reiniciou com ele." \
    "Veja o que aparece acima; o próximo comando tenta de novo. O que roda: $script status"
}
message_rotation_ended() { echo "✅ $rotating tem o novo valor."; }
message_rotation_taken_back() { echo "⏪ $rotating fica com o valor que tinha."; }
message_rotated_here() { echo "   $settings_file também o tem. Atualize-o em todo outro lugar de onde você faz deploy."; }
message_rotated() { echo "✅ $rotating tem o novo valor, em todo release mantido: nenhum traz o antigo de volta."; }

# --- para o script de um cluster ----------------------------------------------

message_cluster_usage() {
  cat << USAGE
Uso: $script <comando>

Leva $title ao namespace "$namespace" do cluster para o qual o kubectl está configurado, e cuida do que roda nele.

  deploy [--release id] [--dry-run]
                     põe em serviço um release cujas imagens estão no registro; se algo falhar, o anterior continua em serviço.
                     O id é a revisão do git, se você não der outro. Com --dry-run só pergunta se o cluster o aceitaria
  rollback [release] traz de volta um release anterior; sem nome, o último que esteve em serviço antes deste
  status             mostra o release em serviço, os workloads e os pods
  history            lista o que foi feito: quando, o quê, qual release, como terminou, quem, por que falhou; * marca o que está em serviço
  diff [release]     mostra o que um deploy mudaria e o que removeria
  logs [serviço ...] [--since 10m] [--tail linhas] [--no-follow]
                     mostra e acompanha os logs; Ctrl+C encerra
  exec <serviço> [--] <programa ...>
                     roda um programa em um pod do serviço
  run <serviço> [--] <programa ...>
                     roda um programa em um pod próprio, com a imagem e a configuração do serviço
  backup [serviço]   salva os dados dos serviços em arquivos em $backup_folder/, cada um lido de volta. Serviços: ${saved:--}
  restore <arquivo> [--yes]
                     substitui todos os dados de um serviço pelos de um backup, também de um feito com Compose; antes, salva os atuais
  doctor             verifica o cluster, os segredos, os claims e os pods
  unlock             retira a trava que um deploy interrompido à força deixou
  help               mostra esta ajuda

Serviços: ${services// /, }
USAGE
}
message_kubectl_missing() {
  problem 'O comando "kubectl" não foi encontrado.' \
    'Instale-o: https://kubernetes.io/docs/tasks/tools/'
}
message_cluster_unreachable() {
  problem "O cluster não responde${said:+ ($said)}." \
    'Veja qual está configurado e se você pode usá-lo: kubectl config current-context; kubectl cluster-info'
}
message_cluster_old() {
  problem "O cluster tem o Kubernetes $version, mas é preciso $least_kubernetes ou mais novo." \
    'Atualize o cluster, ou use outro.'
}
message_namespace_missing() {
  problem "Não existe o namespace \"$namespace\": nada foi levado a este cluster ainda." \
    "Faça um deploy primeiro: $script deploy. Ou veja qual cluster está configurado: kubectl config current-context"
}
message_namespace_of_others() {
  problem "O namespace \"$namespace\" pertence a \"$owner\", não a \"$instance\". Nada foi mudado." \
    'Escolha outro (namespace de addKubernetes), ou veja qual cluster está configurado: kubectl config current-context'
}
message_namespace_in_use() {
  problem "No namespace \"$namespace\" já há outra coisa: $foreign. Nada foi mudado." \
    'Um ambiente tem um namespace só para si: escolha outro (namespace de addKubernetes).'
}
message_making_namespace() { echo "🆕 O namespace \"$namespace\" ainda não existe: criando."; }
message_cluster_locked() {
  problem "Alguém já está nisso: $holder." \
    "Espere até que termine. Se foi interrompido à força, retire a trava: $script unlock"
}
message_secret_missing() {
  problem "Não há o Secret \"$secret_name\" no namespace \"$namespace\". Nada foi mudado." \
    "Preencha uma cópia de $secrets_example que não esteja em nenhum commit e aplique-a: kubectl apply --filename <cópia>"
}
message_secret_keys_missing() {
  problem "O Secret \"$secret_name\" não tem valor para:$missing. Nada foi mudado." \
    "Acrescente-os: kubectl --namespace $namespace edit secret $secret_name. O que são: $secrets_example"
}
message_provided_secret_missing() {
  problem "Não há o Secret \"$key\" no namespace \"$namespace\". Nada foi mudado." \
    "Ele guarda arquivos que uma pessoa fornece: kubectl --namespace $namespace create secret generic $key --from-file=<arquivo>"
}
message_claim_shrinks() {
  problem "O claim \"$claim\" tem $has, e pede-se $size: um claim não pode encolher. Nada foi mudado." \
    "Peça $has ou mais. Para encolher, salve os dados e traga-os de volta em um claim novo."
}
message_image_not_there() {
  problem "A imagem $image:$release não está no registro${said:+ ($said)}. Nada foi mudado." \
    'Envie antes as imagens deste release, ou indique outro com --release. Você pode lê-las? docker login'
}
message_manifests_unreadable() {
  problem "O kubectl não consegue ler os manifestos em $folder." "$said"
}
message_manifests_immutable() {
  problem "O cluster recusa a mudança de algo que não pode ser mudado ($said). Nada foi mudado." \
    "Retire-o antes, seus pods e claims ficam: kubectl -n $namespace delete <tipo> <nome> --cascade=orphan. Depois: $script deploy"
}
message_manifests_refused() {
  problem "O cluster recusa os manifestos ($said). Nada foi mudado." \
    "Corrija de que são feitos, em .projenrc, e escreva-os de novo: npx projen"
}
message_removing_left_over() { echo "🧹 Não faz mais parte do que é escrito, e foi removido: $names"; }
message_waiting_rollout() { echo "⏳ Esperando que ${service:-os pods} esteja pronto: $passed s, no máximo $limit s"; }
message_waiting_cluster_job() { echo "⏳ O job $job está rodando: $passed s"; }
message_rollout_late() { echo "$service não ficou pronto em $patience_seconds s${ails:+ ($ails)}"; }
message_cluster_jobs() { echo '⚙️ O que roda uma vez por release...'; }
message_cluster_job_failed() { echo "$job falhou"; }
message_cluster_watching() { echo "👀 Observando por $watch_seconds s se os novos pods permanecem..."; }
message_pod_ended() { echo "$blamed terminou e foi iniciado de novo"; }
message_cluster_interrupted() { echo 'foi interrompido'; }
message_cluster_applying() { echo "📦 Aplicando configuração, políticas de rede e serviços de dados..."; }
message_cluster_rolling() { echo '🔄 Os novos pods assumem o lugar dos antigos...'; }
message_cluster_deploying() { echo "🚀 Levando $release ao namespace $namespace..."; }
message_cluster_deployed() { echo "✅ $release está em serviço."; }
message_cluster_rolling_back() { echo "⏪ Voltando de $current para $release..."; }
message_cluster_rolled_back() { echo "✅ De volta a $release. Dados e migrações ficam como estão."; }
message_cluster_tried() { echo "✅ O cluster aceitaria $release. Nada foi mudado."; }
message_cluster_current() { echo "📍 Em serviço: ${current:-nada ainda}"; }
message_cluster_release_failed() { echo "❌ $release falhou: ${reason:-motivo desconhecido}"; }
message_going_back() { echo "⏪ Voltando a $current..."; }
message_going_back_refused() { echo "❌ O cluster recusa o que foi aplicado para $current: $said"; }
message_old_serves() { echo "✅ $current está em serviço, com a sua configuração."; }
message_old_does_not_serve() { echo "❌ $current não está em serviço como antes: $reason. Veja: $script status"; }
message_nothing_served() { echo "Nada estava em serviço antes. O que foi iniciado foi removido; claims e segredos ficam."; }
message_release_unknown_in_cluster() {
  problem "O cluster não se lembra de um release \"$release\" que pudesse voltar." \
    "Os de que se lembra: $known"
}
message_class_missing() {
  problem "O cluster não tem ${name%%/*} \"${name#*/}\"." \
    'Indique, em .projenrc, uma que ele tenha, ou faça com que a tenha.'
}
message_pods_not_ready() {
  problem "Pods que não estão prontos: $pods." \
    "Veja por quê: kubectl --namespace $namespace describe pod <nome>"
}
