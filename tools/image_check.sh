#!/bin/sh
# image_check.sh ENGINE IMAGE: whether IMAGE and IMAGE-again are the same, small and listed whole, whether
# IMAGE runs with every restriction, says that it is healthy and ends as asked, and whether the files of
# deploy/ bring it up. Part of ./dev image --check.
set -eu
engine=$1
image=$2
bound=16000000 # bytes; docs/deploy.md names it
. "$(dirname "$0")/dev.sh"

fail() {
    say "image: $*"
    exit 1
}

layers_of() {
    docker image inspect --format '{{.RootFS.Layers}} {{.Config.Labels}} {{.Config.Env}}' "$1"
}

# Docker gives no digest of what was not pushed; its own form would hold the time of the build.
compare() {
    if [ "$engine" = docker ]; then
        [ "$(layers_of "$image")" = "$(layers_of "$image-again")" ] || fail "two builds of one commit differ"
        return
    fi
    for name in "$image" "$image-again"; do
        "$engine" push --quiet --format oci "$name" "oci:$folder/${name##*[:/]}:check"
    done
    tools/image_layout.py "$folder/${image##*[:/]}" "$folder/${image##*[:/]}-again" "$bound" >"$folder/said" ||
        fail "not as it should be"
    say "$(cat "$folder/said")"
}

# buildah builds only; podman runs what it built, and reads the same store.
[ "$engine" = buildah ] && engine=podman
container=exportstats-check-$$
folder=$(mktemp -d)
trap '"$engine" rm --force "$container" >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
compare
# shellcheck disable=SC2086
"$engine" run --detach --name "$container" --read-only --cap-drop=ALL --security-opt no-new-privileges \
    --pids-limit 64 --memory 64m ${RUN_OPTIONS:-} "$image" >/dev/null
healthy=
for _ in 1 2 3 4 5 6 7 8 9 10; do
    if "$engine" exec "$container" /usr/local/bin/exportstats healthcheck; then
        healthy=1
        break
    fi
    sleep 1
done
[ -n "$healthy" ] || fail "not healthy within ten seconds"
"$engine" stop --time 20 "$container" >/dev/null
status=$("$engine" inspect --format '{{.State.ExitCode}}' "$container")
[ "$status" = 0 ] || fail "ended with status $status when asked to stop"
say "runs read-only, without capabilities, as its own user, in 64 MB and 64 processes; ends with status 0"

if [ "$engine" = podman ] && [ "$(id -u)" = 0 ]; then
    unshare --net tools/image_deploy.sh "$image" "$folder"
else
    say "not checked here: deploy/compose.yaml and kubernetes.yaml, for which this takes podman as root"
fi
