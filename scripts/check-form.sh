#!/usr/bin/env bash
# The form of the code: gofmt, go vet, and go.mod as `go mod tidy` would write it.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(find . -name '*.go' -not -path '*/node_modules/*' -not -path './.git/*' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
	printf 'These files are not formatted; run gofmt -w on them:\n%s\n' "$unformatted" >&2
	exit 1
fi
go vet ./...
if ! go mod tidy -diff >/dev/null 2>&1; then
	echo 'go.mod or go.sum is not tidy; run: go mod tidy' >&2
	go mod tidy -diff >&2 || true
	exit 1
fi

# modernc.org/libc must be exactly the version that modernc.org/sqlite asks for.
asked=$(go mod graph | awk '$1 ~ /^modernc.org\/sqlite@/ && $2 ~ /^modernc.org\/libc@/ && !found {print $2; found = 1}')
used=$(go list -m -f '{{.Path}}@{{.Version}}' modernc.org/libc)
if [ "$asked" != "$used" ]; then
	echo "modernc.org/sqlite asks for $asked, go.mod has $used; they must be equal" >&2
	exit 1
fi
echo 'form: ok'
