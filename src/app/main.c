/* SPDX-License-Identifier: ISC */
/* feedgen: what is typed, to the command that does it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "app/cli.h"
#include "app/memory.h"
#include "base/arena.h"

/* A closed descriptor 0, 1 or 2 would be handed to the next file that is opened, and a
   message could land in a feed. stdout stays unwritable, so that writing to it fails. */
static bool hold_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
			continue;
		int flags = fd == STDERR_FILENO ? O_WRONLY : O_RDONLY;
		if (open("/dev/null", flags) != fd)
			return false;
	}
	return true;
}

static int show_version(void)
{
	puts("feedgen " FEEDGEN_VERSION);
	puts("RSS 2.0 with the tags of Apple and Podcasting 2.0, Atom, JSON Feed 1.1");
	return EXIT_DONE;
}

/* What was written to stdout by the C library must have arrived. */
static int close_stdout(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, "feedgen: standard output: %s\n", strerror(errno));
	return EXIT_SYSTEM;
}

static int run(struct cli *cli)
{
	if (cli->version)
		return show_version();
	if (cli->help) {
		cli_help();
		return EXIT_DONE;
	}
	return cli->command->run(cli);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct cli cli;
	if (!hold_descriptors())
		return EXIT_SYSTEM;
	memory_init();
	arena_init(&arena, memory_exhausted);
	int status = EXIT_USAGE;
	if (cli_parse(&cli, &arena, argc, argv))
		status = close_stdout(run(&cli));
	arena_release(&arena);
	return status;
}
