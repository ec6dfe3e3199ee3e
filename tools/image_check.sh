#!/bin/sh
# image_check.sh ENGINE IMAGE: whether IMAGE and IMAGE-again hold the same bytes, and whether IMAGE runs
# with every restriction, says that it is healthy and ends as asked. Part of ./dev image --check.
set -eu
engine=$1
image=$2
. "$(dirname "$0")/dev.sh"

fail() {
    say "image: $*"
    exit 1
}

# The layers in order: a digest of the whole would hold the time of the build where it cannot be set.
layers_of() {
    if [ "$engine" = buildah ]; then
        buildah inspect --type image --format '{{.OCIv1.RootFS.DiffIDs}} {{.OCIv1.Config}}' "$1"
    else
        "$engine" image inspect --format '{{.RootFS.Layers}} {{.Config.Labels}} {{.Config.Env}}' "$1"
    fi
}

same=$(layers_of "$image")
[ "$same" = "$(layers_of "$image-again")" ] || fail "two builds of one commit differ"
say "two builds without kept layers hold the same bytes"

# buildah builds only; podman runs what it built.
[ "$engine" = buildah ] && engine=podman
container=exportstats-check-$$
trap '"$engine" rm --force "$container" >/dev/null 2>&1 || true' EXIT
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
