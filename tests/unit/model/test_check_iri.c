/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check_iri.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void good_addresses(void **state)
{
	static const char *const absolute[] = {"https://example.org/",
		"https://example.org", "http://example.org:8080/a/b?c=d&e=0#f",
		"HTTP://example.org/", "https://user@example.org/",
		"https://[2001:db8::1]:80/a",
		"https://m\xc3\xbcller.example/\xe2\x82\xac", "mailto:a@example.org",
		"geo:1,2", "magnet:?xt=urn:btih:abc",
		"urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "URN:ISBN:0451450523",
		"urn:example:a/b?+c#d", "tag:example.org,2024:a",
		"tag:me@example.org,2024-03-05:a/b?c#d",
		"tag:example.org,2024-03:", "data:,x", "https://example.org/%C3%A9",
		"file:///a"};
	static const char *const relative[] = {
		"", "a/b", "/a", "//example.org/a", "?a=1:2", "#x", "./a:b", "..", "%20"};
	(void)state;
	for (size_t i = 0; i < COUNT(absolute); i++) {
		assert_null(check_iri(absolute[i], CHECK_IRI_ABSOLUTE));
		assert_null(check_iri(absolute[i], CHECK_IRI_REFERENCE));
	}
	for (size_t i = 0; i < COUNT(relative); i++) {
		assert_null(check_iri(relative[i], CHECK_IRI_REFERENCE));
		assert_non_null(check_iri(relative[i], CHECK_IRI_ABSOLUTE));
	}
}

struct row {
	const char *text, *problem;
};

static void expect(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *problem = check_iri(rows[i].text, CHECK_IRI_REFERENCE);
		assert_non_null(problem);
		assert_string_equal(problem, rows[i].problem);
	}
}

#define EXPECT(rows) expect(rows, COUNT(rows))

static void bad_addresses(void **state)
{
	static const struct row rows[] = {
		{" https://example.org/", "has a space"},
		{"insert address here", "has a space"},
		{"https://example.org/a\tb", "has a space"},
		{"https://example.org/\x01", "has a control character"},
		{"https://example.org/{a}", "has a character that must be "
					    "percent-encoded (one of <>\"{}|\\^`)"},
		{"https://example.org/%zz",
			"has a “%” without two hexadecimal digits behind it"},
		{"https://example.org/50%",
			"has a “%” without two hexadecimal digits behind it"},
		{"https://example.org/\xc2\x85", "has a character that no address has"},
		{"https://example.org/\xef\xbf\xbf",
			"has a character that no address has"},
		{"https:///a", "has no host"},
		{"https:a", "has no host"},
		{"https://:80/", "has no host"},
		{"https://example.org:8o/", "has a port that is no number"},
		{"https://[::1/", "has a “[” that is not closed"},
		{"https://a@b@example.org/",
			"has “[”, “]” or “@” where no address has them"},
		{"https://example.org/[a]",
			"has “[”, “]” or a second “#”, which must be percent-encoded"},
		{"https://example.org/#a#b",
			"has “[”, “]” or a second “#”, which must be percent-encoded"},
		{"1a:b", "has a “:” before its first “/”, but no scheme before it"},
	};
	(void)state;
	EXPECT(rows);
	assert_string_equal(check_iri("mine", CHECK_IRI_ABSOLUTE),
		"is relative: it has no scheme like https:");
	assert_string_equal(check_iri("", CHECK_IRI_ABSOLUTE), "is empty");
}

static void bad_urns_and_tags(void **state)
{
	static const struct row rows[] = {
		{"urn:-a:b", "is a urn: whose namespace is not 2 to 32 letters, digits "
			     "and hyphens"},
		{"urn:a+b:c", "is a urn: whose namespace is not 2 to 32 letters, digits "
			      "and hyphens"},
		{"urn:ab", "is a urn: with nothing behind its namespace"},
		{"urn:uuid:1225c695",
			"is a urn:uuid: without a UUID (8-4-4-4-12 hexadecimal digits)"},
		{"tag:example.org:a",
			"is a tag: without a date (“tag:example.org,2024:…”)"},
		{"tag:a*b,2024:c",
			"is a tag: whose owner is no host name and no mail address"},
		{"tag:@example.org,2024:c",
			"is a tag: whose owner is no host name and no mail address"},
		{"tag:example.org,24:a", "is a tag: whose date is not written 2024, "
					 "2024-03 or 2024-03-05"},
		{"tag:example.org,2024-3:a", "is a tag: whose date is not written 2024, "
					     "2024-03 or 2024-03-05"},
		{"tag:example.org,2024-03-:a", "is a tag: whose date is not written "
					       "2024, 2024-03 or 2024-03-05"},
		{"tag:example.org,2024-13:a", "is a tag: whose date is not written 2024, "
					      "2024-03 or 2024-03-05"},
		{"tag:example.org,20240305:a", "is a tag: whose date is not written "
					       "2024, 2024-03 or 2024-03-05"},
		{"tag:example.org,2024", "is a tag: without a “:” behind its date"},
	};
	(void)state;
	EXPECT(rows);
}

static void tidy_addresses(void **state)
{
	static const char *const good[] = {"https://example.org/",
		"http://example.org:8080/a",
		"urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "tag:example.org,2024:a",
		"https://example.org/%C3%A9", "urn:ISBN:0"};
	static const struct {
		const char *text, *problem;
	} bad[] = {
		{"https://example.org", "ends behind its host, without a “/”"},
		{"http://example.org:80/", "names the port that its scheme has anyway"},
		{"https://example.org:443/", "names the port that its scheme has anyway"},
		{"https://example.org:/", "names the port that its scheme has anyway"},
		{"http://:@example.org/", "has an empty user name"},
		{"https://Example.org/", "has capitals in its scheme or host"},
		{"HTTPS://example.org/", "has capitals in its scheme or host"},
		{"https://example.org/a/../b", "has a “.” or “..” between its slashes"},
		{"https://example.org/%5c", "percent-encodes with small letters"},
		{"https://example.org/%41",
			"percent-encodes a character that needs none"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_null(check_iri_canonical(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *problem = check_iri_canonical(bad[i].text);
		assert_non_null(problem);
		assert_string_equal(problem, bad[i].problem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_addresses),
		cmocka_unit_test(bad_addresses),
		cmocka_unit_test(bad_urns_and_tags),
		cmocka_unit_test(tidy_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
