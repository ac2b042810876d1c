# Sourced by cluster.sh: its single steps. Each ends the run where something is not as it must be.
k() { kubectl --namespace "$space" "$@"; }
say() { printf '%s\n' "$@" | tee -a "$report"; }
row() { say "| $1 | $2 |"; }
fail() { say '' "**Failed:** $*"; exit 1; }
timed() { local begin=$SECONDS code=0; "$@" || code=$?; took=$((SECONDS - begin)); return "$code"; }

forwards=()
finish() {
  local code=$?
  for pid in "${forwards[@]}"; do kill "$pid" 2>/dev/null || true; done
  if [[ $code != 0 ]]; then
    { k get pods,jobs -o wide; k get events --sort-by=.lastTimestamp | tail -n 40; } >"$work/state.log" 2>&1 || true
    echo "The logs are in $work; the namespaces are left as they are: kubectl delete namespace $space $visitors" >&2
    return
  fi
  kubectl delete namespace "$space" "$visitors" >/dev/null
  rm -rf "$work"
}

begin_report() {
  local head
  head=$(cat deploy/try/cluster-head.md)
  printf '%s\n\n' "$head" >"$report"
  say "Run on $(date -u '+%F, %R UTC'): $(kubectl version -o json 2>/dev/null | jq -r '"Kubernetes \(.serverVersion.gitVersion)"'), $(kubectl get nodes -o json | jq -r '"\(.items | length) node(s), \(.items[0].status.capacity.cpu) processors, \(.items[0].status.nodeInfo.containerRuntimeVersion)"'), Helm $(helm version --template '{{.Version}}'), load of the machine at the beginning $(cut -d ' ' -f 1-3 /proc/loadavg)." ''
  say '| step | outcome |' '|---|---|'
}

values() { printf '%s\n' --values "$chart/values-evaluation.yaml" --values deploy/try/cluster-values.yaml ${VALUES:+--values "$VALUES"} --set "publicUrl=$url"; }

# Whatever kubectl or helm warns of, the API server has said, but for Helm's own about who may read the kubeconfig.
without_warning() {
  if grep -iE 'warning|would violate' "$1" | grep -v 'configuration file'; then fail "$(cat "$1")"; fi
}

install() {
  local args
  mapfile -t args < <(values)
  timed helm install "$release" "$work/partner-management-$tag.tgz" --namespace "$space" "${args[@]}" "$@" >"$work/install.log" 2>&1 || fail "helm install: $(tail -n 5 "$work/install.log")"
  without_warning "$work/install.log"
}

until_ready() {
  local begin=$SECONDS
  k wait --for=condition=Complete job --all --timeout=900s >/dev/null || fail "the Jobs: $(k get jobs,pods)"
  for part in "${services[@]}"; do k rollout status "deployment/$name-$part" --timeout=600s >/dev/null || fail "$part: $(k get pods)"; done
  took=$((took + SECONDS - begin))
}

test_release() {
  timed helm test "$release" --namespace "$space" --timeout 5m >"$work/test.log" 2>&1 || fail "helm test: $(cat "$work/test.log"; k logs "$name-test")"
  row '`helm test`' "$(grep -E '^Phase:' "$work/test.log" | awk '{ print $2 }'), $took s"
}

# The objects of production's sets of values, as the API server takes them into the namespace; custom resources belong to operators that are not here.
dry_run() {
  local built_in='^(v1|apps/v1|batch/v1|policy/v1|autoscaling/v2|networking.k8s.io/v1)$' kinds
  for set in production minimal; do
    helm template "$release" "$chart" --skip-tests --namespace "$space" --values "$chart/ci/$set-values.yaml" |
      node -e 'const { parseAllDocuments } = require("yaml"); const built = new RegExp(process.argv[1]); const items = parseAllDocuments(require("fs").readFileSync(0, "utf8")).map((it) => it.toJS()).filter((it) => it && built.test(it.apiVersion)); console.log(JSON.stringify({ apiVersion: "v1", kind: "List", items }));' "$built_in" >"$work/$set.json"
    k apply --dry-run=server -f "$work/$set.json" >"$work/dry-run.log" 2>&1 || fail "the API server refuses the values of $set: $(tail -n 5 "$work/dry-run.log")"
    without_warning "$work/dry-run.log"
    kinds=$(jq -r '[.items[].kind] | group_by(.) | map("\(length) \(.[0])") | join(", ")' "$work/$set.json")
    row "ci/$set-values.yaml, asked of the API server (\`--dry-run=server\`)" "taken without a warning: $kinds"
  done
}

# A port-forward ends with its pod; this one begins again.
forward() {
  (
    trap 'kill "$child" 2>/dev/null; exit 0' TERM
    while :; do kubectl --namespace "$space" port-forward "$1" "$2" >>"$work/forward.log" 2>&1 & child=$!; wait "$child" || true; sleep 0.5; done
  ) &
  forwards+=($!)
}

first_admin() {
  local token=
  for _ in $(seq 60); do
    token=$(curl -s "$mail/api/email" | jq -r '[.[] | select(.to[].address == "admin@example.com") | .text | capture("/activate#token=(?<it>[A-Za-z0-9_.-]+)").it] | last // empty' 2>/dev/null || true)
    [[ -n $token ]] && break
    sleep 1
  done
  [[ -n $token ]] || fail 'no mail to the first admin came'
  curl -sf --retry 5 --retry-all-errors "$url/api/activation" -H 'content-type: application/json' -d "{\"token\":\"$token\",\"password\":\"$ADMIN_PASSWORD\"}" >/dev/null || fail "the first admin's link does not work"
  k logs "job/$name-first-admin-r1" | grep -q 'token=' && fail "the first admin's Job printed the link"
  row 'First admin' 'the link came by mail and works; the Job printed none'
}

demo() {
  # A forward whose pod was replaced learns of it by the next request, and is made anew.
  for _ in $(seq 60); do curl -fsS --max-time 2 "$url/api/programme" >/dev/null 2>&1 && break; sleep 0.5; done
  local begin=$SECONDS
  DEMO_URL=$url DEMO_MAIL_URL=$mail DEMO_KAFKA_BROKERS=localhost:9094 DEMO_ADMIN_EMAIL=admin@example.com DEMO_ADMIN_PASSWORD=$ADMIN_PASSWORD npm run --silent demo >"$work/demo.log" 2>&1 || return 1
  took=$((SECONDS - begin))
}

pod_of() { k get pods -l "app.kubernetes.io/component=$1" --field-selector=status.phase=Running -o jsonpath='{.items[0].metadata.name}'; }

hardening() {
  local wrong
  wrong=$(k get pods -o json | jq -r '.items[] | select(.spec.automountServiceAccountToken != false or ([.spec.containers[], (.spec.initContainers // [])[]] | any(.securityContext.readOnlyRootFilesystem != true))) | .metadata.name')
  [[ -z $wrong ]] || fail "without a read-only root or with a token: $wrong"
  for part in "${services[@]}"; do
    k exec "$(pod_of "$part")" -- node -e 'const fs = require("fs"); if (fs.existsSync("/var/run/secrets/kubernetes.io")) throw "a token"; for (const it of ["/x", "/app/x", "/usr/x"]) try { fs.writeFileSync(it, ""); throw "written"; } catch (error) { if (error.code !== "EROFS") throw error; }' >/dev/null || fail "$part: its root can be written to, or a token is mounted"
  done
  for part in postgres kafka mail; do
    k exec "$name-$part-0" -- sh -c '! test -e /var/run/secrets/kubernetes.io && ! touch /x 2>/dev/null && ! touch /usr/x 2>/dev/null' || fail "$part: its root can be written to, or a token is mounted"
  done
  row 'Read-only root, no token' "tried in all ${#parts[@]} pods: no file can be made in /, /app or /usr, no token of a service account is there"
}

# Every edge between two parts, tried from within; what the values say must be reached and nothing else.
edges() {
  local addresses=(kubernetes.default.svc:443 "$name-postgres:5432" "$name-kafka:9092" "$name-mail:1025" "$name-mail:1080") from expected reached allowed=0 refused=0
  for part in "${services[@]}"; do addresses+=("$name-$part:3000" "$name-$part-management:3200"); done
  helm get values "$release" --namespace "$space" --all -o json >"$work/values.json"
  for from in "${services[@]}"; do
    # Nobody is kept from itself.
    local others=()
    for address in "${addresses[@]}"; do [[ $address == "$name-$from"[:-]* ]] || others+=("$address"); done
    expected=$(jq -r --arg from "$from" --arg name "$name" '.services[$from] as $it | [($it.calls // [])[], (if $it.tokens then "identity" else empty end)] | unique - [$from] | map("\($name)-\(.):3000")[], (if $it.database then "\($name)-postgres:5432" else empty end), (if $it.kafka then "\($name)-kafka:9092" else empty end), (if $it.mail then "\($name)-mail:1025" else empty end)' "$work/values.json" | sort)
    reached=$(k exec -i "$(pod_of "$from")" -- node --input-type=module - "${others[@]}" <deploy/try/edges.mjs | sed '/^$/d' | sort)
    [[ $reached == "$expected" ]] || fail "$from reaches: $(echo $reached); it should reach: $(echo $expected)"
    allowed=$((allowed + $(grep -c . <<<"$expected" || true))) refused=$((refused + ${#others[@]} - $(grep -c . <<<"$expected" || true)))
  done
  row 'Network policies, from each service to every port of the others, to the three servers and to the API server' "the $allowed edges that the chart draws work, the $refused others are refused"
}

pod_of_visitors() { # pod_of_visitors <name> <tag> <script's arguments as JSON>: a pod from outside of the release, with load.ts and what it imports
  kubectl -n "$visitors" create configmap load --from-file=deploy/try/load.ts --from-file=tools/demo/client.ts --from-file=tools/demo/companies.ts --from-file=tools/demo/report.ts --dry-run=client -o yaml | kubectl -n "$visitors" apply -f - >/dev/null
  kubectl -n "$visitors" create secret generic admin --from-literal=password="$ADMIN_PASSWORD" --dry-run=client -o yaml | kubectl -n "$visitors" apply -f - >/dev/null
  jq -n --arg name "$1" --arg image "$(k get "deployment/$name-gateway" -o jsonpath='{.spec.template.spec.containers[0].image}')" --arg target "http://$name-gateway.$space:3000" --arg rate "$rate" --argjson args "$2" '{
    apiVersion: "v1", kind: "Pod", metadata: { name: $name },
    spec: { restartPolicy: "Never", automountServiceAccountToken: false, terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name: "node", image: $image, imagePullPolicy: "IfNotPresent", args: $args, resources: { requests: { cpu: "50m", memory: "128Mi" } },
        env: [{ name: "TARGET", value: $target }, { name: "RATE", value: $rate }, { name: "ADMIN_EMAIL", value: "admin@example.com" }, { name: "ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name: "admin", key: "password" } } }],
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
        volumeMounts: [{ name: "load", mountPath: "/try" }, { name: "tmp", mountPath: "/tmp" }] }],
      volumes: [{ name: "tmp", emptyDir: {} }, { name: "load", configMap: { name: "load", items: [{ key: "load.ts", path: "deploy/try/load.ts" }, { key: "client.ts", path: "tools/demo/client.ts" }, { key: "companies.ts", path: "tools/demo/companies.ts" }, { key: "report.ts", path: "tools/demo/report.ts" }] } }] } }' |
    kubectl -n "$visitors" apply -f - >/dev/null
  kubectl -n "$visitors" wait --for=condition=Ready "pod/$1" --timeout=120s >/dev/null
}

visitors_edges() {
  local addresses=("$name-postgres.$space:5432" "$name-kafka.$space:9092" "$name-mail.$space:1025") reached
  for part in "${services[@]}"; do addresses+=("$name-$part.$space:3000" "$name-$part-management.$space:3200"); done
  pod_of_visitors visitor '["-e", "setInterval(() => {}, 1000)"]'
  reached=$(kubectl -n "$visitors" exec -i visitor -- node --input-type=module - "${addresses[@]}" <deploy/try/edges.mjs | sort | tr '\n' ' ')
  [[ $reached == "$name-gateway.$space:3000 $name-portal.$space:3000 " ]] || fail "a pod of the ingress's namespace reaches: $reached"
  kubectl label namespace "$visitors" partner-management/try- >/dev/null
  sleep 5
  reached=$(kubectl -n "$visitors" exec -i visitor -- node --input-type=module - "${addresses[@]}" <deploy/try/edges.mjs | tr -d '\n')
  [[ -z $reached ]] || fail "a pod of some other namespace reaches: $reached"
  kubectl label namespace "$visitors" partner-management/try=visitors >/dev/null
  sleep 5
  row 'Network policies, from another namespace' "from that of \`networkPolicy.ingressFrom\`: gateway and portal on their port, and none of $((${#addresses[@]} - 2)) others; from any other namespace: nothing"
}

autoscaling() {
  local found
  found=$(k get horizontalpodautoscaler "$name-gateway" -o json | jq -r '"able to scale: \(.status.conditions[] | select(.type == "AbleToScale").status), sees \(.status.currentMetrics[0].resource.current.averageUtilization // "no metric (yet)") % of the requested processor time"')
  row 'HorizontalPodAutoscaler, PodDisruptionBudgets' "accepted; gateway's $found; $(k get poddisruptionbudget -o json | jq '[.items[] | select(.status.disruptionsAllowed >= 1)] | length') of $(k get poddisruptionbudget -o json | jq '.items | length') budgets allow one pod to go"
}

start_load() {
  kubectl -n "$visitors" delete pod "load-$1" --ignore-not-found >/dev/null
  pod_of_visitors "load-$1" '["/try/deploy/try/load.ts"]'
  sleep 20
}

# change <upgrade or rollback> <the tag that is then there>
change() {
  local args begin=$SECONDS image
  mapfile -t args < <(values)
  if [[ $1 == upgrade ]]; then helm upgrade "$release" "$work/partner-management-$next.tgz" --namespace "$space" "${args[@]}" --wait --timeout 15m >"$work/$1.log" 2>&1; else helm rollback "$release" --namespace "$space" --wait --timeout 15m >"$work/$1.log" 2>&1; fi || fail "helm $1: $(tail -n 5 "$work/$1.log")"
  without_warning "$work/$1.log"
  took=$((SECONDS - begin))
  image=$(k get deployments -o jsonpath='{range .items[*]}{.spec.template.spec.containers[0].image}{"\n"}{end}' | sed 's/.*://' | sort -u)
  [[ $image == "$2" ]] || fail "after $1 the images are $image"
  # The pods that went need their time to drain.
  sleep 40
}

stop_load() {
  kubectl -n "$visitors" exec "load-$1" -- node -e 'require("fs").writeFileSync("/tmp/stop", "")'
  kubectl -n "$visitors" wait --for=jsonpath='{.status.phase}'=Succeeded "pod/load-$1" --timeout=300s >/dev/null || fail "the load did not end: $(kubectl -n "$visitors" logs "load-$1" | tail -n 5)"
  kubectl -n "$visitors" logs "load-$1" >"$work/load-$1.log"
  figures=$(tail -n 1 "$work/load-$1.log")
  [[ $(jq .failed <<<"$figures") == 0 ]] || fail "under load ($1): $figures $(grep '^{"failure' "$work/load-$1.log" | head -n 8)"
  figures=$(jq -r '"\(.requests) requests in \(.seconds) s (\(.perSecond)/s), **\(.failed) failed**, half within \(.p50) ms, 99 % within \(.p99) ms, the longest \(.max) ms"' <<<"$figures")
}

count_events() {
  local counts password
  password=$(k get secret "$name-postgres" -o jsonpath='{.data.password}' | base64 -d)
  cat "$work"/load-*.log | TEST_DATABASE_URL="postgres://postgres:$password@localhost:$sql_port/postgres" MAIL_URL=$mail KAFKA_BROKERS=localhost:9094 \
    node --disable-warning=ExperimentalWarning deploy/try/events.ts >"$work/events.json" 2>"$work/events.log" || fail "events: $(cat "$work/events.json") $(head -n 20 "$work/events.log")"
  counts=$(jq -r '"\(.companies) companies applied, were reviewed and approved through both; \(.events) events on the topics, **\(.lost) lost**, \(.doubled) doubled, \(.reordered) out of order, \(.parked) parked, \(.redelivered) delivered again and known again"' "$work/events.json")
  row 'Events of both loads' "$counts"
}

steps_of() { grep -cE '^ *[0-9]+  ' "$1" || true; }

demo_with_kills() {
  local running at=4 pod
  : >"$work/demo.log"
  demo & running=$!
  for part in "${parts[@]}"; do
    until (($(steps_of "$work/demo.log") >= at)); do kill -0 "$running" 2>/dev/null || fail "the demo ended before $part was killed: $(tail -n 3 "$work/demo.log")"; sleep 0.2; done
    pod=$(pod_of "$part")
    k delete pod "$pod" --force --grace-period=0 >/dev/null 2>&1
    echo "step $(steps_of "$work/demo.log"): $pod" >>"$work/killed.log"
    at=$((at + 7))
  done
  local begin=$SECONDS
  wait "$running" || fail "the demo with pods killed: $(tail -n 5 "$work/demo.log")"
  row "The demo once more, each of the ${#parts[@]} pods deleted by force during it, those of Kafka and PostgreSQL too" "$(tail -n 1 "$work/demo.log") Deleted at $(sed "s/$name-//" "$work/killed.log" | awk -F'[ :-]+' '{ print $3 " (" $1 " " $2 ")" }' | paste -sd, | sed 's/,/, /g')"
  took=0
  until_ready
  row 'All pods ready again' "$took s after the demo"
}

check_books() {
  local audit ledger parked
  audit=$(k exec "deployment/$name-identity" -- ops audit verify) || fail "audit verify: $audit"
  ledger=$(k exec "deployment/$name-commissions" -- ops ledger verify) || fail "ledger verify: $ledger"
  parked=$(for part in identity applications leads commissions notifications; do k exec "deployment/$name-$part" -- ops parked list; done | sort -u | paste -sd' ')
  row '`ops` afterwards' "\`audit verify\`: $(tail -n 1 <<<"$audit") \`ledger verify\`: $(tail -n 1 <<<"$ledger") \`parked list\`: $parked"
}

# What is left in the namespace, but for what Kubernetes keeps there itself.
uninstall() {
  local left=
  timed helm uninstall "$release" --namespace "$space" --wait --timeout 5m >"$work/uninstall.log" 2>&1 || fail "helm uninstall: $(cat "$work/uninstall.log")"
  for _ in $(seq 60); do
    left=$(kubectl api-resources --verbs=list --namespaced -o name | grep -vE '^(events|events.events.k8s.io|pods.metrics.k8s.io)$' | paste -sd, | xargs -I {} kubectl --namespace "$space" get {} --ignore-not-found -o name | grep -vE '^(configmap/kube-root-ca.crt|serviceaccount/default)$' | sort | paste -sd' ')
    # Objects of objects go a moment later.
    [[ $(wc -w <<<"$left") -le 3 ]] && break
    sleep 2
  done
  [[ $left == "persistentvolumeclaim/data-$name-kafka-0 persistentvolumeclaim/data-$name-mail-0 persistentvolumeclaim/data-$name-postgres-0" ]] || fail "left after uninstalling: $left"
  row "\`helm uninstall\`, $1" "in $took s; nothing is left but the three volumes' claims"
}
