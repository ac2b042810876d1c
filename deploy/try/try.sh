#!/bin/bash
# Tries the images and the compose file for real, on a machine that can pull no image: a Docker Engine of its own, stand-ins for the published images
# (bases.sh), every image of ours, the whole stack, the demo through it, a stop and a second start. Prints what came out as Markdown for
# docs/operations/images.md. Not part of npm test: it takes about twenty minutes, root, and Debian's docker.io, docker-compose and debootstrap.
#   deploy/try/try.sh            after npm ci, npm run build and one npm start (which fetches Kafka's jars)
# TRY_FOLDER keeps the engine's data between runs; ports are those of PORTAL_PORT, MAIL_PORT, KAFKA_PORT and PROMETHEUS_PORT.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/try/engine.sh
export PORTAL_PORT=${PORTAL_PORT:-13000} MAIL_PORT=${MAIL_PORT:-11080} KAFKA_PORT=${KAFKA_PORT:-39092} PROMETHEUS_PORT=${PROMETHEUS_PORT:-19090}
export PUBLIC_URL=http://localhost:$PORTAL_PORT COMPOSE_PROJECT_NAME=prm-try
export PATH=$PWD/node_modules/.bin:$PATH

compose() { docker-compose --env-file "$folder/env" "$@"; }

finish() {
  [[ -z $engine_pid ]] || compose --profile observability down --volumes --timeout 30 >>"$folder/compose.log" 2>&1 || true
  stop_engine
}
trap finish EXIT

# What a registry would store: each layer packed by itself.
report_sizes() {
  say '| image | packed, MB | unpacked, MB |' '|---|---|---|'
  for name in "${images[@]}"; do
    local layers=$folder/layers packed=0
    rm -rf "$layers" && mkdir -p "$layers"
    docker save "partner-management/$name:local" | tar -C "$layers" -x
    for layer in $(find "$layers" -name layer.tar); do packed=$((packed + $(gzip -6 -c "$layer" | wc -c))); done
    ((packed <= 200000000)) || fail "$name is larger than 200 MB"
    say "| \`$name\` | $(awk "BEGIN { printf \"%.1f\", $packed / 1e6 }") | $(awk "BEGIN { printf \"%.0f\", $(docker image inspect --format '{{.Size}}' "partner-management/$name:local") / 1e6 }") |"
  done
  rm -rf "$folder/layers"
}

check_image() {
  local name=$1 image=partner-management/$1:local
  [[ $(docker image inspect --format '{{.Config.User}}' "$image") == 65532:65532 ]] || fail "$name has another user"
  docker run --rm --entrypoint /bin/sh "$image" -c true >/dev/null 2>&1 && fail "$name has a shell"
  # Nothing that the lockfile has for development alone.
  docker run --rm "$image" -e 'const { readdirSync } = require("fs"); console.log(readdirSync("node_modules").flatMap((it) => it.startsWith("@") ? readdirSync(`node_modules/${it}`).map((sub) => `${it}/${sub}`) : [it]).join("\n"))' |
    node -e 'const lock = JSON.parse(require("fs").readFileSync("package-lock.json")).packages; const found = require("fs").readFileSync(0, "utf8").trim().split("\n"); const wrong = found.filter((it) => { const entry = lock[`node_modules/${it}`]; return !entry || entry.dev; }); if (found.length < 50 || wrong.length > 0) { console.error(wrong); process.exit(1); }' || fail "$name has a package of development"
}

until_healthy() {
  local waited=0
  until [[ $(docker inspect --format '{{.State.Health.Status}}' "$(compose ps -q portal)" 2>/dev/null) == healthy ]]; do
    ((waited += 2)) && sleep 2
    ((waited < 300)) || fail "the portal is not healthy: $(compose ps)"
  done
}

first_admin() {
  local link token
  for _ in $(seq 60); do
    link=$(compose logs --no-color first-admin 2>/dev/null | grep -o 'http[^ ]*#token=[A-Za-z0-9_.-]*' | head -n 1) && break
    sleep 1
  done
  token=${link#*token=}
  curl -sf "$PUBLIC_URL/api/activation" -H 'content-type: application/json' -d "{\"token\":\"$token\",\"password\":\"seven grey herons wade\"}" >/dev/null || fail "the first admin's link does not work"
}

# How many of our processes Prometheus scrapes, and how many rules it has taken.
watch_them() {
  local url=http://localhost:$PROMETHEUS_PORT/api/v1 up
  compose --profile observability up --detach --no-build prometheus >>"$folder/compose.log" 2>&1 || fail "$(tail -n 20 "$folder/compose.log")"
  for _ in $(seq 60); do
    up=$(curl -s "$url/query" --data-urlencode 'query=sum(up{job="partner-management"})' | jq -r '.data.result[0].value[1] // 0' || true)
    [[ $up == "${#services[@]}" ]] && break
    sleep 2
  done
  [[ $up == "${#services[@]}" ]] || fail "Prometheus scrapes $up of ${#services[@]} processes"
  say "Prometheus scrapes all $up processes and has $(curl -s "$url/rules" | jq '[.data.groups[].rules[]] | length') rules of the chart's alerts." ''
}

# The admin of before is there.
signs_in() {
  curl -sf "$PUBLIC_URL/api/partners/login" -H 'content-type: application/json' -d '{"email":"admin@example.com","password":"seven grey herons wade"}' >/dev/null || fail "the data is gone after $1"
}

# As docs/operations/backup.md says it, "With Docker Compose".
volumes() {
  local verb=$1 what=$2
  compose run --rm --no-deps --user root --entrypoint tar --volume "$folder/copies:/copy" postgres "$verb" /copy/postgres.tar.gz -C /var/lib/postgresql $what
  compose run --rm --no-deps --user root --entrypoint tar --volume "$folder/copies:/copy" kafka "$verb" /copy/kafka.tar.gz -C /var/lib/kafka/data $what
}

copy_and_bring_back() {
  rm -rf "$folder/copies" && mkdir -p "$folder/copies"
  SECONDS=0
  compose stop >>"$folder/compose.log" 2>&1
  volumes -czf . >>"$folder/compose.log" 2>&1 || fail "the copies: $(tail -n 5 "$folder/compose.log")"
  compose up --detach --no-build >>"$folder/compose.log" 2>&1
  until_healthy
  say '' "Both volumes copied with everything stopped, and up again, in $SECONDS s: $(du -h "$folder"/copies/* | awk '{ sub(/.*\//, "", $2); printf "%s%s %s", (NR > 1 ? ", " : ""), $2, $1 }')."
  SECONDS=0
  compose down --volumes >>"$folder/compose.log" 2>&1
  volumes -xzf '' >>"$folder/compose.log" 2>&1 || fail "the copies back: $(tail -n 5 "$folder/compose.log")"
  compose up --detach --no-build >>"$folder/compose.log" 2>&1
  until_healthy
  signs_in 'the copies were brought back'
  say "Brought back into new volumes in $SECONDS s: the admin signs in; $(compose exec -T identity ops audit verify | tail -n 1); $(compose exec -T commissions ops ledger verify | tail -n 1); $(compose exec -T leads ops consumers status | tail -n 1)"
}

say "Tried on $(date -u +%F): $(docker --version), Debian's engine, $(docker-compose --version), Node $(node --version), $(nproc) processors."
start_engine
deploy/try/bases.sh "$folder" >&2
SECONDS=0; build_images local; say '' "All images built in $SECONDS s." ''
report_sizes
for name in "${images[@]}"; do check_image "$name"; done
say '' 'Every image: user 65532, no shell, no package that the lockfile has for development alone.' ''

docker run --rm -i partner-management/migrate:local deploy/image/environment.ts </dev/null >"$folder/env"
SECONDS=0; compose up --detach --no-build >>"$folder/compose.log" 2>&1 || fail "$(tail -n 20 "$folder/compose.log")"
until_healthy; say "Up and healthy from empty volumes in $SECONDS s." ''
first_admin
say '```' "$(compose ps --all | cut -c 1-110)" '```' ''
SECONDS=0
DEMO_URL=$PUBLIC_URL DEMO_MAIL_URL=http://localhost:$MAIL_PORT DEMO_KAFKA_BROKERS=localhost:$KAFKA_PORT DEMO_ADMIN_EMAIL=admin@example.com DEMO_ADMIN_PASSWORD='seven grey herons wade' \
  npm run --silent demo >"$folder/demo.log" 2>&1 || fail "the demo: $(tail -n 5 "$folder/demo.log")"
say "The demo in $SECONDS s: $(tail -n 1 "$folder/demo.log")" ''
say '```' "$(curl -sI "$PUBLIC_URL/" | tr -d '\r')" '```' ''
say '`ops` in the containers:' '```'
compose exec -T identity ops audit verify
compose exec -T commissions ops ledger verify
compose exec -T leads ops parked list
say '```' '' 'Memory at rest:' '```' "$(docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' | sort)" '```' ''

watch_them

SECONDS=0; compose --profile observability stop --timeout 30 >>"$folder/compose.log" 2>&1
for name in "${services[@]}"; do
  code=$(docker inspect --format '{{.State.ExitCode}}' "$(compose ps -q "$name")")
  [[ $code == 0 ]] || fail "$name ended with $code"
done
say "Stopped in $SECONDS s, every service of ours with exit code 0." ''
compose --profile observability down >>"$folder/compose.log" 2>&1
SECONDS=0; compose up --detach --no-build >>"$folder/compose.log" 2>&1
until_healthy
signs_in 'a second start'
say "Down, and up again on the same volumes in $SECONDS s: the admin signs in. first-admin says: $(compose logs --no-color first-admin | tail -n 1 | sed 's/^[^|]*| //')"
copy_and_bring_back
