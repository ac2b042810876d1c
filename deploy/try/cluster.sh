#!/bin/bash
# Tries the chart on a real cluster: install, test, demo, policies, upgrade and rollback under load, every pod killed, recovery by Jobs, uninstall. Writes a report as Markdown.
# It works on whatever cluster KUBECONFIG names, in two namespaces of its own (prm-try, prm-try-visitors) that must not be there yet and are removed at the end.
#   KUBECONFIG=… deploy/try/cluster.sh [<report, docs/operations/cluster.md by default>]
# Needs kubectl, helm, jq and curl in the PATH, a clone after npm ci and npm run build, a default storage class, network policies that are enforced, and
# nothing else on the ports 8080, 1080, 9094 and 5432 of this machine (URL_PORT, MAIL_PORT and SQL_PORT change all but Kafka's).
# LOAD_RATE is how many requests a second the load asks (100): a machine that is busy otherwise may not carry that while all pods start anew.
# The images have to be where the cluster finds them: push ours under two tags (TAG is installed, NEXT_TAG upgraded to) and name their place in a file of
# values that VALUES names (images.registry, images.repository, evaluation.*.image); or load what cluster-images.sh makes into the nodes.
set -euo pipefail
report=$(realpath "${1:-$(dirname "$0")/../../docs/operations/cluster.md}")
cd "$(dirname "$0")/../.."
tag=${TAG:-0.1.0} next=${NEXT_TAG:-0.1.1} space=prm-try visitors=prm-try-visitors release=prm
url=http://localhost:${URL_PORT:-8080} mail=http://localhost:${MAIL_PORT:-1080} sql_port=${SQL_PORT:-5432} rate=${LOAD_RATE:-100}
chart=charts/partner-management name=$release-partner-management
services=(gateway portal identity applications leads commissions notifications)
parts=("${services[@]}" postgres kafka mail)
export ADMIN_PASSWORD='seven grey herons wade'
work=$(mktemp -d)
export PATH=$PWD/node_modules/.bin:$PATH
# The chart as it would be published with each tag.
for version in "$tag" "$next"; do helm package "$chart" --version "$version" --app-version "$version" --destination "$work" >/dev/null; done

. deploy/try/cluster-steps.sh
. deploy/try/cluster-recovery.sh
trap finish EXIT
begin_report

kubectl create namespace "$space" >/dev/null
kubectl label namespace "$space" pod-security.kubernetes.io/{enforce,warn,audit}=restricted >/dev/null
kubectl create namespace "$visitors" >/dev/null
kubectl label namespace "$visitors" pod-security.kubernetes.io/enforce=restricted partner-management/try=visitors >/dev/null

dry_run
install --timeout 10m
until_ready
row '`helm install`, without `--wait`' "everything ready and all Jobs complete after $took s; no warning of Pod Security"
test_release
uninstall 'right after it, and its volumes removed'
kubectl -n "$space" delete persistentvolumeclaim --all --wait >/dev/null
install --wait --wait-for-jobs --timeout 10m
row '`helm install --wait --wait-for-jobs`' "came back after $took s; no warning of Pod Security"
test_release

forward "service/$name-gateway" "${url##*:}:3000"
forward "service/$name-mail" "${mail##*:}:1080"
forward "statefulset/$name-kafka" 9094
forward "statefulset/$name-postgres" "$sql_port:5432"
first_admin
demo || fail "the demo: $(tail -n 5 "$work/demo.log")"
row 'The demo through port-forwards' "$(tail -n 1 "$work/demo.log") $took s"
hardening
edges
visitors_edges
autoscaling

start_load upgrade
change upgrade "$next"
stop_load upgrade
row "\`helm upgrade\` to $next under load" "every pod of ours replaced, ready after $took s; $figures"
start_load rollback
change rollback "$tag"
stop_load rollback
row '`helm rollback` under load' "back on $tag after $took s; $figures"
count_events
test_release

demo_with_kills
check_books
recovery
uninstall 'at the end'
say '' "Taken altogether: $(((SECONDS + 59) / 60)) minutes. Every step above ended as it must, or this page would end with **Failed**."
