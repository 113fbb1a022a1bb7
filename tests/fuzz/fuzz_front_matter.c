/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: an episode file, from its bytes to its fields, as Markdown with front
 * matter and as YAML as a whole. Whatever comes in: every text that comes out can be in
 * a feed, every place is in the file, and what was read is not also refused.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "model/field.h"
#include "model/rule.h"
#include "model/tag.h"
#include "read/episode.h"

enum { INPUT_MAX = 128 << 10 };

static void check_text(const char *text)
{
	must(utf8_clean_len(str_of(text)) == strlen(text));
}

static void check_place(struct str text, unsigned line, unsigned column)
{
	struct str rest = text, at = {"", 0};
	unsigned n = 0;
	while (n < line && str_line(&rest, &at))
		n++;
	/* The end of a file is on the line behind its last line end. */
	must(line <= n + 1);
	must(line > n || column <= utf8_count(at) + 1 || column == UINT16_MAX);
}

static void check_diags(const struct fg_diags *diags, struct str text)
{
	for (size_t i = 0; i < diags->len; i++) {
		const struct fg_diag *d = &diags->data[i];
		check_text(d->message);
		if (d->hint)
			check_text(d->hint);
		check_place(text, d->at.line, d->at.column);
		if (d->related.file)
			check_place(text, d->related.line, d->related.column);
	}
}

static void check_people(const struct fg_people *people)
{
	for (size_t i = 0; i < people->len; i++)
		check_text(people->data[i].name);
}

/* What was read of a tag is what feeds may have. */
static void check_tags(struct arena *arena, const struct fg_tags *tags, struct str source)
{
	for (size_t i = 0; i < tags->len; i++) {
		const struct fg_tag *tag = &tags->data[i];
		const struct tag_attribute *a;
		const struct fg_tag_value *part;
		const char *problem;
		must(tag_is_sound(arena, tag, &problem, &part));
		for (size_t n = 0; (a = tag_attribute((enum tag_id)tag->id, n)); n++) {
			const struct fg_tag_value *value = &tag->values[n];
			must(!value->text || form_fits(a->form, value->text));
			check_text(value->text ? value->text : "");
			check_place(source, value->at.line, value->at.column);
		}
		check_text(tag->text ? tag->text : "");
		check_place(source, tag->at.line, tag->at.column);
		check_tags(arena, &tag->children, source);
	}
}

static void check_field(const struct fg_episode *ep, int f)
{
	const struct field_row *row = episode_field((enum fg_episode_field)f);
	const void *member = (const char *)ep + row->offset;
	if (ep->at[f].origin == FG_ABSENT)
		return;
	if (row->kind <= KIND_DATE || row->kind == KIND_DECIMAL)
		check_text(*(const char *const *)member);
	else if (row->kind == KIND_PEOPLE)
		check_people(member);
	else if (row->kind == KIND_BYTES || row->kind == KIND_DURATION)
		must(*(const int64_t *)member >= 0);
}

static void check_episode(
	struct arena *arena, const struct fg_episode *ep, struct str text)
{
	must(ep->body_at <= text.len);
	check_place(text, ep->body_line, 1);
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		check_field(ep, f);
		check_place(text, ep->at[f].line, ep->at[f].column);
	}
	check_tags(arena, &ep->tags, text);
	for (size_t i = 0; i < ep->entries.len; i++) {
		const struct fg_entry *e = &ep->entries.data[i];
		check_text(e->name);
		check_text(e->text);
		check_place(text, e->at.line, e->at.column);
	}
}

/* Is one of the complaints such that there can be no episode? */
static bool is_refused(const struct fg_diags *diags)
{
	for (size_t i = 0; i < diags->len; i++) {
		if (fg_rule_at((size_t)diags->data[i].rule)->severity == FG_FATAL)
			return true;
	}
	return false;
}

static void read_as(const char *file, struct str bytes)
{
	static const struct fg_show show;
	struct arena arena, scratch;
	arena_init(&arena, exhausted);
	arena_init(&scratch, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct names names;
	names_init(&names, &arena, &show);
	struct episode_reader reader = {&run, &scratch, &names};
	struct source src = {.file = file};
	if (source_take(&run, &scratch, bytes, &src)) {
		const struct fg_episode *ep = episode_read(&reader, &src, NULL);
		must(ep || diags.len > 0);
		must(!ep || !is_refused(&diags));
		if (ep)
			check_episode(&arena, ep, src.text);
		check_diags(&diags, src.text);
	}
	arena_release(&scratch);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	if (size > INPUT_MAX)
		return 0;
	read_as("a.md", bytes);
	read_as("a.yaml", bytes);
	return 0;
}
