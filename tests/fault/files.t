#!/bin/sh
# SPDX-License-Identifier: ISC
# Files as outputs: what is kept, what is refused.
. "$(dirname "$0")/lib.sh"

mkdir site
target=site/feed.xml

fresh_file() {
	(umask 022 && run 0 "$stage" $target "$old") && cmp -s $target "$old" &&
		[ "$(stat -c %a $target)" = 644 ] && names site feed.xml
}
ok "a new file is written whole, for all to read" fresh_file

umask_is_heeded() {
	rm $target
	(umask 027 && run 0 "$stage" $target "$old") && [ "$(stat -c %a $target)" = 640 ]
}
ok "a new file heeds the umask" umask_is_heeded

mode_is_kept() {
	chmod "$1" $target
	cmp -s $target "$old" && next=$new || next=$old
	run 0 "$stage" $target "$next" && cmp -s $target "$next" &&
		[ "$(stat -c %a $target)" = "$1" ]
}
for mode in 644 640 600 444 664; do
	ok "mode $mode is kept" mode_is_kept $mode
done

unchanged() {
	cp "$old" $target
	touch -d 2001-02-03T04:05:06Z $target
	before=$(stat -c '%i %Y %Z' $target)
	run 0 "$stage" $target "$old" && said unchanged &&
		[ "$(stat -c '%i %Y %Z' $target)" = "$before" ] && names site feed.xml
}
ok "an unchanged feed keeps its inode and its time" unchanged

link_target() {
	mkdir -p www
	cp "$old" www/real.xml
	ln -sf ../www/real.xml site/link.xml
	run 0 "$stage" site/link.xml "$new" && [ -L site/link.xml ] &&
		[ ! -L www/real.xml ] && cmp -s www/real.xml "$new" && names www real.xml
	status=$?
	rm site/link.xml
	return $status
}
ok "a link stays, and its file is replaced in its own folder" link_target

is_folder() {
	run 3 "$stage" site "$new" && said emit/not-a-file && names site feed.xml
}
ok "a folder is refused" is_folder

input_fails() {
	cp "$old" $target
	run 3 "$stage" $target missing && cmp -s $target "$old" && names site feed.xml
}
ok "a run without input changes nothing" input_fails

relative() {
	cp "$old" $target
	(cd site && run 0 "$stage" feed.xml "$new") && cmp -s $target "$new"
}
ok "a bare name means the working folder" relative

bare_environment() {
	cp "$old" $target
	run 0 env -i "$stage" $target "$new" && cmp -s $target "$new"
}
ok "an empty environment is enough" bare_environment

finish
