/* SPDX-License-Identifier: ISC */
/*
 * Reading the lock file: what guard/lock.c writes, and what people make of it by hand.
 * What is not understood is never passed over: a pin that is lost costs listeners.
 */
#include <string.h>
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "base/when.h"
#include "model/rule.h"
#include "read/front_matter.h"
#include "read/node.h"
#include "read/source.h"

enum {
	VERSION = 1,
	LOCK_BYTES_MAX = 128 << 20,
	LOCK_EVENTS_MAX = 16 << 20 /* of the parser; an episode has 12 */
};

struct reader {
	struct fg_run *run;
	struct arena scratch; /* the tree */
	struct fg_lock *lock;
	struct map guids; /* pins by guid, to find the second of one */
};

static bool invalid(struct reader *r, const struct node *n, const char *message)
{
	diag_add(r->run->diags, FG_RULE_LOCK_INVALID, point_place(r->lock->file, n->at),
		"%s", message);
	return false;
}

/* The value of a name: a text that is not empty, kept with the run. */
static bool take_text(struct reader *r, const struct node *n, const char **to)
{
	if (n->kind != NODE_SCALAR || node_is_empty(n)) {
		diag_add(r->run->diags, FG_RULE_LOCK_INVALID,
			node_place(r->lock->file, n), "“%s” has no value", n->key);
		return false;
	}
	*to = arena_strdup(r->run->arena, n->text);
	return true;
}

static bool take_date(struct reader *r, const struct node *n, int64_t *to)
{
	const char *text, *problem = "it is no date";
	struct when_text when;
	if (!take_text(r, n, &text))
		return false;
	if (!when_parse(text, &when, &problem) || !when.has_zone) {
		diag_add(r->run->diags, FG_RULE_LOCK_INVALID,
			node_place(r->lock->file, n),
			"“%s” is no point in time such as 2024-03-05T06:30:00Z", text);
		return false;
	}
	*to = when_resolve(&when, NULL, 0, NULL);
	return true;
}

/* One name of an episode's line. */
static bool take_part(struct reader *r, const struct node *n, struct fg_pin *pin)
{
	struct {
		const char *name, **to;
	} texts[] = {{"guid", &pin->guid}, {"file", &pin->file}, {"title", &pin->title},
		{"audio", &pin->audio}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (strcmp(n->key, texts[i].name) == 0)
			return take_text(r, n, texts[i].to);
	}
	if (strcmp(n->key, "date") == 0)
		return take_date(r, n, &pin->date);
	diag_add(r->run->diags, FG_RULE_LOCK_INVALID,
		point_place(r->lock->file, n->key_at), "“%s” means nothing here", n->key);
	return false;
}

static bool is_new_guid(struct reader *r, struct node *n, const struct fg_pin *pin)
{
	const struct node *twin = map_get(&r->guids, pin->guid);
	if (!twin) {
		map_put(&r->guids, pin->guid, n);
		return true;
	}
	struct fg_diag *d = diag_add(r->run->diags, FG_RULE_LOCK_GUID_TWICE,
		point_place(r->lock->file, n->at),
		"the guid %s is here and on line %u: which episode has it?", pin->guid,
		twin->at.line);
	d->related = point_place(r->lock->file, twin->at);
	return false;
}

static bool take_pin(struct reader *r, struct node *n)
{
	struct fg_pin pin = {.line = n->at.line};
	if (n->kind != NODE_MAP)
		return invalid(r, n, "an episode is a {guid: …, file: …} here");
	for (const struct node *part = n->first; part; part = part->next) {
		if (!take_part(r, part, &pin))
			return false;
	}
	if (!pin.guid || !pin.file)
		return invalid(r, n,
			pin.guid ? "this episode has no file"
				 : "this episode has no guid");
	if (!is_new_guid(r, n, &pin))
		return false;
	*vec_push(r->run->arena, r->lock) = pin;
	return true;
}

/* All are looked at, so that a merge that went wrong is told at once. */
static bool take_pins(struct reader *r, const struct node *n)
{
	bool ok = true;
	if (n->kind != NODE_LIST && !node_is_empty(n))
		return invalid(r, n, "“episodes” is a list here, a line each");
	for (struct node *pin = n->first; pin; pin = pin->next)
		ok = take_pin(r, pin) && ok;
	return ok;
}

static bool check_version(struct reader *r, const struct node *top)
{
	long long version;
	const struct node *n = node_get(top, "version");
	if (!n)
		return invalid(
			r, top, "this is no lock file of feedgen: it has no version");
	if (n->kind != NODE_SCALAR || !str_to_int(str_of(n->text), &version) ||
		version < 1)
		return invalid(r, n, "the version of a lock file is a number");
	if (version == VERSION)
		return true;
	diag_add(r->run->diags, FG_RULE_LOCK_NEWER, node_place(r->lock->file, n),
		"a newer feedgen wrote this file: it has version %lld, and this feedgen "
		"knows %d",
		version, VERSION);
	return false;
}

static bool take_top(struct reader *r, const struct node *n)
{
	if (strcmp(n->key, "version") == 0)
		return true;
	if (strcmp(n->key, "episodes") == 0)
		return take_pins(r, n);
	if (strcmp(n->key, "guid") == 0) {
		r->lock->line = n->at.line;
		return take_text(r, n, &r->lock->guid);
	}
	diag_add(r->run->diags, FG_RULE_LOCK_INVALID,
		point_place(r->lock->file, n->key_at), "“%s” means nothing here", n->key);
	return false;
}

/* What a merge leaves that was not finished; YAML would say something obscure of it. */
static bool has_no_conflict(struct reader *r, struct str text)
{
	static const char *const marks[] = {"<<<<<<<", "|||||||", "=======", ">>>>>>>"};
	struct str line;
	for (unsigned number = 1; str_line(&text, &line); number++) {
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (!str_starts(line, marks[i]))
				continue;
			diag_add(r->run->diags, FG_RULE_LOCK_CONFLICT,
				(struct fg_place){r->lock->file, number, 1},
				"a merge left its marks here: “%s”", marks[i]);
			return false;
		}
	}
	return true;
}

static bool take(struct reader *r, const struct source *src)
{
	struct front_matter fm;
	if (str_trim(src->text).len == 0) {
		diag_add(r->run->diags, FG_RULE_LOCK_INVALID,
			(struct fg_place){.file = src->file}, "the lock file is empty");
		return false;
	}
	if (!has_no_conflict(r, src->text))
		return false;
	front_matter_whole(src, &fm);
	fm.in.events_max = LOCK_EVENTS_MAX;
	const struct node *top = front_matter_read(r->run, &r->scratch, &fm);
	if (!top || !check_version(r, top))
		return false;
	bool ok = true;
	for (const struct node *n = top->first; n; n = n->next)
		ok = take_top(r, n) && ok;
	return ok;
}

bool fg_read_lock(struct fg_run *run, const char *path, struct fg_lock *lock)
{
	struct source src;
	*lock = (struct fg_lock){.file = arena_strdup(run->arena, path)};
	enum source_result result =
		source_read(run, run->arena, lock->file, LOCK_BYTES_MAX, &src);
	if (result != SOURCE_OK)
		return result == SOURCE_GONE;
	lock->exists = true;
	lock->text = src.text.data;
	lock->text_len = src.text.len;
	lock->identity =
		(struct fg_identity){src.facts.size, src.facts.mtime_ns, src.facts.inode};
	struct reader r = {.run = run, .lock = lock};
	arena_init(&r.scratch, run->arena->exhausted);
	r.guids.arena = &r.scratch;
	bool ok = take(&r, &src);
	arena_release(&r.scratch);
	return ok;
}
