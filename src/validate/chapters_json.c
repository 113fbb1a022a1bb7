/* SPDX-License-Identifier: ISC */
#include "validate/chapters_json.h"

#include <stdlib.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/jsonread.h"
#include "base/url.h"
#include "model/rule.h"
#include "validate/quote.h"

/* At most so many findings of one rule are told; one more counts the rest. */
enum { TOLD_MAX = 1000 };
/* Apple makes a list in the notes chapters only if it has so many. */
enum { CHAPTERS_LEAST = 3 };

struct judging {
	struct fg_run *run;
	const char *file;
	struct jsonread r;
	struct arena scratch;
	double seconds; /* of the audio; 0: not known */
	unsigned told[FG_RULE_COUNT];
	bool has_version, has_list, has_name, has_geo;
	struct fg_place list_at; /* of the list */
	/* the chapter that is read: negative times are not known */
	struct fg_place at;
	bool has_start; /* well or not */
	double start, end;
	unsigned count;
	double first, last; /* starts */
};

/* ---- complaints ---- */

static bool is_told(struct judging *j, enum fg_rule_id rule)
{
	return ++j->told[rule] <= TOLD_MAX;
}

static struct fg_place here(const struct judging *j)
{
	return (struct fg_place){j->file, j->r.line, j->r.column};
}

/* About a place, called path; hint NULL: the rule's own. */
static void say_at(struct judging *j, enum fg_rule_id rule, struct fg_place at,
	const char *hint, const char *message)
{
	struct arena *arena = j->run->diags->arena;
	if (!is_told(j, rule))
		return;
	struct fg_diag *d = diag_add(j->run->diags, (int)rule, at, "%s", message);
	if (j->r.path.len)
		d->element = arena_strdup(arena, j->r.path.data);
	if (hint)
		d->hint = hint;
}

static void say(
	struct judging *j, enum fg_rule_id rule, const char *hint, const char *message)
{
	say_at(j, rule, here(j), hint, message);
}

/* "chapters[2].startTime", and what is wrong with it. */
static void say_member(
	struct judging *j, enum fg_rule_id rule, const char *hint, const char *problem)
{
	say(j, rule, hint, arena_printf(&j->scratch, "%s %s", j->r.path.data, problem));
}

static void tell_rest(struct judging *j)
{
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (j->told[i] > TOLD_MAX)
			diag_add(j->run->diags, i, (struct fg_place){j->file, 0, 0},
				"there are %u more findings like these",
				j->told[i] - TOLD_MAX);
	}
}

/* ---- members that may be there ---- */

enum value { TEXT, ADDRESS, BOOLEAN, OBJECT };

static const struct member {
	unsigned
		depth; /* of its value: 1 of the whole, 3 of a chapter, 4 of a location */
	const char *name;
	enum value value;
} members[] = {
	{1, "author", TEXT},
	{1, "title", TEXT},
	{1, "podcastName", TEXT},
	{1, "description", TEXT},
	{1, "fileName", TEXT},
	{1, "waypoints", BOOLEAN},
	{3, "title", TEXT},
	{3, "img", ADDRESS},
	{3, "url", ADDRESS},
	{3, "toc", BOOLEAN},
	{3, "location", OBJECT},
	{4, "name", TEXT},
	{4, "geo", TEXT},
	{4, "osm", TEXT},
};

static bool is_named(const struct judging *j, const char *name)
{
	return str_is(sbuf_text(&j->r.name), name);
}

/* NULL: it is as it should be. */
static const char *problem_of(
	const struct judging *j, enum value value, enum json_event event)
{
	switch (value) {
	case TEXT:
		return event == JSON_STRING ? NULL : "is no text";
	case ADDRESS:
		return event == JSON_STRING && url_is_web(j->r.text.data)
			       ? NULL
			       : "is no web address";
	case BOOLEAN:
		return event == JSON_TRUE || event == JSON_FALSE
			       ? NULL
			       : "is neither true nor false";
	case OBJECT:
		break;
	}
	return event == JSON_OBJECT ? NULL : "is no object";
}

/* Apps pass over what they do not know: so do we. */
static void judge_member(struct judging *j, enum json_event event)
{
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const struct member *m = &members[i];
		const char *problem;
		if (m->depth != j->r.depth || !is_named(j, m->name))
			continue;
		problem = problem_of(j, m->value, event);
		if (problem)
			say_member(j, FG_RULE_CHAPTERS_VALUE, NULL, problem);
		return;
	}
}

/* ---- times ---- */

static const char *shown(struct judging *j, double seconds)
{
	return arena_printf(&j->scratch, "%.10g s", seconds);
}

/* -1: it is none; which was told as of this rule. */
static double take_time(struct judging *j, enum fg_rule_id rule, enum json_event event)
{
	static const char hint[] = "write seconds as a number: 73.5";
	/* Nobody sets a locale here, whose point strtod would read. */
	double seconds = event == JSON_NUMBER ? strtod(j->r.text.data, NULL) : -1;
	if (event != JSON_NUMBER)
		say_member(j, rule, hint,
			event == JSON_STRING
				? arena_printf(&j->scratch, "is no number: %s",
					  quote(&j->scratch, j->r.text.data))
				: "is no number");
	else if (seconds < 0)
		say_member(j, rule, hint, "is before the beginning");
	return seconds < 0 ? -1 : seconds;
}

static void judge_times(struct judging *j)
{
	const char *problem = NULL;
	if (j->start < 0)
		return;
	if (j->count == 0)
		j->first = j->start;
	else if (j->start == j->last)
		problem = arena_printf(&j->scratch,
			"the chapter begins where the one before it does, at %s",
			shown(j, j->start));
	else if (j->start < j->last)
		problem = arena_printf(&j->scratch,
			"the chapter begins at %s, and the one before it at %s",
			shown(j, j->start), shown(j, j->last));
	if (!problem && j->end >= 0 && j->end <= j->start)
		problem = arena_printf(&j->scratch,
			"the chapter begins at %s, and ends at %s", shown(j, j->start),
			shown(j, j->end));
	if (!problem && j->seconds > 0 && j->start >= j->seconds)
		problem = arena_printf(&j->scratch,
			"the chapter begins at %s, and the episode is %s long",
			shown(j, j->start), shown(j, j->seconds));
	if (problem)
		say_at(j, FG_RULE_CHAPTERS_TIMES, j->at, NULL, problem);
	j->last = j->start;
}

/* ---- the walk ---- */

static void begin_chapter(struct judging *j)
{
	j->at = here(j);
	j->has_start = false;
	j->start = j->end = -1;
}

static void end_chapter(struct judging *j)
{
	if (!j->has_start)
		say_at(j, FG_RULE_CHAPTERS_JSON, j->at, NULL,
			arena_printf(&j->scratch, "%s has no startTime", j->r.path.data));
	judge_times(j);
	j->count++;
	arena_reset(&j->scratch);
}

static void judge_root(struct judging *j, enum json_event event)
{
	if (is_named(j, "version")) {
		j->has_version = true;
		if (event != JSON_STRING)
			say_member(j, FG_RULE_CHAPTERS_JSON,
				"write \"version\": \"1.2.0\"", "is no text");
	} else if (is_named(j, "chapters") && j->r.depth == 1) {
		j->has_list = true;
		j->list_at = here(j);
		if (event != JSON_ARRAY)
			say_member(j, FG_RULE_CHAPTERS_JSON, NULL, "is no list");
	} else {
		judge_member(j, event);
	}
}

static void end_location(struct judging *j)
{
	if (!j->has_name || !j->has_geo)
		say_member(j, FG_RULE_CHAPTERS_VALUE, NULL,
			j->has_name ? "has no geo" : "has no name");
	j->has_name = j->has_geo = false;
}

static void judge_chapter(struct judging *j, enum json_event event)
{
	if (is_named(j, "startTime")) {
		j->has_start = true;
		j->start = take_time(j, FG_RULE_CHAPTERS_JSON, event);
	} else if (is_named(j, "endTime")) {
		j->end = take_time(j, FG_RULE_CHAPTERS_VALUE, event);
	} else if (event == JSON_CLOSE && str_ends(sbuf_text(&j->r.path), ".location")) {
		end_location(j);
	} else {
		judge_member(j, event);
	}
}

static void step(struct judging *j, enum json_event event)
{
	unsigned depth = j->r.depth;
	if (depth == 1 && event != JSON_CLOSE) {
		judge_root(j, event);
		return;
	}
	if (!str_starts(sbuf_text(&j->r.path), "chapters["))
		return;
	if (depth == 2 && event == JSON_OBJECT)
		begin_chapter(j);
	else if (depth == 2 && event == JSON_CLOSE)
		end_chapter(j);
	else if (depth == 2)
		say_member(j, FG_RULE_CHAPTERS_JSON, NULL, "is no object");
	else if (depth == 3)
		judge_chapter(j, event);
	else if (depth == 4) {
		j->has_name = j->has_name || is_named(j, "name");
		j->has_geo = j->has_geo || is_named(j, "geo");
		judge_member(j, event);
	}
}

/* What the whole lacks. */
static void judge_whole(struct judging *j)
{
	struct fg_place top = {j->file, 1, 1};
	if (!j->has_version)
		say_at(j, FG_RULE_CHAPTERS_JSON, top, "write \"version\": \"1.2.0\"",
			"there is no version");
	if (!j->has_list)
		say_at(j, FG_RULE_CHAPTERS_JSON, top, NULL,
			"there is no list of chapters");
	else if (j->count < CHAPTERS_LEAST)
		say_at(j, FG_RULE_CHAPTERS_FEW, j->list_at, NULL,
			arena_printf(&j->scratch, "there %s %u chapter%s",
				j->count == 1 ? "is" : "are", j->count,
				j->count == 1 ? "" : "s"));
	else if (j->first > 0)
		say_at(j, FG_RULE_CHAPTERS_FEW, j->list_at, NULL,
			arena_printf(&j->scratch, "the first chapter begins at %s",
				shown(j, j->first)));
}

static void walk(struct judging *j)
{
	enum json_event event = jsonread_next(&j->r);
	if (event != JSON_OBJECT && event != JSON_BROKEN) {
		say(j, FG_RULE_CHAPTERS_JSON, NULL,
			"a file of chapters is an object with a list of them, and this "
			"is "
			"none");
		return;
	}
	while (event != JSON_END && event != JSON_BROKEN) {
		step(j, event);
		event = jsonread_next(&j->r);
	}
	if (event == JSON_END)
		judge_whole(j);
	else
		say(j, FG_RULE_CHAPTERS_JSON, NULL,
			arena_printf(
				&j->scratch, "this is no JSON: %s", j->r.problem.data));
}

bool chapters_json_judge(struct fg_run *run, struct input_pieces *pieces, double seconds)
{
	struct judging j = {
		.run = run, .file = pieces->in->from->name, .seconds = seconds};
	arena_init(&j.scratch, run->arena->exhausted);
	jsonread_open(&j.r, run->arena, input_take, pieces);
	walk(&j);
	tell_rest(&j);
	jsonread_close(&j.r);
	arena_release(&j.scratch);
	return pieces->in->error ? input_failed(run, pieces->in) : true;
}

/* ---- is it one? ---- */

bool chapters_json_is(struct arena *a, struct str head)
{
	static const char *const of_feeds[] = {"items", "feed_url", "home_page_url"};
	struct jsonread r;
	bool known = false, is = false;
	jsonread_open_text(&r, a, head);
	for (enum json_event e;
		!known && (e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN;) {
		struct str name = sbuf_text(&r.name);
		if (r.depth != 1)
			continue;
		is = str_is(name, "chapters");
		known = is || (e == JSON_STRING && str_starts(sbuf_text(&r.text),
							   "https://jsonfeed.org/"));
		for (size_t i = 0; i < sizeof of_feeds / sizeof *of_feeds; i++)
			known = known || str_is(name, of_feeds[i]);
	}
	jsonread_close(&r);
	return is;
}
