# Sourced, not run: start_postgres starts a throw-away PostgreSQL on a free port of this machine alone, sets
# NABIJ_TEST_POSTGRES, and stop_postgres ends it. PostgreSQL refuses to run as root, so root lends it another user.

postgres_dir=''

as_postgres() {
	# From the root, because the other user may not be allowed to look into the folder we are in.
	if [ "$(id -u)" = 0 ]; then
		(cd / && runuser -u "$postgres_user" -- "$@")
	else
		"$@"
	fi
}

free_port() {
	local port
	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 30000))
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
	echo 'no free port was found' >&2
	return 1
}

start_postgres() {
	if [ -n "${NABIJ_TEST_POSTGRES:-}" ]; then
		echo 'using the PostgreSQL of NABIJ_TEST_POSTGRES'
		return
	fi
	postgres_bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 | xargs -r dirname)
	if [ -z "$postgres_bin" ]; then
		postgres_bin=$(dirname "$(command -v initdb)") || {
			echo 'PostgreSQL is not installed; scripts/install-test-needs.sh does that' >&2
			return 1
		}
	fi
	postgres_user=postgres
	id -u postgres >/dev/null 2>&1 || postgres_user=nobody
	postgres_dir=$(mktemp -d "${TMPDIR:-/tmp}/nabij-postgres.XXXXXX")
	[ "$(id -u)" != 0 ] || chown "$postgres_user" "$postgres_dir"
	as_postgres "$postgres_bin/initdb" -D "$postgres_dir/data" -U nabij -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
	local port
	for _ in 1 2 3; do # another program can take the port in between
		port=$(free_port)
		if as_postgres "$postgres_bin/pg_ctl" -D "$postgres_dir/data" -l "$postgres_dir/log" -w -t 60 \
			-o "-p $port -k $postgres_dir -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null; then
			export NABIJ_TEST_POSTGRES="postgres://nabij@127.0.0.1:$port/postgres?sslmode=disable"
			echo "PostgreSQL for the tests: port $port"
			return
		fi
	done
	cat "$postgres_dir/log" >&2
	return 1
}

stop_postgres() {
	[ -n "$postgres_dir" ] || return 0
	as_postgres "$postgres_bin/pg_ctl" -D "$postgres_dir/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$postgres_dir"
	postgres_dir=''
}
