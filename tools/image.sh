#!/bin/sh
# ./dev image [--check] [OPTION...]: builds the container image from the Dockerfile with docker, podman
# or buildah, whichever works here. IMAGE is the name that it gets, ENGINE takes a certain one of the
# three; options go on to the engine's build command. --check builds it once more without any layer
# kept and compares, then runs it with every restriction; RUN_OPTIONS go on to the engine's run.
set -eu
cd "$(dirname "$0")/.."
. tools/dev.sh

IMAGE=${IMAGE:-localhost/exportstats:latest}

# A client whose service does not run cannot build.
works() {
    case $1 in
    docker | podman) command -v "$1" >/dev/null && "$1" info >/dev/null 2>&1 ;;
    buildah) command -v buildah >/dev/null ;;
    esac
}

find_engine() {
    for engine in ${ENGINE:-docker podman buildah}; do
        if works "$engine"; then
            echo "$engine"
            return
        fi
    done
    say "building an image takes docker, podman or buildah, and none works here; Debian has them:"
    say "apt-get install podman"
    exit 1
}

check=
[ "${1:-}" = --check ] && check=1 && shift

# The commit's time dates the image and the first revision in it.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" meson.build | head -n 1)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)

engine=$(find_engine)
case $engine in
docker) set -- docker build "$@" ;;
# The other format knows no HEALTHCHECK; and an image with layers of its own on the way names them, which
# are others each time.
*) set -- "$engine" build --format docker --layers=false --timestamp "$SOURCE_DATE_EPOCH" "$@" ;;
esac

build_as() {
    name=$1
    shift
    say "building $name, version $version of $created, with $engine"
    "$@" --build-arg "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" --build-arg "VERSION=$version" \
        --build-arg "REVISION=$revision" --build-arg "CREATED=$created" --tag "$name" .
}

build_as "$IMAGE" "$@"
say "done: $IMAGE"
[ -z "$check" ] && exit 0
build_as "$IMAGE-again" "$@" --no-cache
tools/image_check.sh "$engine" "$IMAGE"
