/* SPDX-License-Identifier: ISC */
#include "lint/bench.h"

#define SITE "https://quiet.feedgen.org"

static void test_audio_address(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.url = "https://quiet.feedgen.org/a\tb.mp3";
	bench_finds_newer(b, ENCLOSURE_URL_INVALID, AUDIO,
		"the audio “https://quiet.feedgen.org/a\tb.mp3” has a control character");
	b->newer.enclosure.url = "two.mp3";
	bench_clean(b); /* resolve has reported it */
	b->newer.enclosure.url = "http://quiet.feedgen.org/two.mp3";
	bench_finds_newer(b, ENCLOSURE_HTTP, AUDIO,
		"the audio http://quiet.feedgen.org/two.mp3 is not encrypted");
}

static void test_same_audio(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.url = b->older.enclosure.url;
	const struct fg_diag *d = bench_finds_newer(b, ENCLOSURE_URL_DUPLICATE, AUDIO,
		"the same audio " SITE "/one.mp3 as one.md");
	assert_int_equal(d->related.line, b->older.at[FG_EP_AUDIO].line);
}

static void test_extension(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.url = SITE "/listen/two?x=.mp3";
	bench_finds_newer(b, ENCLOSURE_EXTENSION, AUDIO,
		"the name of the audio, “two”, does not end as Apple wants it");
	b->newer.enclosure.url = SITE "/two.M4A?x=y.ogg";
	b->newer.enclosure.type = "audio/x-m4a";
	bench_clean(b);
}

static void test_type(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.type = NULL;
	bench_finds_newer(
		b, ENCLOSURE_TYPE_MISSING, TYPE, "the type of the audio is not known");
	b->newer.enclosure.type = "mp3";
	bench_finds_newer(b, ENCLOSURE_TYPE_INVALID, TYPE, "“mp3” is no MIME type");
	b->newer.enclosure.type = "audio/ogg";
	bench_finds_newer(b, ENCLOSURE_TYPE_MISMATCH, TYPE,
		"the audio ends in .mp3, but its type is audio/ogg");
	b->newer.enclosure.type = "Audio/MP3";
	bench_clean(b);
}

/* One thing that is wrong is told once: the name of an Ogg file, not its type as well. */
static void test_unsupported_type(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure = (struct fg_enclosure){
		.url = SITE "/two.ogg", .type = "audio/ogg", .length = 57600000};
	bench_finds_newer(b, ENCLOSURE_EXTENSION, AUDIO,
		"the name of the audio, “two.ogg”, does not end as Apple wants it");
	b->newer.enclosure.url = SITE "/two";
	b->unit.diags.len = 0;
	fg_lint_show(&b->unit.run, &b->show);
	assert_int_equal(unit_count(&b->unit, FG_RULE_ENCLOSURE_TYPE_UNSUPPORTED), 1);
	b->newer.enclosure.type = "audio/mp4";
	bench_finds_newer(b, ENCLOSURE_EXTENSION, AUDIO,
		"the name of the audio, “two”, does not end as Apple wants it");
}

static void test_length(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.length = 0;
	bench_finds_newer(b, ENCLOSURE_LENGTH_MISSING, LENGTH,
		"the length of the audio is not known");
	b->unit.settings.offline = false;
	bench_clean(b); /* the probe has said why */
	b->newer.enclosure.length = 16383;
	bench_finds_newer(b, ENCLOSURE_LENGTH_SMALL, LENGTH,
		"an audio of 16383 bytes is hardly one");
	b->newer.enclosure.length = 16384;
	b->newer.duration = 4;
	bench_clean(b);
}

static void test_duration(void **state)
{
	struct bench *b = *state;
	b->newer.duration = 0;
	bench_finds_newer(b, EPISODE_DURATION_IMPLAUSIBLE, DURATION,
		"no episode is 0 seconds long");
	b->newer.duration = 86401;
	bench_finds_newer(b, EPISODE_DURATION_IMPLAUSIBLE, DURATION,
		"no episode is 86401 seconds long");
	b->newer.duration = 60;
	bench_finds_newer(b, EPISODE_DURATION_IMPLAUSIBLE, DURATION,
		"57600000 bytes in 60 seconds are 7680 kbit/s, which no MP3 has");
	b->newer.enclosure.length = 0;
	b->unit.settings.offline = false;
	bench_clean(b);
	b->newer.at[FG_EP_DURATION] = (struct fg_pos){0};
	bench_finds(b, FG_RULE_EPISODE_DURATION_MISSING, "two.md", 0,
		"the episode has no duration");
}

static void test_image(void **state)
{
	struct bench *b = *state;
	b->newer.image = SITE "/two.png";
	bench_clean(b);
	b->newer.image = SITE "/two";
	bench_finds_newer(b, IMAGE_EXTENSION, IMAGE,
		"the image " SITE "/two does not end in .jpg or .png");
	/* The probe knows what it is. */
	b->newer.picture.type = "image/jpeg";
	bench_clean(b);
}

static void test_transcript_and_chapters(void **state)
{
	struct bench *b = *state;
	b->newer.transcript = SITE "/two.vtt";
	b->newer.chapters = SITE "/two.json";
	bench_clean(b);
	b->newer.transcript = SITE "/two/";
	bench_clean(b);
	b->newer.transcript = SITE "/two.docx";
	bench_finds_newer(b, TRANSCRIPT_TYPE_UNKNOWN, TRANSCRIPT,
		"the transcript " SITE "/two.docx is of no known type");
	b->newer.transcript = NULL;
	b->newer.chapters = SITE "/two.txt";
	bench_finds_newer(b, CHAPTERS_TYPE, CHAPTERS,
		"the chapters file " SITE "/two.txt is no .json");
}

static void test_invalid_addresses(void **state)
{
	struct bench *b = *state;
	b->newer.at[FG_EP_LINK] = bench_at(30);
	b->newer.link = "https://one:pw@quiet.feedgen.org/";
	bench_finds_newer(b, URL_INVALID, LINK,
		"the link “https://one:pw@quiet.feedgen.org/” holds a user name or "
		"password");
	b->newer.link = "two.html";
	bench_clean(b); /* resolve has reported it */
}

static void test_private_addresses(void **state)
{
	struct bench *b = *state;
	b->newer.link = "http://localhost:1313/two/";
	bench_finds_newer(b, URL_NOT_PUBLIC, LINK,
		"the link http://localhost:1313/two/ is not public");
	b->unit.settings.allow_private = true;
	bench_clean(b);
	b->unit.settings.allow_private = false;
	b->newer.link = NULL;
	b->newer.enclosure.url = "https://192.168.1.4/two.mp3";
	bench_finds_newer(b, URL_NOT_PUBLIC, AUDIO,
		"the audio https://192.168.1.4/two.mp3 is not public");
	b->unit.settings.offline = false;
	bench_clean(b); /* the probe says it */
}

static void test_odd_ports(void **state)
{
	struct bench *b = *state;
	b->newer.enclosure.url = SITE ":8000/two.mp3";
	bench_finds_newer(b, URL_PORT, AUDIO,
		"the audio " SITE
		":8000/two.mp3 names a port that web servers do not have");
	b->newer.enclosure.url = SITE ":8443/two.mp3";
	bench_clean(b);
	b->newer.link = "http://localhost:1313/two/";
	b->unit.settings.allow_private = true;
	bench_clean(b); /* in a network of one's own any port will do */
}

static void test_reserved_addresses(void **state)
{
	struct bench *b = *state;
	b->show.link = "https://example.com/";
	bench_finds_show(b, URL_RESERVED, LINK,
		"the show's link https://example.com/ is at a host that is only for "
		"examples");
	b->show.link = "https://myexample.com/";
	bench_clean(b);
}

static void test_unencrypted_resources(void **state)
{
	struct bench *b = *state;
	b->newer.link = "http://quiet.feedgen.org/two";
	bench_clean(b);
	b->newer.image = "http://quiet.feedgen.org/two.png";
	bench_finds_newer(b, URL_HTTP, IMAGE,
		"the image http://quiet.feedgen.org/two.png is not encrypted");
}

static void test_addresses_of_people(void **state)
{
	struct bench *b = *state;
	*vec_push(&b->unit.arena, &b->show.people) =
		(struct fg_person){.name = "Host One",
			.img = "http://quiet.feedgen.org/a.png",
			.at = bench_at(31)};
	bench_finds(b, FG_RULE_URL_HTTP, "feed.yaml", 31,
		"the person's img http://quiet.feedgen.org/a.png is not encrypted");
	struct fg_person guest = {
		.name = "Guest", .href = "https://example.org/guest", .at = bench_at(32)};
	b->show.people.len = 0;
	*vec_push(&b->unit.arena, &b->newer.people) = guest;
	bench_finds(b, FG_RULE_URL_RESERVED, "two.md", 32,
		"the person's href https://example.org/guest is at a host that is only "
		"for "
		"examples");
	b->newer.people.data[0].at.origin = FG_INHERITED;
	bench_clean(b); /* the show's own, told there */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_audio_address),
		BENCH_TEST(test_same_audio),
		BENCH_TEST(test_extension),
		BENCH_TEST(test_type),
		BENCH_TEST(test_unsupported_type),
		BENCH_TEST(test_length),
		BENCH_TEST(test_duration),
		BENCH_TEST(test_image),
		BENCH_TEST(test_transcript_and_chapters),
		BENCH_TEST(test_invalid_addresses),
		BENCH_TEST(test_private_addresses),
		BENCH_TEST(test_odd_ports),
		BENCH_TEST(test_reserved_addresses),
		BENCH_TEST(test_unencrypted_resources),
		BENCH_TEST(test_addresses_of_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
