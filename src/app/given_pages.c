/* SPDX-License-Identifier: ISC */
#include "app/given_pages.h"

#include "app/cli.h"
#include "app/given.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"

/* More than any show has: an endless chain of pages ends here. */
enum { PAGES_MAX = 1000 };

struct pages {
	struct fg_run *run;
	struct fg_import *import;
	struct map visited;
	size_t bytes;
};

static int too_large(struct fg_run *run, const char *name)
{
	diag_add(run->diags, FG_RULE_IMPORT_TOO_LARGE, (struct fg_place){name, 0, 0},
		"the feed has more than %d bytes", FG_IMPORT_MAX);
	return EXIT_INPUT;
}

static int read_page(struct pages *p, const char *name)
{
	struct given given;
	int status = EXIT_DONE;
	bool had = given_open(p->run, name, &given) &&
		   given_load(p->run, &given, FG_IMPORT_MAX);
	p->bytes += had ? given.input.len : 0;
	if (!had)
		status = EXIT_SYSTEM;
	else if (p->bytes > FG_IMPORT_MAX)
		status = too_large(p->run, name);
	else if (!fg_import_page(p->import, &given.input))
		status = EXIT_INPUT;
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
	return NULL;
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
		map_put(&p.visited, name, &p);
		next = fg_import_next(import);
		const char *why = next ? reason(&p, next, count) : NULL;
		if (why)
			diag_add(run->diags, FG_RULE_IMPORT_PAGES,
				(struct fg_place){name, 0, 0}, "the next page, %s, %s",
				next, why);
		if (!next || why)
			return EXIT_DONE;
		name = next;
	}
}
