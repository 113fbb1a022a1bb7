/* SPDX-License-Identifier: ISC */
/* Chapters in front matter, in every way in which people and programs write them. */
#include "folder.h"

static void expect(struct folder *f, const char *yaml, const char *want)
{
	char text[2048];
	struct sbuf b;
	snprintf(text, sizeof text, "---\n%s---\n", yaml);
	const struct fg_episode *ep = read_file(f, "a.md", text);
	assert_non_null(ep);
	expect_none(&f->u);
	sbuf_init(&b, 4096);
	for (size_t i = 0; i < ep->own_chapters.len; i++) {
		const struct fg_chapter *c = &ep->own_chapters.data[i];
		sbuf_printf(&b, "%u:%u %lld-%lld %s%s%s%s%s%s\n", c->at.line,
			c->at.column, (long long)c->start_ms, (long long)c->end_ms,
			c->title ? c->title : "", c->href ? " -> " : "",
			c->href ? c->href : "", c->img ? " img " : "",
			c->img ? c->img : "", c->hidden ? " hidden" : "");
	}
	assert_string_equal(b.data, want);
	assert_null(ep->chapters);
	sbuf_release(&b);
}

static void reads_every_way(void **state)
{
	struct folder *f = *state;
	expect(f, "chapters:\n  - 0:00 Hello\n  - 1:01.5 The tides\n  - 90 Waves\n",
		"3:5 0-0 Hello\n4:5 61500-0 The tides\n5:5 90000-0 Waves\n");
	expect(f, "chapters: ['(0:00) Hello', '[01:02:03] - Tides', 2:00:00 – Waves]\n",
		"2:12 0-0 Hello\n2:28 3723000-0 Tides\n2:50 7200000-0 Waves\n");
	expect(f, "chapters:\n  - 0:00: Hello\n  - \"2:10\": Tides\n",
		"3:5 0-0 Hello\n4:5 130000-0 Tides\n");
	expect(f, "chapters: {0:00: Hello, 2:10: Tides}\n",
		"2:18 0-0 Hello\n2:31 130000-0 Tides\n");
	expect(f, "chapters: [[\"00:00:00.000\", Hello], [\"2:10\", Tides]]\n",
		"2:12 0-0 Hello\n2:37 130000-0 Tides\n");
	expect(f, "chapters: |\n  0:00 Hello\n\n  2:10 Tides\n",
		"2:11 0-0 Hello\n2:11 130000-0 Tides\n");
}

static void reads_maps(void **state)
{
	struct folder *f = *state;
	expect(f,
		"chapters:\n  - {time: 0:00, title: Hello, url: https://a.example/}\n"
		"  - {startTime: 61.5, endTime: 70, img: a.png, toc: false}\n"
		"  - {start: 2:00, name: Tides, href: b, image: c, mood: calm}\n",
		"3:5 0-0 Hello -> https://a.example/\n4:5 61500-70000  img a.png hidden\n"
		"5:5 120000-0 Tides -> b img c\n");
}

static void an_address_stays_one(void **state)
{
	static const char *const all[] = {
		"https://a.example/7.json", "7.json", "chapters/1 2.txt"};
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char text[256];
		snprintf(text, sizeof text, "---\nchapters: %s\n---\n", all[i]);
		const struct fg_episode *ep = read_file(f, "a.md", text);
		assert_string_equal(ep->chapters, all[i]);
		assert_int_equal(ep->own_chapters.len, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			reads_every_way, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(reads_maps, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			an_address_stays_one, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
