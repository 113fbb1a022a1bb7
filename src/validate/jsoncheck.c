/* SPDX-License-Identifier: ISC */
/*
 * Finished JSON: is it JSON, and has it what JSON Feed 1.1 requires? Members are written
 * from tables, so that little else can be wrong.
 */
#include "validate/checks.h"

#include "base/diag.h"
#include "base/jsonread.h"
#include "model/rule.h"

/* A member that must be there. Of those with one choice, one is enough. */
struct member {
	const char *path;
	enum json_event type;
	unsigned choice; /* 0: none */
};
static const struct member of_channel[] = {
	{"version", JSON_STRING, 0},
	{"title", JSON_STRING, 0},
	{"items", JSON_ARRAY, 0},
};
static const struct member of_item[] = {
	{"id", JSON_STRING, 0},
	{"content_html", JSON_STRING, 1},
	{"content_text", JSON_STRING, 1},
};
enum { MEMBERS_MAX = 3 };

/* What is judged. */
struct judged {
	struct fg_run *run;
	struct fg_place at;
	const char *name; /* "feed", "item" */
	const struct member *members;
	size_t n;
};

static bool ill_formed(const struct judged *j, const struct jsonread *r)
{
	diag_add(j->run->diags, FG_RULE_VALIDATE_ILL_FORMED, j->at,
		"line %u, column %u of the %s: %s", r->line, r->column, j->name,
		r->problem.data);
	return false;
}

static bool is_there(const struct judged *j, const bool *there, size_t i)
{
	for (size_t k = 0; k < j->n; k++) {
		bool same =
			k == i || (j->members[i].choice &&
					  j->members[k].choice == j->members[i].choice);
		if (same && there[k])
			return true;
	}
	return false;
}

/* Walks the text to its end; there[i]: member i is there, and of its type. */
static bool survey(const struct judged *j, struct jsonread *r, bool *there)
{
	enum json_event e;
	while ((e = jsonread_next(r)) != JSON_END) {
		if (e == JSON_BROKEN)
			return ill_formed(j, r);
		if (r->twice)
			return diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, j->at,
				       "the %s has %s twice", j->name, r->path.data),
			       false;
		for (size_t i = 0; i < j->n && r->depth == 1; i++)
			there[i] = there[i] || (e == j->members[i].type &&
						       str_is(sbuf_text(&r->path),
							       j->members[i].path));
	}
	return true;
}

static bool judge(const struct judged *j, struct str text)
{
	bool there[MEMBERS_MAX] = {false};
	struct jsonread r;
	jsonread_open_text(&r, j->run->arena, text);
	bool good = survey(j, &r, there);
	jsonread_close(&r);
	for (size_t i = 0; good && i < j->n; i++) {
		if (is_there(j, there, i))
			continue;
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, j->at,
			"the %s has no %s", j->name, j->members[i].path);
		return false;
	}
	return good;
}

bool json_channel(struct fg_run *run, const struct fg_show *show, struct str text)
{
	struct judged j = {run, {show->file, 0, 0}, "feed", of_channel,
		sizeof of_channel / sizeof *of_channel};
	return judge(&j, text);
}

bool json_item(struct fg_run *run, const struct fg_episode *ep, struct str text)
{
	struct judged j = {
		run, {ep->file, 0, 0}, "item", of_item, sizeof of_item / sizeof *of_item};
	return judge(&j, text);
}

/* The items of the list "items", counted on the way. */
static bool count(const struct judged *j, struct jsonread *r, size_t *items)
{
	enum json_event e;
	while ((e = jsonread_next(r)) != JSON_END) {
		if (e == JSON_BROKEN)
			return ill_formed(j, r);
		*items += e == JSON_OBJECT && r->depth == 2 &&
			  str_starts(sbuf_text(&r->path), "items[");
	}
	return true;
}

bool json_whole(struct fg_run *run, int fd, size_t items)
{
	struct readback source = {.fd = fd};
	struct judged j = {.run = run, .name = "feed"};
	struct jsonread r;
	size_t found = 0;
	jsonread_open(&r, run->arena, readback_read, &source);
	bool good = count(&j, &r, &found);
	jsonread_close(&r);
	if (!readback_is_whole(run, &source) || !good)
		return false;
	if (found == items)
		return true;
	diag_add(run->diags, FG_RULE_VALIDATE_ITEM_COUNT, j.at,
		"the feed has %zu items, but %zu were written", found, items);
	return false;
}
