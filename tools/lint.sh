#!/bin/sh
# ./dev lint: formatting, static analysis, and the OpenAPI document by two public linters.
set -eu
cd "$(dirname "$0")/.."
say() { printf '==> %s\n' "$*" >&2; }

sources=$(git ls-files '*.c' '*.h')

say "clang-format"
# shellcheck disable=SC2086
clang-format-14 --dry-run -Werror $sources

say "clang-tidy"
[ -f build-lint/build.ninja ] || CC=clang meson setup build-lint --buildtype=debug >&2
ninja -C build-lint >&2
# shellcheck disable=SC2046
clang-tidy-14 -p build-lint --quiet $(git ls-files '*.c' | grep -v '^tests/')

say "openapi.json"
build-lint/exportstats openapi | cmp - openapi.json
mkdir -p build-lint/npm
[ -d build-lint/npm/node_modules/@redocly/cli ] ||
    npm install --prefix build-lint/npm --no-audit --no-fund --silent \
        @redocly/cli @stoplight/spectral-cli
printf 'extends: ["spectral:oas"]\n' >build-lint/npm/spectral.yaml
build-lint/npm/node_modules/.bin/redocly lint openapi.json
build-lint/npm/node_modules/.bin/spectral lint --fail-severity=warn \
    -r build-lint/npm/spectral.yaml openapi.json
