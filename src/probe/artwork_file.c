/* SPDX-License-Identifier: ISC */
#include "probe/artwork_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Up to len bytes from first on; -1: errno. */
static ssize_t read_at(int fd, int64_t first, char *data, size_t len)
{
	ssize_t n;
	do
		n = pread(fd, data, len, first);
	while (n < 0 && errno == EINTR);
	return n;
}

static bool look_at(int fd, struct artwork *look)
{
	struct stat st;
	char data[ARTWORK_FIRST];
	int64_t first;
	size_t len;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	look->size = st.st_size;
	while (artwork_wants(look, &first, &len)) {
		ssize_t n = read_at(fd, first, data, len);
		if (n < 0)
			return false;
		artwork_read(look, first, data, (size_t)n);
	}
	return true;
}

bool artwork_look_at(const char *path, struct artwork *look)
{
	/* O_NONBLOCK: a FIFO without a writer opens at once, to be refused. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return false;
	*look = (struct artwork){0};
	bool done = look_at(fd, look);
	close(fd);
	return done;
}
