/* SPDX-License-Identifier: ISC */
#include "app/given_pages.h"

#include "app/cli.h"
#include "app/given.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/url.h"

/* More than any show has: an endless chain of pages ends here. */
enum { PAGES_MAX = 1000 };

struct pages {
	struct fg_run *run;
	struct fg_import *import;
	struct map visited; /* addresses, those behind redirects too */
	const char *at;     /* the page that was read last */
	size_t bytes;
};

static int too_large(struct fg_run *run, const char *name)
{
	diag_add(run->diags, FG_RULE_IMPORT_TOO_LARGE, (struct fg_place){name, 0, 0},
		"the feed has more than %d bytes", FG_IMPORT_MAX);
	return EXIT_INPUT;
}

/* A redirect may lead to a page that was read: its items are not taken twice, and the page
   behind it is the one that was asked for, so that this ends as any circle does. */
static bool was_read(struct pages *p, const struct given *given)
{
	const char *address = given->input.served ? given->fetched.url : NULL;
	bool before = address && map_get(&p->visited, address);
	if (address)
		map_put(&p->visited, address, p);
	return before;
}

static int take_page(struct pages *p, struct given *given)
{
	if (!given_load(p->run, given, FG_IMPORT_MAX))
		return given->text.failed ? EXIT_INPUT : EXIT_SYSTEM;
	p->bytes += given->input.len;
	if (p->bytes > FG_IMPORT_MAX)
		return too_large(p->run, given->input.name);
	if (was_read(p, given))
		return EXIT_DONE;
	p->at = given->input.name;
	return fg_import_page(p->import, &given->input) ? EXIT_DONE : EXIT_INPUT;
}

static int read_page(struct pages *p, const char *name)
{
	struct given given;
	int status = EXIT_SYSTEM;
	if (given_open(p->run, name, &given))
		status = take_page(p, &given);
	map_put(&p->visited, name, p);
	given_close(&given);
	return status;
}

/* Why the next page is left where it is; NULL: it is read. */
static const char *reason(const struct pages *p, const char *next, unsigned count)
{
	if (map_get(&p->visited, next))
		return "was read already: the pages lead in a circle";
	if (p->run->settings->offline)
		return "is not read: --offline asks no server";
	if (count >= PAGES_MAX)
		return "is not read: these are more pages than a feed has";
	/* Never a file of this machine, whatever a feed says. */
	const char *problem = url_problem(next);
	return problem ? arena_printf(p->run->arena, "is not read: the URL %s", problem)
		       : NULL;
}

int given_pages(struct fg_run *run, struct fg_import *import, const char *from)
{
	struct pages p = {.run = run, .import = import};
	const char *name = from, *next;
	p.visited.arena = run->arena;
	for (unsigned count = 1;; count++) {
		int status = read_page(&p, name);
		if (status != EXIT_DONE)
			return status;
		next = fg_import_next(import);
		const char *why = next ? reason(&p, next, count) : NULL;
		if (why)
			diag_add(run->diags, FG_RULE_IMPORT_PAGES,
				(struct fg_place){p.at, 0, 0}, "the next page, %s, %s",
				next, why);
		if (!next || why)
			return EXIT_DONE;
		name = next;
	}
}
