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
message_too_many_arguments() { echo "Argumentos demais, ou um argumento desconhecido: $arguments"; }
message_service_unknown() {
  problem "O serviço \"$service\" não existe." \
    "Os serviços são: ${services// /, }"
}
message_docker_missing() {
  problem 'O comando "docker" não foi encontrado.' \
    'Instale o Docker 24 ou mais novo, com o Compose: https://docs.docker.com/get-docker/'
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
  problem "A variável $name tem um valor que é só um exemplo, ou que todos conhecem$about." \
    "Defina um valor seu em $env_file; para um segredo: openssl rand -hex 32. Se o exemplo for de propósito: KEEP_VALUES=$name"
}
message_variable_dollar() {
  problem "A variável $name tem \"\$$lost\" no valor, que o Compose troca por nada$about." \
    "Ponha o valor inteiro entre aspas simples em $env_file: $name='...'"
}
message_variable_in_url() {
  problem "A variável $name tem \"$character\" no valor, que significa outra coisa na URL de que faz parte$about." \
    "Defina-a em $env_file com letras e dígitos, ou escreva o caractere como % e dois dígitos hexadecimais."
}
message_other_checkout() {
  problem "Há containers de \"$project\" iniciados de outra pasta: $other." \
    "Pare-os lá, ou dê a esta pasta um projeto próprio: COMPOSE_PROJECT_NAME=<nome> em $env_file, e outras portas."
}
message_file_missing() {
  problem "O arquivo $file não existe ou está vazio." \
    'Coloque-o ali: o guia diz o que vai nele.'
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
  rebuild [serviço]  reconstrói as imagens do zero e inicia tudo
  clean [--yes]      remove containers, redes, volumes e imagens deste projeto, após confirmação
  help               mostra esta ajuda

Serviços: ${services// /, }
USAGE
}

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
message_nothing_runs() {
  problem 'Não há containers: o ambiente ainda não foi iniciado.' \
    "Inicie-o: $script start"
}
message_nothing_runs_of() {
  problem "Não há container de $service: ele ainda não foi iniciado." \
    "Inicie o ambiente: $script start"
}
message_starting() { echo '🚀 Iniciando ambiente de desenvolvimento...'; }
message_started() { echo '✅ Ambiente iniciado!'; }
message_start_failed() {
  problem 'O ambiente não iniciou: nem todos os serviços ficaram saudáveis.' \
    "Corrija o que aparece acima e rode $script start de novo; para ver todas as linhas: $script logs <serviço>"
}
message_build_failed() {
  problem 'Não foi possível construir uma imagem. O que estava rodando continua rodando.' \
    'Corrija o que aparece acima e tente de novo.'
}
message_last_lines() { echo "Últimas linhas de $service ($status):"; }
message_health_check_said() { echo 'O health check disse:'; }
message_stopping() { echo '🛑 Parando ambiente...'; }
message_stopped() { echo '✅ Ambiente parado! Os dados foram mantidos.'; }
message_restarting() { echo '🔄 Reiniciando...'; }
message_restarted() { echo '✅ Reiniciado!'; }
message_restart_failed() {
  problem 'Nem todos os serviços ficaram saudáveis depois de reiniciar.' \
    "Corrija o que aparece acima; para ver todas as linhas: $script logs <serviço>"
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
  problem 'Não há um terminal para perguntar, então nada foi removido.' \
    "Para remover sem perguntar: $script clean --yes"
}
message_cleaning() { echo '🧹 Removendo containers, redes, volumes e imagens...'; }
message_cleaned() { echo '✅ Limpeza completa!'; }
message_clean_image_kept() { echo "A imagem $image foi mantida, porque ainda está em uso."; }

# --- releases ----------------------------------------------------------------

message_production_usage() {
  cat << USAGE
Uso: $script <comando>

Publica releases de $title e cuida do que está rodando.

  deploy [--release id] [--dry-run]
                     constrói um release e o coloca em serviço; se algo falhar, o anterior continua servindo.
                     O id é a revisão do git, se outro não for informado. Com --dry-run, só verifica
  rollback [release] traz de volta um release anterior; sem o id, o último que esteve em serviço antes deste
  status             mostra o release em serviço, o que roda e desde quando, o que está pendente e o que não é dele
  history            lista os releases: quando, quem, o que mudou, por que falhou; * marca o que está em serviço
  logs [serviço]     mostra os logs e os acompanha; Ctrl+C encerra
  lock [status|acquire|release]
                     mostra com quem está a trava, a toma para que nada seja lançado, ou a devolve
USAGE
  [ -z "$saved" ] || cat << USAGE
  backup [serviço]   salva os dados (${saved// /, })
  restore <arquivo> [--yes]
                     substitui os dados pelos de um backup, após confirmação
USAGE
  cat << USAGE
  help               mostra esta ajuda

SETTLE_SECONDS e WATCH_SECONDS dizem por quanto tempo containers novos precisam estar saudáveis antes de receber trabalho,
e por quanto tempo são observados depois; PATIENCE_SECONDS, quanto podem demorar até ficarem saudáveis.
RELEASED_BY diz quem faz o release, quando não é o usuário desta máquina, como em um job de CI.

Serviços: ${services// /, }
USAGE
}

message_disk_full() {
  problem "Há só $free MiB livres em $root, e um release precisa de pelo menos $need." \
    'Libere espaço, por exemplo com "docker builder prune" e "docker image prune". Nada foi mudado.'
}
message_state_unwritable() {
  problem "A pasta $state, em que este script trabalha, não permite escrita." \
    'Torne-a sua, ou execute isto com o usuário que fez os releases anteriores. Nada foi mudado.'
}
message_locked() {
  problem "A trava está desde $lock_since com $lock_by ($lock_what)." \
    "Espere que termine. Se é certo que nada está em andamento: $script lock release"
}
message_lock_taken_over() { echo "🔓 $lock_by, que tinha a trava, não existe mais: ela foi assumida."; }
message_number_invalid() {
  problem "$variable é \"$value\", que não é um número inteiro." \
    "São permitidos só dígitos, sem unidade: $variable=10. Nada foi mudado."
}
message_ledger_unreadable() {
  problem "Não foi possível ler o registro de releases no volume $project.releases do engine." \
    'Veja o que aparece acima. Nada foi mudado.'
}
message_ledger_unwritable() { echo "não foi possível escrever o registro no volume $project.releases do engine"; }
message_former_lock() {
  problem "Um release da versão anterior deste script está em andamento, ou foi morto: existe $state/lock." \
    "Espere que termine. Se é certo que não há nenhum: rm -r $state/lock"
}
message_former_taken_over() {
  echo "📒 Os releases em $state são conhecidos pelo engine a partir de agora, no volume $project.releases." \
    "Os arquivos foram para $state/taken-over."
}
message_lock_impossible() {
  problem "Não foi possível obter a trava $project.lock no engine." \
    'Veja o que aparece acima. Nada foi mudado.'
}
message_lock_waiting() {
  echo "⏳ A trava está com $lock_by desde $lock_since. Esperando um sinal de vida, no máximo $silence_seconds s..."
}
message_lock_lost() {
  problem 'Alguém tirou a trava enquanto isso, e este script não mexe em mais nada.' \
    "Veja o que roda: $script status"
}
message_lock_held() { echo "Trava: desde $lock_since com $lock_by ($lock_what)"; }
message_lock_free() { echo 'Trava: livre'; }
message_lock_acquired() { echo "🔒 A trava é sua: nada é lançado até $script lock release"; }
message_lock_released() { echo "🔓 A trava de $lock_by ($lock_what) foi devolvida."; }
message_release_taken() {
  problem "Já há um release \"$release\", e é outro: suas imagens, sua configuração ou suas variáveis são diferentes." \
    'Dê a este um id próprio: --release <id>. Nada foi mudado.'
}
message_release_renamed() {
  echo "🏷️  Há um release $known com outras imagens, outra configuração ou outras variáveis, e por isso este é $release."
}
message_still_deployed() { echo "✅ O release $release continua em serviço. Não há nada de novo, e nenhum release foi feito."; }
message_release_of_former() { echo "O release $release foi feito pela versão anterior: ele volta com as variáveis deste repositório."; }
message_settings_differ() { echo "🔎 O release $release traz de volta as suas variáveis. São diferentes das de hoje: ${different// /, }"; }
message_ending_gone() { echo "🍂 $service não faz parte deste release: é encerrado."; }
message_ended() { echo 'o script terminou com um erro'; }
message_killed() { echo 'foi morto'; }
message_release_failed_down() {
  problem "❌ O release $release falhou: $reason. O release $before voltou, mas não funciona: ${down// /, }." \
    "Veja isso agora: $script logs ${down%% *}; $script status mostra o que roda."
}
message_foreign_containers() { echo "Não fazem parte dele, e ficam como estão: ${foreign// /, }"; }
message_release_pending() { echo "Começado e não terminado: release $pending"; }
message_leftovers_removed() { echo '🧹 Removido o que um release interrompido havia deixado.'; }
message_release_invalid() {
  problem "\"$release\" não pode ser o id de um release." \
    'São permitidos letras, dígitos e _ . -, sem . ou - no início, até 120.'
}
message_release_id_missing() { echo '--release precisa de um id.'; }
message_dry_run() { echo "✅ Verificado: o release $release poderia ser feito agora. Nada foi mudado."; }
message_deploying() { echo "🚀 Release $release: construindo imagens..."; }
message_deployed() { echo "✅ O release $release está em serviço."; }
message_rolling_back() { echo "⏪ Trazendo de volta o release $release..."; }
message_rolled_back() { echo "✅ O release $release está em serviço de novo."; }
message_no_release_before() {
  problem 'Não há um release anterior que tenha estado em serviço.' \
    "O que há: $script history"
}
message_release_unknown() {
  problem "Não há um release \"$release\" que tenha estado em serviço e ainda esteja guardado." \
    "Guardados: $known"
}
message_release_image_gone() {
  problem "A imagem $image:$release não está mais neste Docker." \
    "Faça checkout da revisão e publique-a de novo: $script deploy"
}
message_running_job() { echo "📦 Executando a tarefa de $service..."; }
message_nothing_changed() { echo '💤 Nenhum serviço mudou.'; }
message_changed_services() { echo "🔎 Mudaram:$changed"; }
message_starting_beside() { echo "🌱 Iniciando o novo $service..."; }
message_replacing_in_place() { echo "🔁 Substituindo $service..."; }
message_switching() { echo "🔀 As requisições vão para o novo $service."; }
message_watching() { echo "👀 Observando por $watch s..."; }
message_retiring() { echo '🍂 Os containers antigos terminam o que começaram...'; }
message_build_failed_release() { echo 'não foi possível construir uma imagem'; }
message_job_failed() { echo "a tarefa de $service falhou"; }
message_start_failed_of() { echo "não foi possível iniciar $service"; }
message_never_healthy() { echo "$service não ficou saudável em $patience s"; }
message_became_unhealthy() { echo "$service não continuou saudável ($condition)"; }
message_switch_failed() { echo "não foi possível enviar as requisições ao novo $service"; }
message_interrupted() { echo "foi interrompido por $signal"; }
message_last_lines_of() { echo "Últimas linhas do novo $service:"; }
message_undoing() { echo '⏪ Desfazendo o que foi começado...'; }
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

# --- data --------------------------------------------------------------------

message_data_service_not_running() {
  problem "$service não está rodando." \
    'Faça o deploy primeiro: os dados são salvos de um serviço que está rodando.'
}
message_no_backup_of() {
  problem "$service não guarda dados que possam ser salvos." \
    "São permitidos: ${saved// /, }"
}
message_backup_failed() {
  problem "Não foi possível salvar os dados de $service." \
    'Veja o que aparece acima. Nenhum arquivo foi criado.'
}
message_backed_up() { echo "💾 $service: $file"; }
message_restore_file_missing() { echo 'restore precisa do arquivo de um backup.'; }
message_backup_missing() {
  problem "O arquivo $file não existe ou está vazio." \
    "Os backups estão em $backup_folder/"
}
message_backup_of_nothing() {
  problem "O nome de $file não diz a qual serviço ele pertence." \
    'Mantenha o nome que "backup" deu a ele.'
}
message_restore_no_terminal() {
  problem 'Não há um terminal para perguntar, então nada foi restaurado.' \
    "Para restaurar sem perguntar: $script restore $file --yes"
}
message_restore_question() { echo "Substituir todos os dados de $service por $file? [s/N] "; }
message_restore_refused() { echo 'Nada foi restaurado.'; }
message_restore_failed() {
  problem "Não foi possível restaurar os dados de $service a partir de $file." \
    'Veja o que aparece acima e restaure de novo: o que está lá agora pode estar incompleto.'
}
message_restored() { echo "✅ $service tem os dados de $file."; }
