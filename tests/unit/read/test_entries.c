/* SPDX-License-Identifier: ISC */
/* Which scalars of the front matter are kept, and under which names. */
#include "folder.h"

static const struct fg_episode *read_yaml(struct folder *f, const char *yaml)
{
	char text[2048];
	snprintf(text, sizeof text, "---\n%s---\n", yaml);
	const struct fg_episode *ep = read_file(f, "a.md", text);
	assert_non_null(ep);
	return ep;
}

static void keeps_entries(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{featuredImage} {spotify} {x.y.z} {tags} {guests}");
	const struct fg_episode *ep = read_yaml(f,
		"featuredImage: a.png\nspotify: ''\nx: {y: {z: 1}}\ntags: [a, b]\n"
		"guests: [{name: A}]\n");
	expect_none(&f->u);
	assert_int_equal(ep->entries.len, 6);
	assert_string_equal(entry_text(ep, "featuredImage"), "a.png");
	assert_string_equal(entry_text(ep, "spotify"), "");
	assert_string_equal(entry_text(ep, "x.y.z"), "1");
	assert_string_equal(entry_text(ep, "tags.2"), "b");
	assert_string_equal(entry_text(ep, "guests.1.name"), "A");
	/* A template asks for a field by the place of its entry. */
	expect_at(ep->at[FG_EP_IMAGE], 2, 16, FG_WRITTEN);
	expect_at(ep->entries.data[0].at, 2, 16, FG_WRITTEN);
}

/* What is kept of this, by the name of each entry. */
static const char *kept(struct folder *f, const char *asks)
{
	show_asks(f, asks);
	const struct fg_episode *ep = read_yaml(f,
		"title: T\nzahl: 1\nepisode_number: 7\naudio: a.mp3\nhouse: {a: 1, "
		"stem: 2}\nfile: b.ogg\nspotify: s\nlint_ignore: [x/y]\n");
	assert_string_equal(ep->title, "T");
	assert_string_equal(ep->number, "7");
	assert_string_equal(ep->enclosure.url, "a.mp3");
	struct sbuf b;
	sbuf_init(&b, 1000);
	for (size_t i = 0; i < ep->entries.len; i++)
		sbuf_printf(&b, "%s ", ep->entries.data[i].name);
	const char *names = arena_strndup(&f->u.arena, b.data, b.len);
	sbuf_release(&b);
	return names;
}

static void keeps_what_may_be_asked_for(void **state)
{
	struct folder *f = *state;
	/* What looks like audio, and what is ignored, is asked for by no template. */
	assert_string_equal(kept(f, "none"), "audio file lint_ignore.1 ");
	assert_string_equal(kept(f, "{title}"), "title audio file lint_ignore.1 ");
	assert_string_equal(
		kept(f, "{Spo-tify.stem}"), "audio file spotify lint_ignore.1 ");
	/* By the field that it means, by all of a map, by a slip. */
	assert_string_equal(
		kept(f, "{number}"), "episode_number audio file lint_ignore.1 ");
	assert_string_equal(
		kept(f, "{house}"), "audio house.a house.stem file lint_ignore.1 ");
	assert_string_equal(
		kept(f, "{spotify} {broken"), "audio file spotify lint_ignore.1 ");
	assert_string_equal(kept(f, "{sotify}"), "audio file spotify lint_ignore.1 ");
}

/* A deep tree of long names would make names far larger than the file. */
static void leaves_out_endless_names(void **state)
{
	struct folder *f = *state;
	char key[200], yaml[1024];
	memset(key, 'k', sizeof key);
	key[sizeof key - 1] = '\0';
	snprintf(yaml, sizeof yaml, "x: {%s: {%s: 1, y: 2}, z: 3}\n%s%s: 4\ntitle: t\n",
		key, key, key, key);
	show_asks(f, "{x} {title}");
	const struct fg_episode *ep = read_yaml(f, yaml);
	assert_int_equal(ep->entries.len, 3);
	assert_string_equal(ep->entries.data[0].text, "2");
	assert_string_equal(entry_text(ep, "x.z"), "3");
	assert_string_equal(ep->title, "t");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keeps_entries, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			keeps_what_may_be_asked_for, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			leaves_out_endless_names, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
