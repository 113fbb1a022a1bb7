/* SPDX-License-Identifier: ISC */
#include "app/program.h"

#include <link.h>
#include "base/fs.h"

/* The program itself comes without a name. */
static int add(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct sbuf *out = ctx;
	const char *path = info->dlpi_name;
	(void)size;
	if (!path || !*path)
		path = "/proc/self/exe";
	struct fs_mark m = fs_mark(path);
	sbuf_printf(out, "%s %llu %llu %lld %lld %lld\n", path,
		(unsigned long long)m.device, (unsigned long long)m.inode,
		(long long)m.size, (long long)m.mtime_ns, (long long)m.ctime_ns);
	return 0;
}

void program_identity(struct sbuf *out)
{
	sbuf_str(out, FEEDGEN_VERSION "\n");
	dl_iterate_phdr(add, out);
}
