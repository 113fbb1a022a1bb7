/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/header.h"

/* Reads a whole answer, line by line. */
static struct probe_answer read_all(const char *text)
{
	struct probe_answer a;
	struct str rest = str_of(text), line;
	header_begin(&a);
	while (str_line(&rest, &line))
		header_line(&a, line);
	return a;
}

static void test_plain(void **state)
{
	(void)state;
	struct probe_answer a = read_all("HTTP/1.1 206 Partial Content\r\n"
					 "content-TYPE:  Audio/MPEG ; charset=x\r\n"
					 "Content-Length:1\r\n"
					 "Content-Range: bytes 0-0/123456789012\r\n"
					 "X-Other: 1\r\n\r\n");
	assert_int_equal(a.status, 206);
	assert_true(a.headers_complete);
	assert_int_equal(a.length, 1);
	assert_false(a.lengths_differ);
	assert_int_equal(a.range_total, 123456789012);
	assert_int_equal(a.range_first, 0);
	assert_false(a.no_ranges);
	assert_int_equal(a.retry_after, -1);
	assert_string_equal(a.type, "audio/mpeg");
	assert_false(a.encoded);
}

static void test_only_the_last_response_counts(void **state)
{
	(void)state;
	struct probe_answer a = read_all("HTTP/1.1 302 Found\r\nContent-Length: 5\r\n"
					 "Content-Type: text/html\r\n\r\n"
					 "HTTP/1.1 100 Continue\r\n\r\n"
					 "HTTP/2 200\r\nContent-Type: audio/aac\r\n\r\n"
					 "Content-Length: 99\r\n");
	assert_int_equal(a.status, 200);
	assert_true(a.headers_complete);
	assert_int_equal(a.length, -1);
	assert_string_equal(a.type, "audio/aac");
}

static void test_incomplete(void **state)
{
	(void)state;
	assert_false(
		read_all("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n").headers_complete);
	assert_false(read_all("HTTP/1.1 302 Found\r\n\r\nHTTP/1.1 200 OK\r\n")
			     .headers_complete);
	assert_false(read_all("HTTP/1.1 100 Continue\r\n\r\n").headers_complete);
	assert_false(read_all("HTTP/1.1 what\r\n\r\n").headers_complete);
	assert_false(read_all("\r\n").headers_complete);
}

static void check_length(const char *lines, int64_t length, bool differ)
{
	char text[256];
	snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\n%s\r\n", lines);
	struct probe_answer a = read_all(text);
	assert_true(a.headers_complete);
	assert_int_equal(a.lengths_differ, differ);
	if (!differ)
		assert_int_equal(a.length, length);
}

static void test_lengths(void **state)
{
	(void)state;
	check_length("", -1, false);
	check_length("Content-Length: 0\r\n", 0, false);
	check_length("Content-Length: 9223372036854775807\r\n", INT64_MAX, false);
	check_length("Content-Length: 9223372036854775808\r\n", 0, true);
	check_length("Content-Length: -5\r\n", 0, true);
	check_length("Content-Length: 5, 5\r\n", 5, false);
	check_length("Content-Length: 5, 6\r\n", 0, true);
	check_length("Content-Length: 5,\r\n", 0, true);
	check_length("Content-Length:\r\n", 0, true);
	check_length("Content-Length: 5\r\nContent-Length: 5\r\n", 5, false);
	check_length("Content-Length: 5\r\nContent-Length: 6\r\n", 0, true);
	check_length("Content-Length: x\r\nContent-Length: 6\r\n", 0, true);
	check_length("No colon\r\n", -1, false);
}

static void test_ranges(void **state)
{
	(void)state;
	assert_int_equal(
		read_all("HTTP/1.1 206 x\r\nContent-Range: bytes */0\r\n").range_total,
		0);
	assert_int_equal(
		read_all("HTTP/1.1 206 x\r\nContent-Range: bytes 0-0/*\r\n").range_total,
		-1);
	assert_int_equal(
		read_all("HTTP/1.1 206 x\r\nContent-Range: items 0-0/9\r\n").range_total,
		-1);
	assert_int_equal(
		read_all("HTTP/1.1 206 x\r\nContent-Range: bytes 0-0/-9\r\n").range_total,
		-1);
}

/* Of two answers to one question, none is right. */
static void test_ranges_that_disagree(void **state)
{
	(void)state;
	struct probe_answer a =
		read_all("HTTP/1.1 206 x\r\nContent-Range: bytes 0-0/7\r\n"
			 "Content-Range: bytes 0-0/8\r\n\r\n");
	assert_true(a.lengths_differ);
	a = read_all("HTTP/1.1 206 x\r\nContent-Range: bytes 0-0/7\r\n"
		     "Content-Range: bytes 0-0/7\r\n\r\n");
	assert_false(a.lengths_differ);
	assert_int_equal(a.range_total, 7);
}

/* Headers in a form that went out of use, or that nobody has given a meaning. */
static void test_odd_lines(void **state)
{
	(void)state;
	struct probe_answer a = read_all("HTTP/1.1  200 \r\nX-Folded: a\r\n \r\n\t\r\n"
					 " Content-Length: 9\r\nHTTP/Header: x\r\n"
					 "Content-Length: 5\r\n\r\n");
	assert_int_equal(a.status, 200);
	assert_true(a.headers_complete);
	assert_int_equal(a.length, 5);
	assert_false(a.lengths_differ);
	a = read_all("HTTP/1.1 200\r\n \r\n");
	assert_int_equal(a.status, 200);
	assert_false(a.headers_complete);
}

static int64_t first_of(const char *value)
{
	char text[128];
	snprintf(text, sizeof text, "HTTP/1.1 206 x\r\nContent-Range: %s\r\n\r\n", value);
	return read_all(text).range_first;
}

static void test_where_a_range_begins(void **state)
{
	(void)state;
	assert_int_equal(first_of("bytes 4096-8191/99999"), 4096);
	assert_int_equal(first_of("bytes 4096-8191/*"), 4096);
	assert_int_equal(first_of("bytes */99999"), -1);
	assert_int_equal(first_of("bytes -5/9"), -1);
	assert_int_equal(first_of("bytes 4096/9"), -1);
	assert_int_equal(first_of("items 4096-8191/99999"), -1);
}

static void test_ranges_are_refused(void **state)
{
	(void)state;
	assert_true(read_all("HTTP/1.1 200 x\r\naccept-ranges: None\r\n\r\n").no_ranges);
	assert_false(
		read_all("HTTP/1.1 200 x\r\nAccept-Ranges: bytes\r\n\r\n").no_ranges);
}

static const char *type_of(const char *value, struct probe_answer *a)
{
	char text[512];
	snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n", value);
	*a = read_all(text);
	return a->type;
}

static const char *charset_of(const char *value, struct probe_answer *a)
{
	type_of(value, a);
	return a->charset;
}

static void test_charsets(void **state)
{
	(void)state;
	struct probe_answer a;
	assert_string_equal(charset_of("text/xml; charset=utf-8", &a), "utf-8");
	assert_string_equal(
		charset_of("text/xml;q=1; CharSet = \"UTF-8\" ;x=y", &a), "UTF-8");
	assert_string_equal(charset_of("text/xml; charset=a; charset=b", &a), "a");
	assert_string_equal(charset_of("text/xml", &a), "");
	assert_string_equal(charset_of("text/xml; charset", &a), "");
	assert_string_equal(charset_of("text/xml; charset=", &a), "");
	assert_string_equal(charset_of("text/xml; charset=\"", &a), "");
	assert_string_equal(charset_of("text/xml; charset=UTF-8//TRANSLIT", &a), "");
	assert_string_equal(charset_of("text/xml; xcharset=utf-8", &a), "");
	assert_string_equal(charset_of("text/xml; charset="
				       "0123456789012345678901234567890123456789",
				    &a),
		"0123456789012345678901234567890123456789");
	assert_string_equal(charset_of("text/xml; charset="
				       "01234567890123456789012345678901234567890",
				    &a),
		"");
}

static void test_types(void **state)
{
	(void)state;
	struct probe_answer a;
	char longest[300];
	assert_string_equal(
		type_of("application/vnd.x+xml;q=1", &a), "application/vnd.x+xml");
	assert_string_equal(type_of("", &a), "");
	assert_string_equal(type_of("audio", &a), "");
	assert_string_equal(type_of("audio/", &a), "");
	assert_string_equal(type_of("/mpeg", &a), "");
	assert_string_equal(type_of("audio/<script>", &a), "");
	assert_string_equal(type_of("audio/mp\xc3\xa9g", &a), "");
	memset(longest, 'a', sizeof longest - 1);
	longest[5] = '/';
	longest[sizeof longest - 1] = '\0';
	assert_string_equal(type_of(longest, &a), "");
	longest[PROBE_TYPE_SIZE - 1] = '\0';
	assert_string_equal(type_of(longest, &a), longest);
}

static int64_t retry_after(const char *lines)
{
	char text[256];
	snprintf(text, sizeof text, "HTTP/1.1 429 x\r\n%s\r\n", lines);
	return read_all(text).retry_after;
}

static void test_retry_after(void **state)
{
	(void)state;
#define DATE "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
	assert_int_equal(retry_after(""), -1);
	assert_int_equal(retry_after("Retry-After: 120\r\n"), 120);
	assert_int_equal(retry_after("Retry-After: 0\r\n"), 0);
	assert_int_equal(
		retry_after(DATE "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n"), 120);
	assert_int_equal(
		retry_after("Retry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n" DATE), 120);
	assert_int_equal(
		retry_after(DATE "Retry-After: Sun, 06 Nov 1994 08:49:00 GMT\r\n"), 0);
	/* What cannot be used is a minute. */
	assert_int_equal(
		retry_after("Retry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n"), 60);
	const char *old[] = {"Sunday, 06-Nov-94 08:51:37 GMT", "Sun Nov  6 08:51:37 1994",
		"Sun, 06-Nov-1994 08:51:37 GMT", "Sun Nov 06 08:51:37 1994"};
	for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
		char text[128];
		snprintf(text, sizeof text, DATE "Retry-After: %s\r\n", old[i]);
		assert_int_equal(retry_after(text), 120);
	}
	const char *none[] = {"Sunday, 06-Nov-94", "Sun Nov 6 1994", "a b c d e",
		"a b c d e f", "a b c d e f g", "Sunday, 06-Nov-x 08:51:37 GMT",
		"- , - , -", "Sun Nov 31 08:51:37 1994"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		char text[128];
		snprintf(text, sizeof text, DATE "Retry-After: %s\r\n", none[i]);
		assert_int_equal(retry_after(text), 60);
	}
	assert_int_equal(retry_after("Date: Wednesday, 01-Jan-25 00:00:00 GMT\r\n"
				     "Retry-After: Wed Jan  1 00:00:05 2025\r\n"),
		5);
	assert_int_equal(retry_after("Retry-After: -7\r\n"), 60);
	assert_int_equal(retry_after("Retry-After: 99999999999999999999\r\n"), 60);
	assert_int_equal(retry_after("Retry-After: soon\r\n"), 60);
	assert_int_equal(retry_after("Retry-After:\r\n"), 60);
}

static void test_encodings(void **state)
{
	(void)state;
	assert_true(read_all("HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\n").encoded);
	assert_false(
		read_all("HTTP/1.1 200 x\r\nContent-Encoding: Identity\r\n").encoded);
}

static void test_validators(void **state)
{
	(void)state;
	assert_true(read_all("HTTP/1.1 200 x\r\nETag: W/\"1\"\r\n").validator);
	assert_true(read_all("HTTP/1.1 200 x\r\nlast-modified: now\r\n").validator);
	assert_true(
		read_all("HTTP/1.1 200 x\r\nETag: 1\r\nLast-Modified:\r\n").validator);
	assert_false(read_all("HTTP/1.1 200 x\r\nETag:\r\nAge: 1\r\n").validator);
}

static void test_bytes_of_any_kind(void **state)
{
	(void)state;
	struct probe_answer a;
	static const char noise[] = "HTTP/1.1 200 OK\0\r\0Content-Length: 5\0";
	for (size_t n = 0; n < sizeof noise; n++) {
		char *exact = malloc(n + 1);
		memcpy(exact, noise, n);
		header_begin(&a);
		header_line(&a, (struct str){exact, n});
		free(exact);
	}
	header_begin(&a);
	header_line(&a, str_of("HTTP/1.1 200 OK"));
	header_line(&a, (struct str){"Content-Type: a\0/b", 18});
	assert_string_equal(a.type, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranges_that_disagree),
		cmocka_unit_test(test_odd_lines),
		cmocka_unit_test(test_where_a_range_begins),
		cmocka_unit_test(test_ranges_are_refused),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_only_the_last_response_counts),
		cmocka_unit_test(test_incomplete),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_validators),
		cmocka_unit_test(test_bytes_of_any_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
