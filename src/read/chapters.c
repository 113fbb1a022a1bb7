/* SPDX-License-Identifier: ISC */
/*
 * Chapters in front matter, as people and programs write them:
 *
 *     chapters: https://example.org/7.json           an address, or a file
 *     chapters:
 *       - 0:00 Hello                                 time and title; also ["0:00", Hello]
 *       - 2:10: The tides                            also as a map of one
 *       - {time: 12:00, title: Waves, url: …, img: …}
 *     chapters: |                                    a line for each
 *       0:00 Hello
 *       2:10 The tides
 */
#include "base/diag.h"
#include "base/timecode.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/rule.h"
#include "read/assign.h"

static const struct {
	const char *name;
	size_t offset;
} parts[] = {
	{"title", offsetof(struct fg_chapter, title)},
	{"name", offsetof(struct fg_chapter, title)},
	{"url", offsetof(struct fg_chapter, href)},
	{"href", offsetof(struct fg_chapter, href)},
	{"link", offsetof(struct fg_chapter, href)},
	{"img", offsetof(struct fg_chapter, img)},
	{"image", offsetof(struct fg_chapter, img)},
};

static struct fg_diag *fail(
	const struct slot *s, const struct node *n, const char *message)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d = diag_add(
		diags, FG_RULE_FIELD_VALUE, node_place(s->to->file, n), "%s", message);
	diag_hint(diags, d,
		"write “1:02:03 Title”, or {time: 1:02:03, title: …, url: …, img: …}");
	d->element = s->row->field.name;
	return d;
}

static bool fail_time(const struct slot *s, const struct node *n, struct str text)
{
	fail(s, n,
		arena_printf(s->to->run->diags->arena,
			"“%.*s” does not begin with a time", shown_len(text), text.data));
	return false;
}

/* "1:02:03 Title", with brackets around the time or a dash behind it. False: no time. */
static bool split(struct arena *a, struct str line, struct fg_chapter *c)
{
	line = str_trim(line);
	size_t end = 0;
	while (end < line.len && !ascii_is_space(line.data[end]))
		end++;
	struct str time = str_slice(line, 0, end), title = str_slice(line, end, line.len);
	bool bracket = time.len > 2 && strchr("[(", time.data[0]) &&
		       strchr("])", time.data[time.len - 1]);
	if (bracket)
		time = str_slice(time, 1, time.len - 1);
	if (!timecode_parse(time, &c->start_ms))
		return false;
	static const char *const dashes[] = {"- ", "– ", "— ", "| ", ": "};
	title = str_trim(title);
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		if (str_starts(title, dashes[i]))
			title = str_trim(str_slice(title, strlen(dashes[i]), title.len));
	}
	c->title = title.len ? arena_strndup(a, title.data, title.len) : NULL;
	return true;
}

static void keep(const struct slot *s, const struct fg_chapter *c)
{
	struct fg_episode *ep = s->to->object;
	*vec_push(s->to->run->arena, &ep->own_chapters) = *c;
}

/* A chapter that nobody would see is a slip. */
static bool finish(const struct slot *s, const struct node *n, struct fg_chapter *c)
{
	if (!c->title && !c->href && !c->img) {
		fail(s, n, "a chapter without a title");
		return false;
	}
	c->at = node_pos(n);
	keep(s, c);
	return true;
}

static bool add_line(const struct slot *s, const struct node *n)
{
	struct fg_chapter c = {0};
	struct str text = str_of(node_text(n));
	if (!split(s->to->run->arena, text, &c))
		return fail_time(s, n, text);
	return finish(s, n, &c);
}

/* ["0:00", Title] */
static bool add_pair(const struct slot *s, const struct node *n)
{
	const struct node *time = n->first, *title = time ? time->next : NULL;
	struct fg_chapter c = {0};
	if (!title || title->next || time->kind != NODE_SCALAR ||
		title->kind != NODE_SCALAR)
		return slot_fail_shape(s, n);
	if (!timecode_parse(str_of(node_text(time)), &c.start_ms))
		return fail_time(s, time, str_of(node_text(time)));
	c.title = node_is_empty(title) ? NULL : title->text;
	return finish(s, n, &c);
}

static bool is_time_name(const char *name)
{
	return field_name_is(name, "time") || field_name_is(name, "start") ||
	       field_name_is(name, "start_time");
}

/* One member of a chapter's map. What is not known here may be of use to the site. */
static bool take_member(const struct slot *s, const struct node *n, struct fg_chapter *c)
{
	bool usual, shown;
	if (n->kind != NODE_SCALAR)
		return true;
	if (is_time_name(n->key))
		return timecode_parse(str_of(n->text), &c->start_ms) ||
		       fail_time(s, n, str_of(n->text));
	if (field_name_is(n->key, "end") || field_name_is(n->key, "end_time"))
		return timecode_parse(str_of(n->text), &c->end_ms) ||
		       fail_time(s, n, str_of(n->text));
	if (field_name_is(n->key, "toc") &&
		check_boolean(str_of(n->text), &shown, &usual))
		c->hidden = !shown;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (field_name_is(n->key, parts[i].name) && !node_is_empty(n))
			*(const char **)((char *)c + parts[i].offset) = n->text;
	}
	return true;
}

static bool add_map(const struct slot *s, const struct node *map)
{
	struct fg_chapter c = {.start_ms = -1};
	const struct node *n = map->first;
	bool single = n && !n->next && n->kind == NODE_SCALAR;
	if (single && timecode_parse(str_of(n->key), &c.start_ms)) {
		c.title = node_is_empty(n) ? NULL : n->text;
		return finish(s, map, &c);
	}
	for (; n; n = n->next) {
		if (!take_member(s, n, &c))
			return false;
	}
	if (c.start_ms >= 0)
		return finish(s, map, &c);
	fail(s, map, "a chapter without a time");
	return false;
}

static bool add_list(const struct slot *s)
{
	static bool (*const add[])(const struct slot *s, const struct node *n) = {
		[NODE_SCALAR] = add_line, [NODE_LIST] = add_pair, [NODE_MAP] = add_map};
	bool good = true;
	for (const struct node *n = s->node->first; n; n = n->next)
		good = (node_is_empty(n) || add[n->kind](s, n)) && good;
	return good;
}

/* {"0:00": Hello, "2:10": The tides} */
static bool add_members(const struct slot *s)
{
	for (const struct node *n = s->node->first; n; n = n->next) {
		struct fg_chapter c = {0};
		if (n->kind != NODE_SCALAR)
			return slot_fail_member(s, n);
		if (!timecode_parse(str_of(n->key), &c.start_ms))
			return fail_time(s, n, str_of(n->key));
		c.title = node_is_empty(n) ? NULL : n->text;
		if (!finish(s, n, &c))
			return false;
	}
	return true;
}

/* Lines of one text: their own lines in the file are not known, but that of the first. */
static bool add_lines(const struct slot *s)
{
	struct str rest = str_of(s->node->text), line;
	while (str_line(&rest, &line)) {
		struct fg_chapter c = {.at = node_pos(s->node)};
		if (str_trim(line).len == 0)
			continue;
		if (!split(s->to->run->arena, line, &c))
			return fail_time(s, s->node, line);
		keep(s, &c);
	}
	return true;
}

bool assign_chapters(const struct slot *s)
{
	struct fg_chapter first;
	struct str text = str_of(node_text(s->node));
	if (s->node->kind == NODE_LIST)
		return add_list(s);
	if (s->node->kind == NODE_MAP)
		return add_members(s);
	if (split(s->to->run->arena, text, &first) && first.title)
		return add_lines(s);
	text = str_trim(text);
	*(const char **)s->member = arena_strndup(s->to->run->arena, text.data, text.len);
	return true;
}
