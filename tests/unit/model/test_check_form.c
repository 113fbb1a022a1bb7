/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check_form.h"

typedef bool check(const char *text);

/* Both lists end with NULL. A fault names the text. */
static void expect(check *is, const char *const *good, const char *const *bad)
{
	for (; *good; good++) {
		if (!is(*good))
			fail_msg("“%s” is refused", *good);
	}
	assert_false(is(""));
	for (; *bad; bad++) {
		if (is(*bad))
			fail_msg("“%s” is taken", *bad);
	}
}

static bool is_uuid(const char *text)
{
	return check_uuid(str_of(text));
}

static void uuids(void **state)
{
	static const char *const good[] = {"1225c695-cfb8-4ebb-aaaa-80da344efa6a",
		"1225C695-CFB8-5EBB-AAAA-80DA344EFA6A", NULL};
	static const char *const bad[] = {"1225c695cfb84ebbaaaa80da344efa6a",
		"1225c695-cfb8-4ebb-aaaa-80da344efa6g",
		"1225c695-cfb8-4ebb-aaaa-80da344efa6",
		"{225c695-cfb8-4ebb-aaaa-80da344efa6}", NULL};
	(void)state;
	expect(is_uuid, good, bad);
}

static void language_tags(void **state)
{
	static const char *const good[] = {"en", "EN", "en-GB", "zh-Hant-TW",
		"zh-cmn-Hans-CN", "de-CH-1996", "sl-rozaj-biske", "es-419", "sr-Latn",
		"x-ours", "en-x-a-b", "de-a-foobar-x-y", "i-klingon", "en-US-u-islamcal",
		"hak", "qaa-Qaaa-QM-x-southern", NULL};
	static const char *const bad[] = {"en_US", "e", "en-", "-en", "en--GB",
		"portuguese", "en GB", "en-GB-x", "en-a", "en-a-x-b", "123", "en-GB-US",
		"x", "en-Latn-Cyrl", NULL};
	(void)state;
	expect(check_language_tag, good, bad);
}

static void media_types(void **state)
{
	static const char *const good[] = {"audio/mpeg", "text/html; charset=utf-8",
		"text/html;charset=\"utf-8\"", "application/x-mpegURL", "image/svg+xml",
		"audio/ogg; codecs=opus;", NULL};
	static const char *const bad[] = {"audio", "audio/", "/mpeg", "audio/mp eg",
		"a/b/c", " audio/mpeg", "text/html; charset", "text/html; =x", "mp3",
		"text/html; a=\"b", "a/b; c=d e", NULL};
	(void)state;
	expect(check_media_type, good, bad);
}

static void mail_and_hosts(void **state)
{
	static const char *const mails[] = {"a@example.org", "a.b+c@example.org",
		"jane@example", "m\xc3\xbc@example.org", NULL};
	static const char *const no_mails[] = {"a", "a@", "@example.org",
		"a b@example.org", "a at example.org", "a@example.org (Bob), more",
		"a@@b", ".a@b", "a@b.", "<a@b.cd>", NULL};
	static const char *const hosts[] = {
		"example.org", "irc.zeronode.net", "a-b.c", NULL};
	static const char *const no_hosts[] = {"example", "example.org.",
		"https://example.org", "a..b", "a b.c", "a.b:80", NULL};
	(void)state;
	expect(check_addr_spec, mails, no_mails);
	expect(check_domain, hosts, no_hosts);
}

static void numbers(void **state)
{
	static const char *const decimals[] = {"0", "-1", "1.5", "-0.25", "73.0", NULL};
	static const char *const no_decimals[] = {
		"+1", "1.", ".5", "1e3", "1,5", " 1", "--1", "1.2.3", NULL};
	static const char *const digits[] = {"0", "007", "123456789012345678", NULL};
	static const char *const no_digits[] = {
		"-1", "1.0", " 1", "1 ", "1234567890123456789", NULL};
	static const char *const ratios[] = {"16/9", "1/1", NULL};
	static const char *const no_ratios[] = {
		"16:9", "16/0", "0/9", "16/", "1.5/1", "16 / 9", NULL};
	(void)state;
	expect(check_signed_decimal, decimals, no_decimals);
	expect(check_digits, digits, no_digits);
	expect(check_ratio, ratios, no_ratios);
}

static void places(void **state)
{
	static const char *const geo[] = {"geo:48.2010,16.3695", "geo:-33.86,151.21,183",
		"geo:0,-180;u=40", "geo:90,180", "GEO:1,2;crs=wgs84",
		"geo:323482,4306480;crs=EPSG:32618", NULL};
	static const char *const no_geo[] = {"48.2,16.3", "geo:48.2", "geo:48.2,",
		"geo:91,0", "geo:0,180.1", "geo:48.2, 16.3", "geo:1,2,3,4", "geo:a,b",
		"geo:1,2;", NULL};
	static const char *const osm[] = {"R134503", "W5013364#4", "N1", NULL};
	static const char *const no_osm[] = {
		"r134503", "134503", "R", "R134503#", "X1", "R1 ", "R1#a", NULL};
	static const char *const countries[] = {"US", "GB", "DE", NULL};
	static const char *const no_countries[] = {"us", "UK", "USA", "ZZ", "U", NULL};
	(void)state;
	expect(check_geo, geo, no_geo);
	expect(check_osm, osm, no_osm);
	expect(check_country, countries, no_countries);
}

static void base64_and_hashes(void **state)
{
	static const char *const base64[] = {"AAAA", "AA==", "AAA=", "AA\n AA", NULL};
	static const char *const no_base64[] = {
		"AAA", "A===", "A=AA", "AA.A", "not base64!", NULL};
	static const char *const sri[] = {
		"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
		"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
		"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= "
		"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
		NULL};
	static const char *const no_sri[] = {"sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
		"sha256-abc=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
		"sha256-47DEQpj8HBSa+_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", NULL};
	(void)state;
	expect(check_base64, base64, no_base64);
	expect(check_sri, sri, no_sri);
}

static void iso_dates(void **state)
{
	static const struct {
		const char *text, *problem;
	} bad[] = {{"2021-09-26", "has no time"},
		{"2021-09-26T07:30:00", "has no zone (“Z” or “+01:00”)"},
		{"26 Sep 2021 07:30 GMT", "is not written 2024-03-05T06:30:00Z"},
		{"", "is not written 2024-03-05T06:30:00Z"}};
	static const char *const good[] = {"2021-09-26T07:30:00Z",
		"2021-09-26T08:30:00.000+0100", "2021-09-26T08:30+01:00"};
	int64_t seconds;
	const char *problem;
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(check_iso8601(good[i], &seconds, &problem));
		assert_int_equal(seconds, 1632641400);
		assert_null(problem);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(check_iso8601(bad[i].text, &seconds, &problem));
		assert_string_equal(problem, bad[i].problem);
	}
	assert_false(check_iso8601("2021-02-30T00:00:00Z", &seconds, &problem));
	assert_non_null(problem);
}

static void recurrence_rules(void **state)
{
	static const struct {
		const char *text, *problem;
	} bad[] = {{"", "is empty"}, {"BYDAY=MO", "has no FREQ, or more than one"},
		{"FREQ=WEEKLY;COUNT=3;UNTIL=20241224",
			"has more than one COUNT or UNTIL"},
		{"FREQ=OFTEN", "has no FREQ that RFC 5545 knows"},
		{"FREQ=WEEKLY;DAY=MO",
			"has a part with a name that RFC 5545 does not know"},
		{"FREQ=WEEKLY;BYDAY=", "has a part that is not NAME=value"},
		{"RRULE:FREQ=WEEKLY",
			"has a part with a name that RFC 5545 does not know"},
		{"FREQ=DAILY;COUNT=0",
			"has a COUNT or INTERVAL that is no whole number above 0"}};
	bool counts;
	const char *problem;
	(void)state;
	assert_true(check_rrule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", &counts, &problem));
	assert_false(counts);
	assert_true(check_rrule("FREQ=MONTHLY;COUNT=6", &counts, &problem));
	assert_true(counts);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(check_rrule(bad[i].text, &counts, &problem));
		assert_string_equal(problem, bad[i].problem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uuids),
		cmocka_unit_test(language_tags),
		cmocka_unit_test(media_types),
		cmocka_unit_test(mail_and_hosts),
		cmocka_unit_test(numbers),
		cmocka_unit_test(places),
		cmocka_unit_test(base64_and_hashes),
		cmocka_unit_test(iso_dates),
		cmocka_unit_test(recurrence_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
