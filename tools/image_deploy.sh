#!/bin/sh
# image_deploy.sh IMAGE FOLDER: deploy/compose.yaml and deploy/kubernetes.yaml, applied by podman to IMAGE;
# FOLDER is for files that last as long as this. Part of ./dev image --check, which gives it a network of
# its own: the ports in these files are free there.
set -eu
image=$1
folder=$2
. "$(dirname "$0")/dev.sh"
root=$(cd "$(dirname "$0")/.." && pwd)

fail() {
    say "image: $*"
    exit 1
}

# A ready service and a first answer, at the addresses of the file.
expect_service() {
    ready=
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        curl -fsS --max-time 5 "$1/readyz" >"$folder/ready" 2>/dev/null && ready=1 && break
        sleep 1
    done
    [ -n "$ready" ] || fail "nobody is ready at $1"
    curl -fsS --max-time 5 http://127.0.0.1:8080/v1/series?limit=1 | grep -q '"data":\[{' ||
        fail "no answer at the port of $2"
}

# What the engine made of the restrictions; each must have come through.
expect_restricted() {
    found=$(podman inspect --format '{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.EffectiveCaps}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}}' "$1")
    [ "$found" = "true 65532:65532 [] [no-new-privileges] $2" ] || fail "not restricted: $found"
}

# Compose is the one of Docker; podman understands it.
check_compose() {
    podman system service --time=0 "unix://$folder/podman.sock" 2>"$folder/service" &
    service=$!
    export DOCKER_HOST="unix://$folder/podman.sock"
    # shellcheck disable=SC2064
    trap "compose down --timeout 10 >/dev/null 2>&1; kill $service" EXIT
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -S "$folder/podman.sock" ] && break
        sleep 1
    done
    compose up --detach --no-build 2>"$folder/said" || fail "compose: $(cat "$folder/said")"
    container=$(podman ps --quiet --filter "label=com.docker.compose.project=$project")
    expect_restricted "$container" 134217728
    podman healthcheck run "$container" >/dev/null || fail "compose: not healthy"
    expect_service http://127.0.0.1:8080 compose.yaml
    compose stop 2>/dev/null
    [ "$(podman inspect --format '{{.State.ExitCode}}' "$container")" = 0 ] || fail "compose: did not end with 0"
    compose down >/dev/null 2>&1
    kill "$service"
    trap - EXIT
    say "compose.yaml: up with every restriction, healthy, serves at its port, stops with status 0"
}

compose() {
    docker-compose --project-name "$project" --file "$folder/compose.yaml" "$@"
}

# podman would give two copies the same ports; services, budgets and network policies it leaves alone.
check_kubernetes() {
    sed "s|image: exportstats:.*|image: $image|; s|replicas: 2|replicas: 1|" "$root/deploy/kubernetes.yaml" \
        >"$folder/kubernetes.yaml"
    # shellcheck disable=SC2064
    trap "podman play kube --down '$folder/kubernetes.yaml' >/dev/null 2>&1" EXIT
    podman play kube "$folder/kubernetes.yaml" >/dev/null 2>"$folder/said" || fail "$(cat "$folder/said")"
    expect_restricted exportstats-pod-0-exportstats 268435456
    expect_service http://127.0.0.1:8079 kubernetes.yaml
    podman play kube --down "$folder/kubernetes.yaml" >/dev/null 2>&1
    trap - EXIT
    say "kubernetes.yaml: played with every restriction, ready at the port of its probes, serves at its own"
}

for program in ip iptables curl; do
    command -v "$program" >/dev/null || { say "not checked, for want of $program: deploy/"; exit 0; }
done
ip link set lo up
project=exportstats-check-$$
if command -v docker-compose >/dev/null; then
    # podman raises what is not named to its own limits, which a root without CAP_SYS_RESOURCE may not.
    sed "s|image: exportstats:.*|image: $image|; s|build: .*||; s|\( *\)nofile: .*|&\n\1nproc: 4096|" \
        "$root/deploy/compose.yaml" >"$folder/compose.yaml"
    check_compose
else
    say "not checked, for want of docker-compose: deploy/compose.yaml"
fi
check_kubernetes
