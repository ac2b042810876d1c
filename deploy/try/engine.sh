# Sourced by what tries the images: a Docker Engine of its own below TRY_FOLDER, and our images built by it.
folder=${TRY_FOLDER:-/var/tmp/partner-management-try}
export DOCKER_HOST=unix://$folder/docker.sock DOCKER_BUILDKIT=0
services=(identity applications leads notifications commissions gateway portal)
images=("${services[@]}" migrate)
mkdir -p "$folder"

say() { printf '%s\n' "$@"; }
fail() { say "**Failed:** $*"; exit 1; }

engine_pid=
forwarding=$(iptables --list-rules FORWARD | awk '$1 == "-P" { print $3 }')

start_engine() {
  dockerd --data-root "$folder/docker" --exec-root "$folder/run" --pidfile "$folder/dockerd.pid" --host "$DOCKER_HOST" >"$folder/dockerd.log" 2>&1 &
  engine_pid=$!
  for _ in $(seq 60); do docker info >/dev/null 2>&1 && return; sleep 1; done
  fail "the engine did not start, see $folder/dockerd.log"
}

stop_engine() {
  [[ -z $engine_pid ]] && return
  kill "$engine_pid" && wait "$engine_pid" || true
  # The engine leaves its bridge, and a firewall that passes nothing on; other networks of this machine need it as it was.
  iptables --policy FORWARD "$forwarding" || true
  ip link delete docker0 2>/dev/null || true
}

# build_images <tag> [<option of docker build>...]
build_images() {
  local tag=$1
  shift
  for name in "${images[@]}"; do
    docker build --quiet --file deploy/Dockerfile --build-arg "SERVICE=$name" "$@" --tag "partner-management/$name:$tag" . >/dev/null 2>"$folder/build.log" || fail "$name: $(tail -n 5 "$folder/build.log")"
  done
}
