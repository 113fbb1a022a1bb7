/* SPDX-License-Identifier: ISC */
/* One audio in several formats, as people write it. */
#include "folder.h"

/* The enclosure's format and address, and each variant's with its bytes. */
static const char *const several[][2] = {
	{"audio: a.mp3\n", "mp3 a.mp3"},
	{"audio: [a.mp3, b.Opus, c.m4a]\n", "mp3 a.mp3, opus b.Opus 0, m4a c.m4a 0"},
	{"audio: [a.mp3, b.mp3, '', page.html]\n",
		"mp3 a.mp3, mp3 b.mp3 0, html page.html 0"},
	{"audio: {opus: a, mp3: b}\nfilesize: {mp3: 30000, opus: 20000}\n",
		"mp3 b, opus a 20000"},
	{"audio: {OGG: a.ogg, m4a: b.m4a, mp3: c.mp3}\n",
		"mp3 c.mp3, m4a b.m4a 0, ogg a.ogg 0"},
	{"audio: {mp3: a.mp3}\nenclosure: a.mp3\n", "mp3 a.mp3"},
	{"audio: https://a.example/17\n", " https://a.example/17"},
};

static void reads_audio_in_several_formats(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
		const struct fg_episode *ep = read_file(f, "a.md",
			arena_printf(&f->u.arena, "---\n%s---\n", several[i][0]));
		assert_non_null(ep);
		expect_none(&f->u);
		const char *text = arena_printf(
			&f->u.arena, "%s %s", ep->audio_format, ep->enclosure.url);
		for (size_t k = 0; k < ep->variants.len; k++) {
			const struct fg_variant *v = &ep->variants.data[k];
			assert_int_equal(v->at.line, 2);
			text = arena_printf(&f->u.arena, "%s, %s %s %lld", text,
				v->format, v->audio.url, (long long)v->audio.length);
		}
		assert_string_equal(text, several[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			reads_audio_in_several_formats, folder_open, folder_close),
	};
	return cmocka_run_group_tests_name("read/variants", tests, NULL, NULL);
}
