#!/usr/bin/env bash
# Runs every fuzz test of the program, one after another, each for FUZZTIME.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${FUZZTIME:-30s}
found=0
for package in $(go list ./...); do
	for name in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		found=$((found + 1))
		echo "== $package $name ($time)"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" "$package"
	done
done
echo "fuzzed $found tests"
