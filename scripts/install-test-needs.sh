#!/usr/bin/env bash
# Installs what the tests need and this machine does not have: a C compiler (race detector), PostgreSQL, strace, and for the
# tests in a browser Chromium, Node and a Java runtime (HTML validator). Debian and Ubuntu, as root.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v go >/dev/null; then
	echo 'Go is needed; see go.mod for the version and https://go.dev/doc/install' >&2
	exit 1
fi

missing=()
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v strace >/dev/null || missing+=(strace) # watches what reaches the disk (reliability)
if [ -f browser/package.json ]; then
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
	command -v node >/dev/null || missing+=(nodejs)
	command -v npm >/dev/null || missing+=(npm)
	command -v java >/dev/null || missing+=(default-jre-headless)
fi

if [ ${#missing[@]} -gt 0 ]; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "Please install first: ${missing[*]}" >&2
		exit 1
	fi
	echo "installing ${missing[*]}"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -q
	apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

if [ -f browser/package.json ] && [ ! -d browser/node_modules ]; then
	(cd browser && npm ci --ignore-scripts --no-audit --no-fund)
fi
