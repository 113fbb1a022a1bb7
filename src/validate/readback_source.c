/* SPDX-License-Identifier: ISC */
/* The finished feed as a source of bytes, for those who read it back. */
#include "validate/checks.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "model/rule.h"

size_t readback_read(void *readback, char *buffer, size_t size)
{
	struct readback *r = readback;
	ssize_t n;
	do {
		n = pread(r->fd, buffer, size, r->at);
	} while (n < 0 && errno == EINTR);
	if (n < 0) {
		r->error = errno;
		return 0;
	}
	r->at += n;
	return (size_t)n;
}

bool readback_is_whole(struct fg_run *run, const struct readback *r)
{
	if (r->error == 0)
		return true;
	diag_add(run->diags, FG_RULE_VALIDATE_READ_BACK, (struct fg_place){0},
		"the finished feed cannot be read back: %s", strerror(r->error));
	return false;
}
