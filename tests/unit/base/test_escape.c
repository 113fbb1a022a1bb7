/* SPDX-License-Identifier: ISC */
/* escape_add, sixteen bytes at a time, against the same byte by byte. */
#include "unit.h"

#include "base/escape.h"

enum { LEN_MAX = 70 };

static void escape(struct sbuf *out, struct str s)
{
	escape_add(out, s, "&<\"");
}

/* What should come out; its length. */
static size_t expect(char *to, struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		bool special = s.data[i] == '&' || s.data[i] == '<' || s.data[i] == '"';
		struct escape out = {{s.data[i]}, 1};
		if (special)
			out = escape_of(s.data[i]);
		memcpy(to + n, out.as, out.len);
		n += out.len;
	}
	return n;
}

/* Appends the len bytes of text, alone on the heap, behind some that are there. */
static void check(const char *text, size_t len, size_t max)
{
	char expected[8 * LEN_MAX + 8] = "some";
	size_t n = 4 + expect(expected + 4, (struct str){text, len});
	char *exact = malloc(len + 1);
	assert_non_null(exact);
	memcpy(exact, text, len);
	struct sbuf b;
	sbuf_init(&b, max);
	sbuf_str(&b, "some");
	escape(&b, (struct str){exact, len});
	assert_int_equal(b.failed, n > max);
	assert_true(b.len <= max && b.len <= n && (b.failed || b.len == n));
	assert_memory_equal(b.data, expected, b.len);
	assert_int_equal(b.data[b.len], '\0');
	sbuf_release(&b);
	free(exact);
}

static void every_place(void **state)
{
	char text[LEN_MAX];
	(void)state;
	for (size_t len = 0; len < LEN_MAX; len++) {
		for (size_t at = 0; at <= len; at++) {
			memset(text, 'x', sizeof text);
			if (at < len)
				text[at] = "&<\""[at % 3];
			if (at + 17 < len)
				text[at + 17] = '<';
			check(text, len, 4096);
		}
	}
}

static void nothing_else(void **state)
{
	char text[LEN_MAX];
	(void)state;
	memset(text, '&', sizeof text);
	check(text, sizeof text, 4096);
	memset(text, '\0', sizeof text);
	check(text, sizeof text, 4096);
	memset(text, '\xa6', sizeof text); /* '&' with its highest bit set */
	check(text, sizeof text, 4096);
}

/* However little room there is, all of it is used and nothing behind it. */
static void little_room(void **state)
{
	char text[LEN_MAX];
	(void)state;
	memset(text, 'x', sizeof text);
	text[20] = text[40] = text[41] = '&';
	for (size_t max = 4; max < LEN_MAX + 20; max++)
		check(text, sizeof text, max);
}

static void failed_before(void **state)
{
	struct sbuf b;
	(void)state;
	sbuf_init(&b, 100);
	for (int i = 0; i < 60; i++)
		sbuf_char(&b, 'a');
	sbuf_add(&b, "0123456789012345678901234567890123456789x", 41);
	assert_true(b.failed);
	escape(&b, str_of("a text of more than sixteen bytes"));
	assert_int_equal(b.len, 60);
	assert_int_equal(b.data[60], '\0');
	sbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place),
		cmocka_unit_test(nothing_else),
		cmocka_unit_test(little_room),
		cmocka_unit_test(failed_before),
	};
	return cmocka_run_group_tests_name("base/escape", tests, NULL, NULL);
}
