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
	bool from_web;      /* the first was asked for at an address */
	const char *at;     /* the page that was read last; NULL: none */
	const char *lost;   /* why the page that was to be read is not; NULL: it was */
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

/* A file may be all that is left of a feed whose host is gone: its further pages are told of
   and missed. Who names the address of a feed gets all of it or nothing. */
static bool is_gone(const struct pages *p, const struct fg_diags *said)
{
	return p->at && !p->from_web && said->data[0].rule == FG_RULE_FETCH_NO_ANSWER;
}

/* One that is too large is a bad feed, as a file would be. */
static int status_of(const struct fg_diags *said)
{
	return said->data[0].rule == FG_RULE_FETCH_TOO_LARGE ? EXIT_INPUT : EXIT_SYSTEM;
}

static int read_page(struct pages *p, const char *name)
{
	struct given given;
	struct fg_diags said = {.arena = p->run->arena};
	struct fg_run asking = *p->run;
	asking.diags = &said;
	bool opened = given_open(&asking, name, &given);
	int status = opened ? EXIT_DONE : status_of(&said);
	if (!opened && is_gone(p, &said))
		p->lost = said.data[0].message;
	else
		diag_move(p->run->diags, &said, NULL);
	if (opened)
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

static void leave(const struct pages *p, const char *next, const char *why)
{
	diag_add(p->run->diags, FG_RULE_IMPORT_PAGES, (struct fg_place){p->at, 0, 0},
		"the next page, %s, %s", next, why);
}

int given_pages(struct fg_run *run, struct fg_import *import, const char *from)
{
	struct pages p = {
		.run = run, .import = import, .from_web = given_is_address(from)};
	const char *name = from;
	p.visited.arena = run->arena;
	for (unsigned count = 1; name; count++) {
		int status = read_page(&p, name);
		if (p.lost)
			leave(&p, name,
				arena_printf(run->arena, "is not read: %s", p.lost));
		if (p.lost || status != EXIT_DONE)
			return p.lost ? EXIT_DONE : status;
		name = fg_import_next(import);
		const char *why = name ? reason(&p, name, count) : NULL;
		if (why)
			leave(&p, name, why);
		if (why)
			break;
	}
	return EXIT_DONE;
}
