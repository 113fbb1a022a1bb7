/* SPDX-License-Identifier: ISC */
#include "validate/input.h"

#include <errno.h>
#include <unistd.h>
#include "base/arena.h"
#include "model/rule.h"

void input_open(struct input *in, struct fg_run *run, const struct fg_input *from)
{
	*in = (struct input){.from = from};
	if (!from->data)
		in->buffer = arena_alloc(run->arena, INPUT_PIECE);
}

/* Fills the buffer, unless the end comes first: a pipe gives a little at a time. */
static size_t fill(struct input *in)
{
	size_t len = 0;
	while (len < INPUT_PIECE) {
		ssize_t n = read(in->from->fd, in->buffer + len, INPUT_PIECE - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			in->error = errno;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return len;
}

bool input_next(struct input *in, struct str *piece)
{
	if (in->from->data) {
		size_t left = in->from->len - in->at;
		*piece = (struct str){
			in->from->data + in->at, left < INPUT_PIECE ? left : INPUT_PIECE};
		in->at += piece->len;
	} else {
		*piece = (struct str){in->buffer, in->error ? 0 : fill(in)};
	}
	return piece->len > 0;
}

size_t input_take(void *arg, char *buffer, size_t size)
{
	struct input_pieces *p = arg;
	if (p->piece.len == 0 && !input_next(p->in, &p->piece))
		return 0;
	size_t n = p->piece.len < size ? p->piece.len : size;
	memcpy(buffer, p->piece.data, n);
	p->piece = str_slice(p->piece, n, p->piece.len);
	return n;
}

bool input_failed(struct fg_run *run, const struct input *in)
{
	diag_add(run->diags, FG_RULE_FEED_UNREADABLE,
		(struct fg_place){in->from->name, 0, 0}, "the feed cannot be read: %s",
		strerror(in->error));
	return false;
}
