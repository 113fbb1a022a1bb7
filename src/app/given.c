/* SPDX-License-Identifier: ISC */
#include "app/given.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/url.h"

bool given_is_address(const char *name)
{
	return url_has_scheme(name) && strstr(name, "://");
}

/* What people copy may have spaces and letters that a request cannot. */
static const char *as_asked(struct fg_run *run, const char *name)
{
	const char *encoded = url_encode(run->arena, name);
	return encoded ? encoded : name;
}

void given_go_online(struct sigaction *before)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigaction(SIGPIPE, &ignore, before);
}

static bool fetch(struct fg_run *run, struct given *given)
{
	struct sigaction before;
	const char *name = given->input.name;
	given_go_online(&before);
	bool had = fg_fetch(run, as_asked(run, name), &given->text, &given->fetched);
	sigaction(SIGPIPE, &before, NULL);
	given->input.data = given->text.data;
	given->input.len = given->text.len;
	given->input.served = &given->fetched;
	return had;
}

static bool cannot_read(struct fg_run *run, const struct fg_input *input)
{
	diag_add(run->diags, FG_RULE_FEED_UNREADABLE,
		(struct fg_place){input->name, 0, 0}, "the feed cannot be read: %s",
		strerror(errno));
	return false;
}

static bool open_file(struct fg_run *run, struct fg_input *input)
{
	input->fd = open(input->name, O_RDONLY | O_CLOEXEC);
	if (input->fd >= 0)
		return true;
	return cannot_read(run, input);
}

bool given_open(struct fg_run *run, const char *name, struct given *given)
{
	*given = (struct given){.input = {.name = name, .fd = STDIN_FILENO}};
	sbuf_init(&given->text, FG_FETCH_MAX);
	if (strcmp(name, "-") == 0)
		return true;
	if (given_is_address(name))
		return fetch(run, given);
	return open_file(run, &given->input);
}

void given_ask_manners(struct fg_run *run, struct given *given)
{
	struct sigaction before;
	if (!given->input.served)
		return;
	given_go_online(&before);
	fg_fetch_manners(run, &given->fetched);
	sigaction(SIGPIPE, &before, NULL);
}

bool given_load(struct fg_run *run, struct given *given, size_t max)
{
	enum { PIECE = 64 * 1024 };
	struct fg_input *input = &given->input;
	char *buffer = arena_alloc(run->arena, PIECE);
	ssize_t n = 1;
	given->text.max = max;
	while (!input->data && n && !given->text.failed) {
		n = read(input->fd, buffer, PIECE);
		if (n > 0)
			sbuf_add(&given->text, buffer, (size_t)n);
		else if (n < 0 && errno != EINTR)
			return cannot_read(run, input);
	}
	sbuf_need_memory(&given->text, run->arena);
	if (given->text.failed) {
		diag_add(run->diags, FG_RULE_IMPORT_TOO_LARGE,
			(struct fg_place){input->name, 0, 0},
			"the feed has more than %zu bytes", max);
		return false;
	}
	input->data = given->text.data;
	input->len = given->text.len;
	return true;
}

void given_close(struct given *given)
{
	if (given->input.fd > STDERR_FILENO)
		close(given->input.fd);
	sbuf_release(&given->text);
}
