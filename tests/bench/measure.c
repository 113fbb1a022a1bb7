/* SPDX-License-Identifier: ISC */
/*
 * measure OUT COMMAND [ARG]...: runs a command, and appends to OUT one line about it: seconds
 * it took, seconds of processor as user and as system, the most memory it had in kB, its exit
 * status.
 *
 * A small program of its own, because a child is billed for the memory of the process that it
 * was forked from.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int measure(FILE *out, char **command)
{
	int status;
	struct rusage used;
	double began = now();
	pid_t pid = fork();
	if (pid == 0) {
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid) {
		perror("measure");
		return 1;
	}
	double took = now() - began;
	fprintf(out, "%.6f %.6f %.6f %ld %d\n", took, seconds(used.ru_utime),
		seconds(used.ru_stime), used.ru_maxrss,
		WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: measure OUT COMMAND [ARG]...\n", stderr);
		return 2;
	}
	FILE *out = fopen(argv[1], "ae");
	if (!out) {
		perror(argv[1]);
		return 1;
	}
	int failed = measure(out, argv + 2);
	return fclose(out) != 0 || failed;
}
