/* SPDX-License-Identifier: ISC */
#include "probe/local.h"

#include <errno.h>
#include <string.h>
#include "base/fs.h"
#include "base/url.h"
#include "model/check.h"

struct local_facts local_look(struct listen *l, const char *file)
{
	struct local_facts local = {0};
	struct fs_facts facts;
	if (!file)
		return local;
	local.type = mime_of_extension(url_extension(file));
	switch (fs_stat(file, &facts)) {
	case FS_OK:
		local.length = facts.size;
		local.empty = facts.size == 0;
		local.problem = local.empty ? "it is empty" : NULL;
		break;
	case FS_NOT_FILE:
		local.problem = "it is not a file";
		break;
	default:
		local.problem =
			errno == ENOENT ? "there is no such file" : strerror(errno);
	}
	if (!local.problem)
		listen_file(l, file, &local.heard);
	if (local.heard.is_pointer) {
		local.length = 0;
		local.problem = "it is a pointer of Git LFS, not the audio";
	}
	return local;
}
