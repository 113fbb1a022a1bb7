/* SPDX-License-Identifier: ISC */
#include "validate/json_judge.h"

#include "base/str.h"
#include "validate/chapters_json.h"
#include "validate/input.h"
#include "validate/served.h"

enum { ITEM_DEPTH = 2 };

enum type { STRING, NUMBER, BOOLEAN, OBJECT, OBJECTS, STRINGS };
enum need { OPTIONAL, WANTED, REQUIRED };
enum edition { BOTH, NEW, OLD };

struct member {
	enum json_object of;
	const char *name;
	enum type type;
	enum need need;
	enum json_value value;
	enum json_object inside;
	enum edition edition;
};

static const struct member members[] = {
#define MEMBER(of, name, type, need, value, inside, edition)                             \
	{JSON_OBJ_##of, name, type, need, JSON_VAL_##value, JSON_OBJ_##inside, edition},
#include "validate/json_members.def"
};

enum { MEMBERS = sizeof members / sizeof *members };

/* An object or array that is open. */
struct frame {
	enum json_object object; /* that it is, or NOTHING */
	const struct member
		*member; /* whose elements it holds; NULL: it is no such array */
	struct json_spot at;
	uint64_t seen; /* bit i: members[i] was there */
};

_Static_assert(MEMBERS <= 64, "a frame has a bit for each member");

/* ---- members ---- */

static const struct member *member_of(enum json_object of, const char *name)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		if (members[i].of == of && strcmp(members[i].name, name) == 0)
			return &members[i];
	}
	return NULL;
}

/* Is name the name of an extension, written as the standard wants it? */
static bool is_extension(const char *name)
{
	return name[0] == '_' && ascii_is_alpha(name[1]) && !strchr(name, '.');
}

static bool type_fits(enum type type, enum json_event event)
{
	switch (type) {
	case STRING:
		return event == JSON_STRING;
	case NUMBER:
		return event == JSON_NUMBER;
	case BOOLEAN:
		return event == JSON_TRUE || event == JSON_FALSE;
	case OBJECT:
		return event == JSON_OBJECT;
	default:
		return event == JSON_ARRAY;
	}
}

/* Complains that the value is no such thing. */
static void wrong_type(struct json_judge *j, enum type type, enum json_event event)
{
	static const char *const wanted[] = {"a string", "a number", "true or false",
		"an object", "an array of objects", "an array of strings"};
	static const char *const found[] = {[JSON_OBJECT] = "an object",
		[JSON_ARRAY] = "an array",
		[JSON_STRING] = "a string",
		[JSON_NUMBER] = "a number",
		[JSON_TRUE] = "true",
		[JSON_FALSE] = "false",
		[JSON_NULL] = "null"};
	struct fg_diag *d = json_say(j, FG_RULE_JSON_TYPE, "%s is %s; it must be %s",
		j->r.path.data, found[event], wanted[type]);
	if (event == JSON_NULL)
		json_hint(j, d, "leave it out");
	else if (type == STRING && event == JSON_NUMBER)
		json_hint(j, d, "write \"%s\"", j->r.text.data);
	else if (type == NUMBER && event == JSON_STRING)
		json_hint(j, d, "write it without quotation marks");
}

static void unknown_member(
	struct json_judge *j, enum json_object of, enum json_event event)
{
	const char *name = j->r.name.data;
	if (is_extension(name)) {
		if (event != JSON_OBJECT)
			wrong_type(j, OBJECT, event);
		return;
	}
	struct fg_diag *d = json_say(j, FG_RULE_JSON_MEMBER_UNKNOWN,
		"JSON Feed has no member %s here", json_quote(j, name));
	for (size_t i = 0; i < MEMBERS; i++) {
		if (members[i].of == of && str_resembles(name, members[i].name))
			json_hint(j, d, "it is spelt “%s”", members[i].name);
	}
}

/* The edition that first spoke of it, for the end of the feed. */
static void note_edition(struct json_judge *j, const struct member *m)
{
	struct json_spot *at = m->edition == NEW   ? &j->new_at
			       : m->edition == OLD ? &j->old_at
						   : NULL;
	if (at && !at->path)
		*at = json_here(j, j->run->arena);
}

static void keep_fact(struct json_judge *j, const struct member *m)
{
	static const struct {
		const char *name;
		enum item_fact fact;
	} facts[] = {{"title", FACT_TITLE}, {"id", FACT_GUID},
		{"date_published", FACT_DATE}, {"summary", FACT_DESCRIPTION},
		{"content_text", FACT_DESCRIPTION}, {"content_html", FACT_DESCRIPTION}};
	for (size_t i = 0; m->of == JSON_OBJ_ITEM && i < sizeof facts / sizeof *facts;
		i++) {
		if (strcmp(m->name, facts[i].name) == 0 &&
			!j->items.item.facts[facts[i].fact].text)
			json_keep(j, facts[i].fact);
	}
}

/* A member of an object; the value is opened by the caller. NULL: nobody judges it. */
static const struct member *judge_member(
	struct json_judge *j, struct frame *f, enum json_event event)
{
	if (j->r.twice)
		json_say(j, FG_RULE_JSON_NAME_TWICE, "%s stands in line %u already",
			j->r.path.data, j->r.first_line);
	const struct member *m = member_of(f->object, j->r.name.data);
	if (!m) {
		unknown_member(j, f->object, event);
		return NULL;
	}
	f->seen |= UINT64_C(1) << (m - members);
	note_edition(j, m);
	if (!type_fits(m->type, event)) {
		wrong_type(j, m->type, event);
		return NULL;
	}
	if (event == JSON_STRING || event == JSON_NUMBER) {
		json_check_value(j, m->value);
		keep_fact(j, m);
	}
	return m;
}

static bool judge_element(
	struct json_judge *j, const struct frame *f, enum json_event event)
{
	bool objects = f->member->type == OBJECTS;
	if (type_fits(objects ? OBJECT : STRING, event))
		return true;
	wrong_type(j, objects ? OBJECT : STRING, event);
	return false;
}

/* ---- objects ---- */

static const char *name_of(const struct frame *f)
{
	return *f->at.path ? f->at.path : "the feed";
}

static void tell_lack(
	struct json_judge *j, const struct frame *f, int rule, const char *member)
{
	struct fg_diag *d =
		json_say_at(j, rule, &f->at, "%s has no %s", name_of(f), member);
	d->element = arena_printf(j->run->diags->arena, "%s%s%s", f->at.path,
		*f->at.path ? "." : "", member);
}

static void lacks(struct json_judge *j, const struct frame *f)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		const struct member *m = &members[i];
		if (m->of != f->object || m->need == OPTIONAL ||
			(f->seen & UINT64_C(1) << i))
			continue;
		tell_lack(j, f,
			m->need == REQUIRED ? FG_RULE_JSON_MEMBER_MISSING
					    : FG_RULE_JSON_MEMBER_WANTED,
			m->name);
	}
}

static bool has(const struct frame *f, const char *name)
{
	const struct member *m = member_of(f->object, name);
	return f->seen & UINT64_C(1) << (m - members);
}

static void end_item(struct json_judge *j, const struct frame *f)
{
	if (!has(f, "content_html") && !has(f, "content_text"))
		json_say_at(j, FG_RULE_JSON_CONTENT_MISSING, &f->at,
			"%s has neither content_html nor content_text", name_of(f));
	if (!j->has_audio)
		json_hint(j,
			json_say_at(j, FG_RULE_EPISODE_NO_AUDIO, &f->at,
				"%s has no attachment that is audio or video",
				name_of(f)),
			"give it an attachment, or leave it out of the feed of the "
			"podcast");
	if (!has(f, "date_published"))
		tell_lack(j, f, FG_RULE_JSON_MEMBER_WANTED, "date_published");
	j->has_audio = false;
	json_end_item(j, &f->at);
}

static void end_object(struct json_judge *j, const struct frame *f)
{
	lacks(j, f);
	if (f->object == JSON_OBJ_AUTHOR && f->seen == 0)
		json_say_at(j, FG_RULE_JSON_AUTHOR_EMPTY, &f->at,
			"%s has neither name nor url nor avatar", name_of(f));
	if (f->object == JSON_OBJ_ATTACHMENT)
		json_end_attachment(j);
	if (f->object == JSON_OBJ_ITEM)
		end_item(j, f);
	if (f->object == JSON_OBJ_FEED)
		json_end_feed(j);
}

/* ---- the walk ---- */

/* What opens here; its parent is frames[depth - 1]. */
static struct frame opened(
	struct json_judge *j, struct frame *frames, enum json_event event)
{
	struct frame f = {.object = JSON_OBJ_NOTHING};
	struct frame *parent = j->r.depth ? &frames[j->r.depth - 1] : NULL;
	const struct member *m = NULL;
	if (!parent) {
		f.object = JSON_OBJ_FEED;
	} else if (parent->member && judge_element(j, parent, event)) {
		f.object = parent->member->inside;
	} else if (!parent->member && parent->object) {
		m = judge_member(j, parent, event);
		if (m && m->type == OBJECT)
			f.object = m->inside;
		else
			f.member = m;
	}
	if (f.object || f.member)
		f.at = json_here(
			j, j->r.depth < ITEM_DEPTH ? j->run->arena : &j->scratch);
	if (f.object == JSON_OBJ_ITEM)
		items_begin(&j->items, (struct xmlscan_place){j->r.line, j->r.column});
	return f;
}

static void closed(struct json_judge *j, const struct frame *f)
{
	if (f->object)
		end_object(j, f);
	/* An item is forgotten, and what else stands in the feed's arrays. */
	if (j->r.depth == ITEM_DEPTH)
		arena_reset(&j->scratch);
}

static void step(struct json_judge *j, struct frame *frames, enum json_event event)
{
	struct frame *parent = j->r.depth ? &frames[j->r.depth - 1] : NULL;
	if (event == JSON_OBJECT || event == JSON_ARRAY)
		frames[j->r.depth] = opened(j, frames, event);
	else if (event == JSON_CLOSE)
		closed(j, &frames[j->r.depth]);
	else if (parent->member)
		judge_element(j, parent, event);
	else if (parent->object)
		judge_member(j, parent, event);
}

static void finish(struct json_judge *j, enum json_event event)
{
	if (event == JSON_BROKEN)
		json_say(j, FG_RULE_JSON_SYNTAX, "%s", j->r.problem.data);
	struct json_spot whole = {{j->file, 1, 1}, ""};
	if (j->r.bom)
		json_say_at(j, FG_RULE_JSON_BOM, &whole,
			"the file begins with a byte order mark");
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (j->told[i] > JSON_FEED_TOLD_MAX)
			diag_add(j->run->diags, i, (struct fg_place){j->file, 0, 0},
				"there are %u more findings like these",
				j->told[i] - JSON_FEED_TOLD_MAX);
	}
}

/* For items. */
static struct fg_diag *tell(
	void *who, enum fg_rule_id rule, const struct said *at, const char *message)
{
	struct json_judge *j = who;
	struct json_spot spot = {{j->file, at->at.line, at->at.column}, at->element};
	return json_say_at(j, (int)rule, &spot, "%s", message);
}

void json_feed_judge(struct fg_run *run, const char *file, json_source source, void *arg)
{
	struct items_teller teller = {.tell = tell, .file = file, .whole = "items"};
	struct json_judge j = {.run = run, .file = file};
	struct frame frames[JSON_DEPTH_MAX];
	enum json_event event;
	arena_init(&j.scratch, run->arena->exhausted);
	teller.who = &j;
	items_init(&j.items, &teller, &j.scratch, run->arena);
	jsonread_open(&j.r, run->arena, source, arg);
	event = jsonread_next(&j.r);
	if (event != JSON_OBJECT && event != JSON_BROKEN) {
		json_say(&j, FG_RULE_JSON_TYPE,
			"a JSON Feed is an object, and this is none");
	} else {
		for (; event != JSON_END && event != JSON_BROKEN;
			event = jsonread_next(&j.r))
			step(&j, frames, event);
		finish(&j, event);
	}
	jsonread_close(&j.r);
	items_release(&j.items);
	arena_release(&j.scratch);
}

/* ---- as one of the formats ---- */

bool json_is(struct str head)
{
	return str_starts(head, "{") || str_starts(head, "[");
}

bool json_judge(struct fg_run *run, struct input *in, struct str first)
{
	struct input_pieces pieces = {in, first};
	if (chapters_json_is(run->arena, first))
		return chapters_json_judge(run, &pieces, 0);
	diag_add(run->diags, FG_RULE_FEED_NOT_RSS,
		(struct fg_place){in->from->name, 1, 1},
		"this is a JSON Feed; podcast apps want RSS");
	served_judge(run, in->from, FG_JSON);
	json_feed_judge(run, in->from->name, input_take, &pieces);
	return in->error ? input_failed(run, in) : true;
}
