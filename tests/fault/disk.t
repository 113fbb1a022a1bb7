#!/bin/sh
# SPDX-License-Identifier: ISC
# No room: full and read-only file systems, limits.

# In a mount namespace of its own, if that is permitted.
if [ -z "${own_mounts-}" ] && unshare -m true 2>/dev/null; then
	own_mounts=yes exec unshare -m sh "$0"
fi
. "$(dirname "$0")/lib.sh"
trap 'umount mnt 2>/dev/null; rm -rf "$scratch"' EXIT

head -c 40000 "$old" >small
mkdir mnt site

# mounted NAME FUNCTION
mounted() {
	if [ "${own_mounts-}" ]; then
		ok "$1" "$2"
		umount mnt
	else
		skip "$1" "a mount namespace is not permitted"
	fi
}

full_disk() {
	mount -t tmpfs -o size=64k none mnt && cp small mnt/feed.xml || return
	run 3 "$stage" mnt/feed.xml "$new" &&
		said "No space left on device; feed.xml is unchanged" &&
		cmp mnt/feed.xml small && names mnt feed.xml
}
mounted "a full disk leaves the old file" full_disk

full_disk_no_file() {
	mount -t tmpfs -o size=64k none mnt || return
	run 3 "$stage" mnt/feed.xml "$new" &&
		said "No space left on device; feed.xml was not made" && names mnt
}
mounted "a full disk gets no half file" full_disk_no_file

room_again() {
	mount -t tmpfs -o size=64k none mnt && cp small mnt/feed.xml || return
	run 3 "$stage" mnt/feed.xml "$new" && mount -o remount,size=2m mnt &&
		run 0 "$stage" mnt/feed.xml "$new" && cmp mnt/feed.xml "$new" &&
		names mnt feed.xml
}
mounted "the next run with room succeeds" room_again

no_inode() {
	mount -t tmpfs -o nr_inodes=2 none mnt && cp small mnt/feed.xml || return
	run 3 "$stage" mnt/feed.xml "$new" && said "No space left on device" &&
		cmp mnt/feed.xml small && names mnt feed.xml
}
mounted "no inode left for the temporary file" no_inode

read_only() {
	cp "$old" site/feed.xml
	mount --bind site mnt && mount -o remount,ro,bind mnt || return
	run 3 "$stage" mnt/feed.xml "$new" &&
		said "cannot make .feed.xml.feedgen in its folder: Read-only file system" &&
		said "feed.xml is unchanged" && cmp mnt/feed.xml "$old" && names mnt feed.xml
}
mounted "a read-only file system" read_only

read_only_same() {
	cp "$old" site/feed.xml
	mount --bind site mnt && mount -o remount,ro,bind mnt || return
	run 0 "$stage" mnt/feed.xml "$old" && [ "$(cat said)" = unchanged ] &&
		names mnt feed.xml
}
mounted "a read-only file system, and nothing to change" read_only_same

# In a user namespace of another, root has no more rights than the owner of the folder.
read_only_folder() {
	rm -f site/* && cp "$old" site/feed.xml && chmod 500 site || return
	run 3 unshare -U "$stage" site/feed.xml "$new" &&
		said "cannot make .feed.xml.feedgen in its folder: Permission denied" &&
		said "feed.xml is unchanged" && cmp site/feed.xml "$old" &&
		run 0 unshare -U "$stage" site/feed.xml "$old" &&
		[ "$(cat said)" = unchanged ] && names site feed.xml
	result=$?
	chmod 700 site
	return $result
}
if unshare -U true 2>/dev/null; then
	ok "a folder that may not be written to" read_only_folder
else
	skip "a folder that may not be written to" "no user namespaces here"
fi

size_limit() {
	cp "$old" site/feed.xml
	(ulimit -f 100 && run 3 "$stage" site/feed.xml "$new") && said "File too large" &&
		cmp site/feed.xml "$old" && names site feed.xml
}
ok "a limit on file sizes is an error, not a signal" size_limit

descriptor_limit() {
	cp "$old" site/feed.xml
	run 3 sh -c 'ulimit -n 4; exec "$@"' sh "$stage" site/feed.xml "$new" &&
		said "Too many open files; feed.xml is unchanged" &&
		cmp site/feed.xml "$old" && names site feed.xml
}
ok "no descriptor left" descriptor_limit

finish
