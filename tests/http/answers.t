#!/bin/sh
# SPDX-License-Identifier: ISC
# What is made of an answer: length, type, and which complaint. One row a behaviour of
# badserver: what was asked, what was found, what was said.
. "$(dirname "$0")/lib.sh"
start_bad

H=HEAD
G='HEAD+GET bytes=0-0'
# The first bytes: where the server's type leaves open what it is, the content is looked at.
B='GET bytes=0-16383'

# row PATH REQUESTS VALUES RULES: REQUESTS are methods joined by +.
row() {
	probe --allow-private "$site/$1"
	got=$(asked | cut -d' ' -f1,3 | sed 's/ -$//' | paste -sd+ -)
	is "$1: asked with $2" "$got" "$2"
	is "$1: found" "$values" "$3"
	is "$1: said" "$(rules)" "$4"
}
good='123456 probed audio/mpeg probed'
unknown='0 absent audio/mpeg probed'
nothing='0 absent audio/mpeg derived'
blind='warning enclosure/no-ranges 1
warning enclosure/length-unknown 1'

row ok/a.mp3 $H "$good" ''

# HEAD is refused (N9, N10).
for status in 400 401 403 404 405 406 410 501; do
	row "head/$status/a.mp3" "$G" "$good" 'warning enclosure/head-refused 1'
done
for status in 500 502 504; do
	row "head/$status/a.mp3" "$H+$H+GET bytes=0-0" "$good" ''
done
row status/404/a.mp3 "$G" "$nothing" 'error enclosure/not-found 1'
row status/410/a.mp3 "$G" "$nothing" 'error enclosure/not-found 1'
row status/403/a.mp3 "$G" "$nothing" 'warning enclosure/denied 1'
row status/401/a.mp3 "$G" "$nothing" 'warning enclosure/denied 1'
# HEAD has shown the audio: one odd GET does not make it gone.
row get/404/a.mp3 "$G" "$nothing" 'warning enclosure/denied 1'
row get/500/a.mp3 "$G+GET bytes=0-0+GET bytes=0-0" "$nothing" 'warning enclosure/length-unknown 1'

# Lengths (N11, N12, N14, N15, N18, N19, N34).
row nolen/a.mp3 "$G" "$good" ''
row nolen-ever/a.mp3 "$G" "$unknown" "$blind"
row lies/a.mp3 "$G" "$good" 'warning enclosure/head-refused 1'
row 'ok/small.mp3?size=500' "$G" '500 probed audio/mpeg probed' ''
row 'ok/huge.mp3?size=9000000000' $H '9000000000 probed audio/mpeg probed' ''
row empty/a.mp3 "$G" "$nothing" 'warning enclosure/length-unknown 1'
row 206/a.mp3 "$G" "$good" 'warning enclosure/head-refused 1'
for status in 204 304 416; do
	row "head/$status/a.mp3" "$G" "$good" 'warning enclosure/head-refused 1'
done
row dupcl/a.mp3 "$G" "$unknown" "$blind"
row dupcl-same/a.mp3 $H "$good" ''
row digits20/a.mp3 "$G" "$unknown" "$blind"
row neg/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'
row gzip/a.mp3 "$G" "$good" ''
row gzip-ever/a.mp3 "$G" "$unknown" "$blind"

# Of a body nothing is read but what is on its way already (N13).
row bigbody-ignores-range/a.mp3 "$G" '209715200 probed audio/mpeg probed' \
	'warning enclosure/head-refused 1
warning enclosure/no-ranges 1'
# The server has noticed the end of that connection when it has answered two more. It could
# send what fits into the buffers between; all would be 200 MB.
for n in 1 2; do
	run "$cli" --allow-private "$site/ok/$n.mp3"
done
sent=$(sed -n 's/^sent \([0-9]*\) .*/\1/p' "$log")
ok "of 200 MB only $sent bytes were sent" test "${sent:-209715200}" -lt 50000000
# Nor is it waited for: behind 180 bytes of headers it would be 150 in the 15 s of a request.
start_log
run "$cli" --allow-private "$site/drip-ignores-range/a.mp3"
like 'a body in drops: its length is known' "$out" '^209715200 probed audio/mpeg probed'
until sent=$(grep '^sent .*/drip' "$log"); do :; done
sent=${sent#sent }
ok "a body in drops: ${sent%% *} bytes were waited for" test "${sent%% *}" -lt 280

# Redirects (N20, N21, N22).
row chain/4/a.mp3 "$(yes $H | head -5 | paste -sd+ -)" "$good" ''
row chain/8/a.mp3 "$(yes $H | head -9 | paste -sd+ -)" "$good" 'warning enclosure/redirects 1'
like 'many redirects: told' "$said" 'more than 4 redirects lead to http://127.0.0.1:'
row chain/12/a.mp3 "$(yes $H | head -11 | paste -sd+ -)" "$nothing" 'warning enclosure/redirects 1'
row loop/a.mp3 "$(yes $H | head -11 | paste -sd+ -)" "$nothing" 'warning enclosure/redirects 1'
for to in file:///etc/hostname ftp://127.0.0.1/a gopher://127.0.0.1/a scp://127.0.0.1/a; do
	row "to/$to.mp3" $H "$nothing" 'error enclosure/redirect-scheme 1'
	like "to/$to.mp3: names it" "$said" "neither http nor https: $to"
done
for to in 'http://[::1/a.mp3' http://127.0.0.1:99999/a.mp3; do
	row "to/$to" $H "$nothing" 'warning enclosure/unreachable 1'
	like 'to no address: why' "$said" 'it redirects to what is no address'
done
row to/http://name:word@127.0.0.1/a.mp3 "$H" "$nothing" 'warning enclosure/unreachable 1'
unlike 'no password is shown' "$(printf '%s\n' "$said" | sed 's/.*gives//')" 'word@'

# Parts of files.
row no-accept/a.mp3 $H "$good" 'warning enclosure/no-ranges 1'
row no-ranges/a.mp3 $H "$good" ''

# Types (N35, N36).
row html/a.mp3 "$G" "$nothing" 'error enclosure/html 1'
row html-head/a.mp3 "$G" "$good" 'warning enclosure/head-refused 1'
row 'ok/a.mp3?type=audio/mp3' $H "$good" ''
row 'ok/a.mp3?type=Audio/MPEG;%20x=y' $H "$good" ''
row 'ok/a.m4a?type=audio/mp4' $H '123456 probed audio/x-m4a probed' ''
row 'ok/a.mp3?type=audio/aac' "$H+$B" '123456 probed audio/mpeg derived' \
	'warning enclosure/type-differs 1'
for type in application/octet-stream binary/octet-stream text/plain; do
	row "ok/a.mp3?type=$type" "$H+$B" '123456 probed audio/mpeg derived' \
		'hint enclosure/type-generic 1'
done
row 'ok/a?type=audio/x-mp3' $H "$good" ''
row 'ok/a?type=image/png' "$H+$B" '123456 probed - absent' 'warning enclosure/type-differs 1'

# What is no answer (N16, N28 to N31).
row fin/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'
# They are not read to their end, which would be 25 MB and more; what fits into the buffers between
# may be sent.
for kind in hdr-flood 100-flood; do
	row $kind/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'
	until sent=$(grep -m1 "^sent .*/$kind/" "$log"); do :; done
	sent=${sent#sent }
	ok "$kind: ${sent%% *} bytes were sent" test "${sent%% *}" -lt 15000000
done
row onehdr/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'
row nul/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'
row http09/a.mp3 "$H+$H" "$nothing" 'warning enclosure/unreachable 1'

# One connection after the other: what HEAD must not have sent, or a connection that is gone,
# does no harm to the next probe (N31, N32).
for kind in head-with-body stale; do
	probe --allow-private --limit=per_host=1 "$site/$kind/1.mp3" "$site/ok/2.mp3?size=2222" \
		"$site/$kind/3.mp3" "$site/ok/4.mp3?size=4444"
	is "$kind: the next answers are right" "$values" "$good
2222 probed audio/mpeg probed
$good
4444 probed audio/mpeg probed"
	is "$kind: nothing to say" "$said" ''
done

# What is written stands; a difference is told with both values.
probe --allow-private --length=99 --type=audio/x-m4a "$site/ok/a.mp3"
is 'written values stand' "$values" '99 written audio/x-m4a written'
like 'another length is told' "$said" \
	'warning enclosure/length-differs 1: length is 99, but the server has 123456 bytes'
like 'another type is told' "$said" \
	'warning enclosure/type-differs 1: the type is audio/x-m4a, but the server says audio/mpeg'
probe --allow-private --length=123456 --type=audio/mpeg "$site/ok/a.mp3"
is 'what agrees is not worth a word' "$said" ''

finish
