#!/usr/bin/env bash
# Measures the speed, on one core so that runs can be compared. BENCH chooses what: BENCH=Evaluate make bench
set -euo pipefail
cd "$(dirname "$0")/.."
pattern=${BENCH:-.}
go test -run '^$' -bench "$pattern" -benchmem -cpu 1 ./...
if [ -f bench/go.mod ]; then
	(cd bench && go test -run '^$' -bench "$pattern" -benchmem -cpu 1 -timeout 30m ./...)
fi
