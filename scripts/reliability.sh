#!/usr/bin/env bash
# Breaks the program on purpose, at the full numbers, with the guards that prove that each run can fail. Takes an hour or
# more. RUN chooses (RUN=G1 make reliability); SHARE=20 runs a fifth of the numbers.
# Best as root on Linux: a small disk is mounted for the full disk, and strace watches the writes.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/postgres.sh
. scripts/postgres.sh
trap stop_postgres EXIT
start_postgres
NABIJ_RELIABILITY=full NABIJ_RELIABILITY_SHARE=${SHARE:-100} go test -count=1 -timeout 0 -v -run "${RUN:-.}" ./reliability
