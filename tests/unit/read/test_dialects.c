/* SPDX-License-Identifier: ISC */
/*
 * The dialects of front matter that other programs taught people to write. Each folder
 * of dialects/ holds an episode as such a program wants it, and in `expected` what it
 * must be to us: one line for each field that has a value, in the order of the fields
 * table, then one for each complaint ("! rule line:column").
 */
#include "unit.h"

#include "base/fs.h"
#include "model/field.h"

static const char folder[] = "tests/unit/read/dialects";

static void add_person(struct sbuf *out, const struct fg_person *p)
{
	sbuf_printf(out, "%s (%s)%s%s", p->name, p->role ? p->role : "-",
		p->href ? " " : "", p->href ? p->href : "");
}

static void add_people(struct sbuf *out, const struct fg_people *people)
{
	for (size_t i = 0; i < people->len; i++) {
		sbuf_str(out, i ? " | " : "");
		add_person(out, &people->data[i]);
	}
}

static void add_list(struct sbuf *out, const struct fg_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		sbuf_printf(out, "%s%s", i ? " | " : "", list->data[i]);
}

static void add_value(struct sbuf *out, enum field_kind kind, const void *member)
{
	switch (kind) {
	case KIND_INTEGER:
	case KIND_BYTES:
	case KIND_DURATION:
	case KIND_CLOCK:
		sbuf_printf(out, "%lld", (long long)*(const int64_t *)member);
		break;
	case KIND_BOOLEAN:
		sbuf_str(out, *(const bool *)member ? "true" : "false");
		break;
	case KIND_LIST:
		add_list(out, member);
		break;
	case KIND_PEOPLE:
		add_people(out, member);
		break;
	default:
		sbuf_str(out, *(const char *const *)member);
	}
}

static void add_chapters(struct sbuf *out, const struct fg_chapters *all)
{
	for (size_t i = 0; i < all->len; i++)
		sbuf_printf(out, "%s%lld %s", i ? " | " : "",
			(long long)all->data[i].start_ms, all->data[i].title);
}

static void add_episode(struct sbuf *out, const struct fg_episode *ep)
{
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		const struct field_row *row = episode_field((enum fg_episode_field)f);
		if (ep->at[f].origin == FG_ABSENT)
			continue;
		sbuf_printf(out, "%s=", row->field.name);
		if (f == FG_EP_CHAPTERS && ep->own_chapters.len)
			add_chapters(out, &ep->own_chapters);
		else
			add_value(out, row->kind, (const char *)ep + row->offset);
		sbuf_str(out, ep->at[f].origin == FG_DERIVED ? " (derived)\n" : "\n");
	}
}

static void add_diags(struct sbuf *out, const struct fg_diags *diags)
{
	for (size_t i = 0; i < diags->len; i++) {
		const struct fg_diag *d = &diags->data[i];
		sbuf_printf(out, "! %s %u:%u\n", fg_rule_at((size_t)d->rule)->id,
			d->at.line, d->at.column);
	}
}

static void check_dialect(struct unit *u, const char *name)
{
	struct fg_show show = {0};
	struct sbuf got;
	struct str expected;
	struct fs_facts facts;
	const char *dir = fs_join(&u->arena, folder, name);
	sbuf_init(&got, 1 << 16);
	u->diags.len = 0;
	assert_true(fg_read_episodes(&u->run, dir, &show));
	for (size_t i = 0; i < show.episodes.len; i++)
		add_episode(&got, show.episodes.data[i]);
	add_diags(&got, &u->diags);
	assert_int_equal(fs_read(&u->arena, fs_join(&u->arena, dir, "expected"), 1 << 16,
				 &expected, &facts),
		FS_OK);
	if (!str_eq(sbuf_text(&got), expected))
		print_error("%s is read as\n%s", name, got.data);
	assert_string_equal(got.data, expected.data);
	sbuf_release(&got);
}

static void reads_every_dialect(void **state)
{
	(void)state;
	struct unit u;
	struct fs_names names;
	unit_open(&u);
	assert_true(fs_list(&u.arena, folder, &names));
	assert_true(names.len >= 17);
	for (size_t i = 0; i < names.len; i++)
		check_dialect(&u, names.data[i]);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_dialect),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
