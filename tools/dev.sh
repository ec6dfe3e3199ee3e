# What ./dev does; read by it, never run alone.

BUILD=${BUILD:-build}
DATABASE=${DATABASE:-build/exportstats.db}

# What Debian calls the things we need: to build, and beyond that to test and to lint.
NEED_BUILD="gcc libc6-dev meson ninja-build pkg-config python3 libmicrohttpd-dev libcjson-dev
    libsqlite3-dev libxxhash-dev zlib1g-dev libbrotli-dev libzstd-dev libunistring-dev libgmp-dev
    check libcurl4-openssl-dev"
NEED_TEST="clang libclang-rt-14-dev sqlite3 curl nginx haproxy caddy prometheus systemd systemd-container
    python3-yaml brotli zstd faketime"
NEED_COVERAGE="gcovr"
NEED_LINT="clang-format-14 clang-tidy-14"
NEED_NPM="nodejs npm" # whose other packages do not go with Debian's
NEED_BENCH="nginx wrk sqlite3 strace iproute2 curl linux-perf"

say() { printf '==> %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Installs those of the named packages that are missing, and says which.
need() {
    missing=
    for package in "$@"; do is_installed "$package" || missing="$missing $package"; done
    [ -z "$missing" ] && return 0
    say "installing from Debian:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null
}

# Debian starts the services that it installs, unless this file says no; ours alone is taken away.
without_services() {
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] && { "$@"; return; }
    trap 'as_root rm -f "$policy"' EXIT INT TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    "$@"
    as_root rm -f "$policy"
    trap - EXIT INT TERM
}

# A build folder under a name, with meson's options; made once.
configure() {
    folder=$1
    shift
    [ -f "$folder/build.ninja" ] || meson setup "$folder" "$@" >&2
}

dev_help() {
    cat <<'TEXT'
./dev serve [settings]   build, import the bundled data, serve on 127.0.0.1:8080
./dev test [--long]      build and run every test, under gcc, clang and the sanitizers
./dev build              build only: build/exportstats
./dev import FOLDER      import a package into build/exportstats.db
./dev lint               formatting, static analysis, the OpenAPI document
./dev coverage           which lines the tests run; fails where some of stats/ and handlers/ are not
./dev fuzz [NAME] [SECONDS]   run the fuzzers, or one of them; a minute each where not said
./dev image [--check]    build the container image
./dev bench [--quick]    measure against nginx and sqlite3, write bench/RESULTS.md
TEXT
}

dev_build() {
    # shellcheck disable=SC2086
    need $NEED_BUILD
    configure "$BUILD" --buildtype=release
    ninja -C "$BUILD" exportstats >&2
}

dev_import() {
    dev_build
    "$BUILD/exportstats" import "$@" --database "$DATABASE"
}

dev_serve() {
    dev_import data/pakistan-it-exports
    address=${EXPORTSTATS_LISTEN:-127.0.0.1:8080}
    take=
    for argument in "$@"; do
        [ -n "$take" ] && address=$argument
        take=
        case $argument in
        --listen) take=1 ;;
        --listen=*) address=${argument#--listen=} ;;
        esac
    done
    say "serving; try: curl $address/v1/figures (Ctrl-C ends it)"
    exec "$BUILD/exportstats" serve --database "$DATABASE" "$@"
}

# One build under one compiler and those of its tests that the choice names. Suites: `once` holds the
# long tests, which run under the address sanitizer alone; `every` those that fail calls, which run there
# too and whose long forms fail every call where no sanitizer makes that slow; `threads` those that the
# thread sanitizer runs too, `plain` those that run in one build alone.
test_with() {
    name=$1
    choice=$2
    shift 2
    say "testing: $name"
    configure "build-$name" "$@"
    ninja -C "build-$name" >&2
    # shellcheck disable=SC2086
    meson test -C "build-$name" --print-errorlogs --no-rebuild --timeout-multiplier 4 $choice
}

# A build that must come without a warning; its tests run under the other compilers.
build_with() {
    name=$1
    shift
    say "building: $name"
    configure "build-$name" "$@"
    ninja -C "build-$name" >&2
}

# What several threads do at once, in a build that watches them.
test_threads() {
    say "testing: threads"
    CC=gcc configure build-threads --buildtype=debugoptimized -Db_sanitize=thread
    ninja -C build-threads exportstats tests/bundled.db >&2
    meson test -C build-threads --print-errorlogs --no-rebuild --timeout-multiplier 4 \
        --suite threads
}

dev_test() {
    long= every='--no-suite every'
    [ "${1:-}" = --long ] && long=1 && every= && shift
    # shellcheck disable=SC2086
    without_services need $NEED_BUILD $NEED_TEST
    export LONG_TESTS="$long"
    CC=gcc build_with gcc-O3 --buildtype=release
    CC=clang build_with clang-O0 --buildtype=debug
    CC=gcc test_with gcc-O0 '--no-suite once --no-suite every' --buildtype=debug
    CC=clang test_with clang-O3 "--no-suite once --no-suite plain $every" --buildtype=release
    CC=gcc test_with sanitized '--no-suite plain' --buildtype=debugoptimized -Db_sanitize=address,undefined
    test_threads
    say "all tests passed; of those that attack and inject faults:"
    python3 tools/counts.py build-gcc-O0 build-clang-O3 build-sanitized build-threads >&2
}

# Inputs that were found stay in build-fuzz/corpus; one that fails is written to build-fuzz/.
fuzz_one() {
    mkdir -p "build-fuzz/corpus/$1"
    say "fuzzing: $1 for $2 s"
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        EXPORTSTATS_TEST_DATABASE=build-fuzz/tests/bundled.db \
        EXPORTSTATS_TEST_REVISIONS=build-fuzz/tests/revised.db \
        "build-fuzz/tests/fuzz/fuzz-$1" -max_total_time="$2" -timeout=20 -max_len=8000 \
        -artifact_prefix="build-fuzz/$1-" -print_final_stats=1 \
        "build-fuzz/corpus/$1" "tests/fuzz/corpus/$1" "build-fuzz/seeds/$1"
}

dev_fuzz() {
    # shellcheck disable=SC2086
    need $NEED_BUILD $NEED_TEST
    CC=clang configure build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false
    ninja -C build-fuzz >&2
    python3 tests/fuzz/seeds.py . build-fuzz/seeds
    case ${1:-} in
    '' | [0-9]*)
        for folder in tests/fuzz/corpus/*; do fuzz_one "${folder##*/}" "${1:-60}"; done ;;
    *) fuzz_one "$1" "${2:-60}" ;;
    esac
}

# What gcc noted about files that are built no more would be counted as lines that nothing runs.
forget_notes() {
    find "$1" -name '*.gcda' -delete
    find "$1" -name '*.gcno' | while read -r notes; do
        [ -e "${notes%.gcno}.o" ] || rm -f "$notes"
    done
}

# Of the long tests those that ask while calls fail: they reach lines that nothing else does. A service
# that may write nowhere could not leave its counts.
dev_coverage() {
    # shellcheck disable=SC2086
    without_services need $NEED_BUILD $NEED_TEST $NEED_COVERAGE
    CC=gcc configure build-coverage --buildtype=debug -Db_coverage=true -Dc_args=-fprofile-update=atomic
    ninja -C build-coverage >&2
    forget_notes build-coverage
    export EXPORTSTATS_LANDLOCK=false
    failed=0
    for choice in '--no-suite once --no-suite every' \
        'faults-serving faults-serving-on faults-serving-revisions faults-serving-elsewhere'; do
        # shellcheck disable=SC2086
        meson test -C build-coverage --print-errorlogs --no-rebuild --timeout-multiplier 4 $choice ||
            failed=1
    done
    python3 tools/coverage.py build-coverage || failed=1
    return $failed
}

dev_lint() {
    # shellcheck disable=SC2086
    need $NEED_BUILD $NEED_LINT
    command -v npm >/dev/null || need $NEED_NPM
    tools/lint.sh
}

dev_image() {
    tools/image.sh "$@"
}

dev_bench() {
    # shellcheck disable=SC2086
    without_services need $NEED_BENCH
    BUILD=build-bench
    dev_build
    exec /usr/bin/python3 bench/bench.py "$BUILD/exportstats" "$@"
}
