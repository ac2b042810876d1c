# Sourced by cluster.sh: both Jobs that docs/operations shows, run as they stand there but for the addresses; recover's after a restore of PostgreSQL.

# run_job <page> <job> [changes for page-job.ts…]; its output is then in $work/<job>.log.
run_job() {
  local page=$1 job=$2 image
  image=$(k get "deployment/$name-gateway" -o jsonpath='{.spec.template.spec.containers[0].image}' | sed 's#/gateway:#/migrate:#')
  node --disable-warning=ExperimentalWarning deploy/try/page-job.ts "$page" "$space" "$image" "${@:3}" | k apply -f - >"$work/apply.log" 2>&1 || fail "the Job of $page: $(cat "$work/apply.log")"
  without_warning "$work/apply.log"
  for _ in $(seq 180); do
    [[ $(k get "job/$job" -o jsonpath='{.status.succeeded}{.status.failed}') ]] && break
    sleep 1
  done
  k logs "job/$job" >"$work/$job.log" 2>&1
  [[ $(k get "job/$job" -o jsonpath='{.status.succeeded}') == 1 ]] || fail "the Job $job: $(tail -n 5 "$work/$job.log"; k describe "job/$job" | tail -n 5)"
}

stop_services() {
  scales=$(k get deployments -o jsonpath='{range .items[*]}{.metadata.name}={.spec.replicas}{"\n"}{end}')
  k scale deployment --all --replicas=0 >/dev/null
  k wait --for=delete pod -l 'app.kubernetes.io/component in (gateway, portal, identity, applications, leads, commissions, notifications)' --timeout=120s >/dev/null
}

start_services() {
  for each in $scales; do k scale "deployment/${each%=*}" --replicas="${each#*=}" >/dev/null; done
  until_ready
}

# with_volume_of_postgres <shell>: while the server is down, with its files in /data
with_volume_of_postgres() {
  k scale "statefulset/$name-postgres" --replicas=0 >/dev/null
  k wait --for=delete "pod/$name-postgres-0" --timeout=120s >/dev/null
  jq -n --arg image "$(k get "statefulset/$name-postgres" -o jsonpath='{.spec.template.spec.containers[0].image}')" --arg claim "data-$name-postgres-0" --arg shell "$1" '{
    apiVersion: "v1", kind: "Pod", metadata: { name: "files" },
    spec: { restartPolicy: "Never", automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, fsGroupChangePolicy: "OnRootMismatch", seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name: "sh", image: $image, command: ["sh", "-ec", $shell], resources: { requests: { cpu: "50m", memory: "64Mi" } }, volumeMounts: [{ name: "data", mountPath: "/data" }],
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } } }],
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: $claim } }] } }' | k apply -f - >/dev/null
  k wait --for=jsonpath='{.status.phase}'=Succeeded pod/files --timeout=180s >/dev/null || fail "the files of PostgreSQL: $(k logs files; k describe pod files | tail -n 5)"
  k delete pod files >/dev/null
  k scale "statefulset/$name-postgres" --replicas=1 >/dev/null
  k rollout status "statefulset/$name-postgres" --timeout=300s >/dev/null
}

recovery() {
  local since password begin
  run_job docs/operations/ops.md ops "secret=prm-=$name-" "LEADS_DATABASE_URL=postgres://leads_app:\$(PASSWORD)@$name-postgres:5432/leads"
  row 'The Job of [ops.md](ops.md)' "$(tail -n 1 "$work/ops.log" | sed 's/^ *//')"

  stop_services
  with_volume_of_postgres 'rm -rf /data/copy && cp -a /data/18 /data/copy'
  since=$(date -u +%FT%TZ)
  start_services
  demo || fail "the demo before the restore: $(tail -n 5 "$work/demo.log")"
  stop_services
  with_volume_of_postgres 'rm -rf /data/18 && mv /data/copy /data/18'
  password=$(k get secret "$name-postgres" -o jsonpath='{.data.password}' | base64 -d)
  k create secret generic postgres-superuser --from-literal=url="postgres://postgres:$password@$name-postgres:5432/postgres" --dry-run=client -o yaml | k apply -f - >/dev/null
  begin=$SECONDS
  run_job docs/operations/backup.md recover "args=--since $since --lost /lost/lost-events.json" "KAFKA_BROKERS=$name-kafka:9092" KAFKA_TLS= NODE_EXTRA_CA_CERTS= KAFKA_SASL_MECHANISM= KAFKA_USERNAME= KAFKA_PASSWORD=
  row 'The Job of [backup.md](backup.md): PostgreSQL’s files of before a demo put back after it, topics as they were' "$(grep -o '^[0-9]* events were told after the backup' "$work/recover.log"), each named in the list; done in $((SECONDS - begin)) s"
  took=0
  start_services
  test_release
  check_books
  demo || fail "the demo after recovery: $(tail -n 5 "$work/demo.log")"
  row 'The demo after that' "$(tail -n 1 "$work/demo.log")"
  k delete job/ops job/recover secret/postgres-superuser persistentvolumeclaim/lost-events >/dev/null
}
