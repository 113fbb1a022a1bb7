/* SPDX-License-Identifier: ISC */
#include "app/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include "base/sbuf.h"

enum { PATIENCE_MS = 1000, REDRAW_MS = 100, LINE_MS = 5000 };
enum { WIDTH = 80, WIDTH_MAX = 200, BAR = 24, TEXT_MAX = 1024 };

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Asked each time: people resize. A terminal that does not know its width says 0. */
static unsigned terminal_width(void)
{
	struct winsize size;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return WIDTH;
	return size.ws_col < WIDTH_MAX ? size.ws_col : WIDTH_MAX;
}

/* ---- the text ---- */

static void add_bar(struct sbuf *out, size_t done, size_t total)
{
	size_t full = total ? done * BAR / total : 0;
	sbuf_char(out, '[');
	for (size_t i = 0; i < BAR; i++)
		sbuf_char(out, i < full ? '#' : '-');
	sbuf_str(out, "] ");
}

static void add_time(struct sbuf *out, int64_t seconds)
{
	int h = (int)(seconds / 3600), m = (int)(seconds / 60 % 60),
	    s = (int)(seconds % 60);
	if (h)
		sbuf_printf(out, "%d:%02d:%02d", h, m, s);
	else
		sbuf_printf(out, "%d:%02d", m, s);
}

/* Whom it waits for, when few are left or when one of them alone decides how long. */
static void add_slow(struct sbuf *out, const struct fg_progress *p)
{
	if (!p->slow || p->done == p->total)
		return;
	sbuf_str(out, "; waiting for ");
	for (const char *c = p->slow; *c; c++)
		sbuf_char(out, *c > ' ' && *c <= '~' ? *c : '?');
	if (p->slow_left > 1)
		sbuf_printf(out, " (%zu left)", p->slow_left);
	if (p->hosts > 1)
		sbuf_printf(out, " and %zu more", p->hosts - 1);
}

/* The estimate is the slower of two: the rate so far, and what politeness alone takes. */
static void add_text(
	struct sbuf *out, const struct fg_progress *p, int64_t spent, bool bar)
{
	int width = snprintf(NULL, 0, "%zu", p->total);
	sbuf_printf(out, "checked %*zu of %zu ", bar ? width : 0, p->done, p->total);
	if (bar)
		add_bar(out, p->done, p->total);
	if (p->done && spent > 0) {
		int64_t left = (int64_t)(p->total - p->done) * spent / (int64_t)p->done;
		double rate = (double)p->done * 1000.0 / (double)spent;
		sbuf_printf(out, "%.*f a second, ", rate < 10 ? 1 : 0, rate);
		add_time(out, ((left > p->slow_ms ? left : p->slow_ms) + 500) / 1000);
		sbuf_str(out, " left");
	} else {
		sbuf_str(out, "addresses");
	}
	add_slow(out, p);
}

/* ---- where it goes ---- */

/* No escape sequences: blanks wipe on every terminal. The last column stays free, where some
   would begin a new line. */
static void draw(struct progress *p, struct str text)
{
	unsigned columns = terminal_width();
	size_t room = columns > 1 ? columns - 1 : 0;
	size_t len = text.len < room ? text.len : room;
	size_t old = p->width < room ? p->width : room;
	fprintf(stderr, "\r%.*s%*s", (int)len, text.data,
		len < old ? (int)(old - len) : 0, "");
	p->width = (unsigned)len;
}

static void on_progress(void *arg, const struct fg_progress *progress)
{
	struct progress *p = arg;
	int64_t now = clock_ms(), pause = p->terminal ? REDRAW_MS : LINE_MS;
	bool last = progress->done == progress->total;
	if (now - p->began_ms < p->patience_ms)
		return;
	if (p->shown && !last && now - p->shown_ms < pause)
		return;
	struct sbuf text;
	sbuf_init(&text, TEXT_MAX);
	add_text(&text, progress, now - p->began_ms, p->terminal);
	if (p->terminal)
		draw(p, sbuf_text(&text));
	else
		fprintf(stderr, "feedgen: %s\n", text.data);
	sbuf_release(&text);
	p->shown = true;
	p->shown_ms = now;
}

/* One whose line can be written anew. */
static bool is_terminal(void)
{
	const char *term = getenv("TERM");
	return isatty(STDERR_FILENO) == 1 && !(term && strcmp(term, "dumb") == 0);
}

/* Lines of text would spoil findings that a program reads. */
static bool is_wanted(const struct progress *p, const struct cli *cli)
{
	if (cli->progress == CLI_NEVER)
		return false;
	if (!p->terminal && cli->diagnostics != CLI_TEXT)
		return false;
	if (cli->progress == CLI_ALWAYS)
		return true;
	return !cli->quiet && (p->terminal || cli->verbose);
}

void progress_init(
	struct progress *p, const struct cli *cli, struct fg_settings *settings)
{
	*p = (struct progress){.terminal = is_terminal(), .began_ms = clock_ms()};
	p->patience_ms = cli->progress == CLI_ALWAYS ? 0 : PATIENCE_MS;
	if (!is_wanted(p, cli))
		return;
	settings->progress = on_progress;
	settings->progress_arg = p;
}

void progress_end(struct progress *p)
{
	if (p->terminal && p->shown) {
		draw(p, (struct str){"", 0});
		fputc('\r', stderr);
	}
	p->shown = false;
}
