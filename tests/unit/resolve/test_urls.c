/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"

static struct fg_episode *with(struct bench *b, enum fg_episode_field f, const char *text)
{
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, f, 9, text);
	return ep;
}

/* A folder with an episode file in it, and the path of that. */
static const char *make_folder(struct bench *b)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(
		&b->unit.arena, "%s/feedgen-urls-XXXXXX", tmp ? tmp : P_tmpdir);
	assert_non_null(mkdtemp(dir));
	return dir;
}

static const char *make_file(struct bench *b, const char *dir, const char *name)
{
	const char *path = fs_join(&b->unit.arena, dir, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	return path;
}

static void test_absolute_stays(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_LINK, "https://other.test/a?b=c%20d#e");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://other.test/a?b=c%20d#e");
}

static void test_pages_are_below_the_link(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *show, *image, *expected;
	} cases[] = {
		{"https://show.test", "a.png", "https://show.test/a.png"},
		{"https://show.test/", "./img/a.png", "https://show.test/img/a.png"},
		{"https://show.test/podcast", "a.png", "https://show.test/podcast/a.png"},
		{"https://show.test/podcast", "/a.png", "https://show.test/a.png"},
		{"https://show.test/x/index.html", "a.png", "https://show.test/x/a.png"},
		{"https://show.test/x", "//cdn.test/a.png", "https://cdn.test/a.png"},
	};
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b->show.link = cases[i].show;
		ep->image = cases[i].image;
		bench_resolve(b, 0);
		assert_string_equal(ep->image, cases[i].expected);
	}
}

static void test_media_is_beside_the_feed(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "media/one.mp3");
	bench_write(b, ep, FG_EP_TRANSCRIPT, 10, "one.vtt");
	bench_write(b, ep, FG_EP_CHAPTERS, 11, "/chapters/one.json");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.url, "https://show.test/feeds/media/one.mp3");
	assert_null(ep->enclosure.file);
	assert_string_equal(ep->transcript, "https://show.test/feeds/one.vtt");
	assert_string_equal(ep->chapters, "https://show.test/chapters/one.json");
	assert_int_equal(ep->at[FG_EP_AUDIO].origin, FG_WRITTEN);
}

/* What lies in the folder is found in tests/cli/bundles.t. */
static void test_what_is_not_in_a_bundle_is_where_it_would_be(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "one.mp3");
	bench_write(b, ep, FG_EP_LINK, 10, "https://show.test/one/");
	bench_write(b, ep, FG_EP_IMAGE, 11, "one.jpg");
	ep->bundled = true;
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.url, "https://show.test/feeds/one.mp3");
	assert_string_equal(ep->image, "https://show.test/one.jpg");
}

static void test_media_is_below_the_link_without_a_feed(void **state)
{
	struct bench *b = *state;
	b->show.feed_url = NULL;
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "one.mp3");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.url, "https://show.test/one.mp3");
}

static void test_relative_to_nothing(void **state)
{
	struct bench *b = *state;
	b->show.feed_url = b->show.link = NULL;
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "a.png");
	bench_resolve(b, 1);
	bench_says(b, FG_RULE_URL_RELATIVE, "shows/one.md", 9,
		"the image “a.png” is not an absolute URL and cannot be made one");
	assert_string_equal(ep->image, "a.png");
}

static void test_relative_to_a_link_that_is_none(void **state)
{
	struct bench *b = *state;
	b->show.link = "show.test";
	with(b, FG_EP_LINK, "a");
	bench_resolve(b, 1);
	assert_int_equal(unit_count(&b->unit, FG_RULE_URL_RELATIVE), 1);
}

static void test_bad_characters_are_encoded_with_a_warning(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "https://cast.test/my file.mp3");
	bench_resolve(b, 1);
	assert_string_equal(ep->enclosure.url, "https://cast.test/my%20file.mp3");
	bench_says(b, FG_RULE_URL_CHARACTERS, "shows/one.md", 9,
		"“https://cast.test/my file.mp3” has characters that no URL has: taken "
		"as "
		"https://cast.test/my%20file.mp3");
}

static void test_letters_beyond_ascii_are_encoded(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_LINK, "https://show.test/größe");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://show.test/gr%C3%B6%C3%9Fe");
}

static void test_control_characters_are_left_to_lint(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_LINK, "https://show.test/a\nb");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://show.test/a\nb");
}

static void test_relative_names_are_encoded(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "my cover.png");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://show.test/my%20cover.png");
}

static void test_local_file(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	const char *path = make_file(b, dir, "50% #1?.mp3");
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "./50% #1?.mp3");
	ep->file = fs_join(&b->unit.arena, dir, "one.md");
	bench_resolve(b, 0);
	assert_non_null(ep->enclosure.file);
	assert_int_equal(access(ep->enclosure.file, R_OK), 0);
	assert_string_equal(
		ep->enclosure.url, "https://show.test/feeds/50%25%20%231%3F.mp3");
	unlink(path);
	rmdir(dir);
}

static void test_local_file_by_site_path(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	const char *sub = fs_join(&b->unit.arena, dir, "audio");
	assert_int_equal(mkdir(sub, 0700), 0);
	const char *path = make_file(b, sub, "x.mp3");
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "/audio/x.mp3");
	ep->file = fs_join(&b->unit.arena, dir, "one.md");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.file, path);
	assert_string_equal(ep->enclosure.url, "https://show.test/audio/x.mp3");
	unlink(path);
	rmdir(sub);
	rmdir(dir);
}

static void test_template_makes_the_address_of_a_local_file(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	const char *path = make_file(b, dir, "x.mp3");
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "x.mp3");
	ep->file = fs_join(&b->unit.arena, dir, "one.md");
	bench_template(b, FG_EP_AUDIO, "https://cdn.test/{audio.name}");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.file, path);
	assert_string_equal(ep->enclosure.url, "https://cdn.test/x.mp3");
	unlink(path);
	rmdir(dir);
}

static void test_local_pictures_and_texts(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->unit.arena;
	const char *shows = make_folder(b), *dir = make_folder(b);
	const char *cover = make_file(b, shows, "cover.jpg");
	const char *picture = make_file(b, dir, "1.png");
	const char *transcript = make_file(b, dir, "1.vtt");
	b->show.file = fs_join(a, shows, "feed.yaml");
	b->show.image = "/cover.jpg";
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "1.png");
	ep->file = fs_join(a, dir, "one.md");
	bench_write(b, ep, FG_EP_TRANSCRIPT, 10, "1.vtt");
	bench_write(b, ep, FG_EP_CHAPTERS, 11, "1.json");
	struct fg_episode *other = bench_episode(b, "two");
	bench_write(b, other, FG_EP_IMAGE, 9, "cover.jpg");
	bench_resolve(b, 0);
	assert_string_equal(b->show.picture.file, cover);
	assert_string_equal(b->show.image, "https://show.test/cover.jpg");
	assert_string_equal(ep->picture.file, picture);
	assert_string_equal(ep->image, "https://show.test/1.png");
	assert_string_equal(ep->transcript_file, transcript);
	assert_null(ep->chapters_file);
	assert_string_equal(other->picture.file, cover);
	unlink(cover);
	unlink(picture);
	unlink(transcript);
	rmdir(shows);
	rmdir(dir);
}

/* What a template makes of a name may be another picture than the one of that name here. */
static void test_template_hides_a_local_picture(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	const char *path = make_file(b, dir, "x.png");
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "x.png");
	ep->file = fs_join(&b->unit.arena, dir, "one.md");
	bench_template(b, FG_EP_IMAGE, "https://cdn.test/square/{image}");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://cdn.test/square/x.png");
	assert_null(ep->picture.file);
	unlink(path);
	rmdir(dir);
}

static void test_pictures_outside_are_no_files(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	const char *path = make_file(b, dir, "x.png");
	struct fg_episode *ep = with(b, FG_EP_IMAGE, "../x.png");
	ep->file = fs_join(&b->unit.arena, fs_join(&b->unit.arena, dir, "sub"), "one.md");
	bench_resolve(b, 0);
	assert_null(ep->picture.file);
	unlink(path);
	rmdir(dir);
}

static void test_folder_is_no_audio_file(void **state)
{
	struct bench *b = *state;
	const char *dir = make_folder(b);
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "./.");
	ep->file = fs_join(&b->unit.arena, dir, "one.md");
	bench_resolve(b, 0);
	assert_null(ep->enclosure.file);
	rmdir(dir);
}

static void test_outside_is_refused(void **state)
{
	struct bench *b = *state;
	static const char *const paths[] = {
		"../x.mp3", "a/../../x.mp3", "/../x.mp3", "./..//x"};
	for (size_t i = 0; i < 4; i++) {
		b->show.episodes.len = 0;
		b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
		struct fg_episode *ep = with(b, FG_EP_AUDIO, paths[i]);
		bench_resolve(b, 1);
		assert_int_equal(unit_count(&b->unit, FG_RULE_ENCLOSURE_FILE_OUTSIDE), 1);
		assert_null(ep->enclosure.file);
	}
}

static void test_dots_within_are_fine(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = with(b, FG_EP_AUDIO, "a/../b..c/x.mp3");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.url, "https://show.test/feeds/b..c/x.mp3");
}

static void test_show_and_people(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->unit.arena;
	b->show.image = "cover.jpg";
	*vec_push(a, &b->show.people) =
		(struct fg_person){.name = "Host One", .img = "/one.jpg"};
	struct fg_episode *ep = bench_episode(b, "one");
	*vec_push(a, &ep->people) = (struct fg_person){.name = "Guest",
		.role = "guest",
		.href = "guest page",
		.at = bench_pos(12)};
	bench_resolve(b, 0);
	assert_string_equal(b->show.image, "https://show.test/cover.jpg");
	assert_string_equal(b->show.people.data[0].img, "https://show.test/one.jpg");
	assert_string_equal(ep->people.data[1].href, "https://show.test/guest%20page");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_absolute_stays),
		BENCH_TEST(test_pages_are_below_the_link),
		BENCH_TEST(test_media_is_beside_the_feed),
		BENCH_TEST(test_what_is_not_in_a_bundle_is_where_it_would_be),
		BENCH_TEST(test_media_is_below_the_link_without_a_feed),
		BENCH_TEST(test_relative_to_nothing),
		BENCH_TEST(test_relative_to_a_link_that_is_none),
		BENCH_TEST(test_bad_characters_are_encoded_with_a_warning),
		BENCH_TEST(test_letters_beyond_ascii_are_encoded),
		BENCH_TEST(test_control_characters_are_left_to_lint),
		BENCH_TEST(test_relative_names_are_encoded),
		BENCH_TEST(test_local_file),
		BENCH_TEST(test_local_file_by_site_path),
		BENCH_TEST(test_template_makes_the_address_of_a_local_file),
		BENCH_TEST(test_local_pictures_and_texts),
		BENCH_TEST(test_template_hides_a_local_picture),
		BENCH_TEST(test_pictures_outside_are_no_files),
		BENCH_TEST(test_folder_is_no_audio_file),
		BENCH_TEST(test_outside_is_refused),
		BENCH_TEST(test_dots_within_are_fine),
		BENCH_TEST(test_show_and_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
