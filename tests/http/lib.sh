# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# For tests/http/*.t: what tests/cli/lib.sh has, and servers on loopback.
#
#     . "$(dirname "$0")/lib.sh"
#     start_bad                    badserver: its address is then in $site, its log in $log
#     probe URL…                   probe_cli, which waits $patience seconds for an answer: 10, in
#                                  which a busy machine brings one; 1 where none comes
#     asked                        what badserver was asked since the last start_log
#     finish
#
# probe leaves what it printed in $out, the episodes alone in $values, the diagnostics alone in
# $said. BUILD names the build folder. All servers end with the test.

. "$(dirname "$0")/../cli/lib.sh"

BUILD=${BUILD:-build}
case $BUILD in
/*) ;;
*) BUILD=$top/$BUILD ;;
esac
bad=$BUILD/tests/http/badserver
cli=$BUILD/tests/http/probe_cli
for program in "$bad" "$cli"; do
	[ -x "$program" ] && continue
	echo "Bail out! $program is not built"
	exit 1
done
log=$work/log
servers=

stop_servers() {
	for pid in $servers; do
		kill "$pid" 2>"$work/kill"
		wait "$pid" 2>"$work/kill"
	done
	servers=
}
trap 'stop_servers; rm -rf "$work"' EXIT

# start_bad [OPTION]…: returns when it listens.
start_bad() {
	rm -f "$work/port"
	mkfifo "$work/port"
	"$bad" -l "$log" "$@" >"$work/port" &
	servers="$servers $!"
	read -r port <"$work/port"
	site=http://127.0.0.1:$port
}

start_log() {
	: >"$log"
}
asked() {
	grep -Ev '^(sent|posted) ' "$log" | cut -d' ' -f1-3
}

# probe [OPTION]… URL…
patience=10
probe() {
	start_log
	run "$cli" "--limit=connect_ms=${patience}000" "--limit=total_ms=${patience}000" \
		"--limit=stall_s=$patience" --limit=retry_ms=10 --limit=per_second=0 "$@"
	[ "$status" -eq 0 ] || fail "probe_cli ended with $status" "$err"
	values=$(grep -Ev '^(hint|warning|error|progress) ' "$work/out")
	said=$(grep -E '^(hint|warning|error) ' "$work/out")
}
# The rules that were complained about, in order, with severity and episode.
rules() {
	printf '%s\n' "$said" | sed 's/:.*//' | grep .
}
