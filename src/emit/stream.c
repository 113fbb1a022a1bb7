/* SPDX-License-Identifier: ISC */
#include "emit/stream.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>
#include <sys/types.h>

enum { CHUNK = 64 * 1024 };

/* One write; 0 if it has to be tried again. */
static ssize_t write_some(int fd, const char *data, size_t len)
{
	ssize_t n = write(fd, data, len);
	if (n >= 0 || errno == EINTR)
		return n < 0 ? 0 : n;
	if (errno != EAGAIN)
		return -1;
	struct pollfd ready = {.fd = fd, .events = POLLOUT};
	return poll(&ready, 1, -1) < 0 && errno != EINTR ? -1 : 0;
}

bool stream_send(int from, int64_t size, int to, int64_t *done)
{
	char chunk[CHUNK];
	for (*done = 0; *done < size;) {
		int64_t left = size - *done;
		ssize_t n =
			pread(from, chunk, left < CHUNK ? (size_t)left : CHUNK, *done);
		if (n <= 0) {
			errno = n < 0 ? errno : EIO; /* it holds less than was put in */
			return false;
		}
		for (ssize_t at = 0, some; at < n; at += some, *done += some) {
			some = write_some(to, chunk + at, (size_t)(n - at));
			if (some < 0)
				return false;
		}
	}
	return true;
}
