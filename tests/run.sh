#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds everything and runs all tests; missing packages are installed first. The last line is "N passed, N failed".
#   sh tests/run.sh [BUILD_FOLDER [OPTIONS OF MESON SETUP...]]
# FOLLICLE_TEST_PATIENCE multiplies all time limits; FOLLICLE_TEST_ROUNDS is how many percent of the random rounds are run (100);
# FOLLICLE_HEAD_DIR names the folder of the scanned head, for the tests that use it.
set -eu
cd "$(dirname "$0")/.."
sh tests/support/install-packages.sh

build=${1:-build}
[ $# -eq 0 ] || shift
if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" --buildtype=release -Dio=enabled -Dcairo=enabled -Dtests=enabled "$@" </dev/null
fi
meson compile -C "$build" </dev/null

# Slow machines and instrumented builds get more time, from Meson and from Check.
patience=${FOLLICLE_TEST_PATIENCE:-3}
export CK_TIMEOUT_MULTIPLIER="$patience"
# For builds with AddressSanitizer.
export LSAN_OPTIONS="suppressions=$PWD/tests/support/leaks.txt:print_suppressions=0"
rm -f "$build/meson-logs/testlog.json"
status=0
meson test -C "$build" --timeout-multiplier "$patience" --print-errorlogs </dev/null || status=$?
echo
if [ ! -s "$build/meson-logs/testlog.json" ]; then
    echo "0 passed, 1 failed"
    exit 1
fi
awk -f tests/support/count.awk "$build/meson-logs/testlog.json"
exit "$status"
