/* SPDX-License-Identifier: ISC */
#include "app/program.h"

#include <link.h>
#include "base/fs.h"
#include "base/sbuf.h"

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

const char *program_identity(struct arena *a)
{
	struct sbuf all;
	sbuf_init(&all, SIZE_MAX);
	sbuf_str(&all, FEEDGEN_VERSION "\n");
	dl_iterate_phdr(add, &all);
	sbuf_need_memory(&all, a);
	const char *text = arena_strdup(a, all.data);
	sbuf_release(&all);
	return text;
}
