/* SPDX-License-Identifier: ISC */
/*
 * Publishes a file, and nothing else: the emit room as a program, so that tests can
 * starve, interrupt and kill it.
 *
 *     stage_cli TARGET|- [INPUT]       input is standard input if it is not named
 *
 * Says on standard error "written", "unchanged" or "failed", after one line for each
 * diagnostic: "emit/locked: …". Exit 0 or, if failed, 3. Like feedgen it ignores SIGPIPE
 * and SIGXFSZ and never runs with a closed descriptor 0, 1 or 2.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <feedgen/feedgen.h>
#include "base/arena.h"

enum { EXIT_ENVIRONMENT = 3, CHUNK = 10 * 1000 };

static void exhausted(void)
{
	_exit(EXIT_ENVIRONMENT);
}

/* A closed standard descriptor is taken by /dev/null, opened the wrong way round: using
   it stays an error, and no other file can get its number. */
static void occupy_standard_descriptors(void)
{
	static const int ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", ways[fd]) != fd)
			_exit(EXIT_ENVIRONMENT);
	}
}

static bool copy(int from, struct fg_stage *stage)
{
	char chunk[CHUNK];
	for (;;) {
		ssize_t n = read(from, chunk, sizeof chunk);
		if (n == 0)
			return true;
		if (n < 0 && errno != EINTR)
			fprintf(stderr, "input: %s\n", strerror(errno));
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0 && !fg_stage_add(stage, chunk, (size_t)n))
			return false;
	}
}

static enum fg_emitted run_stage(
	struct fg_run *run, const char *target, const char *input)
{
	struct fg_stage *stage = fg_stage_new(run, strcmp(target, "-") ? target : NULL);
	if (!stage)
		return FG_EMIT_FAILED;
	int from = input ? open(input, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	bool ok = copy(from, stage);
	if (input && from >= 0)
		close(from);
	if (ok)
		return fg_stage_commit(stage);
	fg_stage_drop(stage);
	return FG_EMIT_FAILED;
}

int main(int argc, char **argv)
{
	static const char *const words[] = {"failed", "written", "unchanged"};
	if (argc < 2 || argc > 3)
		return 2;
	occupy_standard_descriptors();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);

	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	enum fg_emitted result = run_stage(&run, argv[1], argc > 2 ? argv[2] : NULL);
	for (size_t i = 0; i < diags.len; i++)
		fprintf(stderr, "%s: %s\n", fg_rule_at((size_t)diags.data[i].rule)->id,
			diags.data[i].message);
	fprintf(stderr, "%s\n", words[result]);
	arena_release(&arena);
	return result == FG_EMIT_FAILED ? EXIT_ENVIRONMENT : 0;
}
