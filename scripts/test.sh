#!/usr/bin/env bash
# Runs the tests: all of them, or only those of `go` or `browser`. As strict as CI: nothing is skipped because
# something is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."
part=${1:-all}
export CI=${CI:-true}

test_go() {
	# shellcheck source=scripts/postgres.sh
	. scripts/postgres.sh
	trap stop_postgres EXIT
	start_postgres
	scripts/check-form.sh
	go test -race -timeout 40m ./...
	# Modules of their own, so that what they need stays out of the program.
	for module in bench/go.mod; do
		if [ -f "$module" ]; then
			(cd "$(dirname "$module")" && go vet ./... && go test -timeout 10m ./...)
		fi
	done
	stop_postgres
	trap - EXIT
}

test_browser() {
	if [ ! -f browser/package.json ]; then
		return
	fi
	[ -d browser/node_modules ] || (cd browser && npm ci --ignore-scripts --no-audit --no-fund)
	# A limit over all, so that a machine on which a browser does not work says so instead of waiting for ever.
	(cd browser && timeout --kill-after=30s 30m npm test)
}

case $part in
go) test_go ;;
browser) test_browser ;;
all)
	test_go
	test_browser
	;;
*)
	echo "usage: scripts/test.sh [go|browser]" >&2
	exit 2
	;;
esac
echo "all tests passed ($part)"
