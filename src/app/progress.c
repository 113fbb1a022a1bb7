/* SPDX-License-Identifier: ISC */
#include "app/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000, REDRAW_MS = 100 };

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void on_progress(void *arg, const struct fg_progress *progress)
{
	struct progress *p = arg;
	size_t done = progress->done, total = progress->total;
	int64_t now = clock_ms();
	if (!p->always && now - p->began_ms < PATIENCE_MS)
		return;
	if (done < total && p->drawn && now - p->drawn_ms < REDRAW_MS)
		return;
	int64_t spent = now - p->began_ms;
	double rate = spent > 0 ? (double)done * 1000.0 / (double)spent : 0.0;
	fprintf(stderr, "%schecked %zu of %zu addresses, %.0f a second%s",
		p->terminal ? "\r" : "feedgen: ", done, total, rate,
		p->terminal ? "\033[K" : "\n");
	p->drawn = true;
	p->drawn_ms = now;
}

void progress_init(
	struct progress *p, const struct cli *cli, struct fg_settings *settings)
{
	*p = (struct progress){.terminal = isatty(STDERR_FILENO) == 1};
	p->always = cli->progress == CLI_ALWAYS || (cli->verbose && !p->terminal);
	p->began_ms = clock_ms();
	bool wanted = p->always || (cli->progress == CLI_AUTO && p->terminal);
	if (!wanted || cli->progress == CLI_NEVER)
		return;
	settings->progress = on_progress;
	settings->progress_arg = p;
}

void progress_end(struct progress *p)
{
	if (p->drawn && p->terminal)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}
