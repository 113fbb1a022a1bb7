/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/guid.h"

static const char show[] = "917393e3-1b1e-5cef-ace4-edaa54e1f810";

static void iris(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	struct arena *a = &u.arena;
	assert_string_equal(
		guid_as_iri(a, show, "https://a.example/1"), "https://a.example/1");
	assert_string_equal(guid_as_iri(a, show, show),
		"urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810");
	const char *one = guid_as_iri(a, show, "one");
	assert_true(str_starts(str_of(one), "urn:uuid:"));
	assert_string_equal(one, guid_as_iri(a, show, "one"));
	assert_string_not_equal(one, guid_as_iri(a, show, "One"));
	assert_string_equal(guid_as_iri(a, NULL, "one"), "one");
	assert_string_equal(guid_as_iri(a, show, "tag:a.org,2005:1"), "tag:a.org,2005:1");
	assert_string_equal(
		guid_as_iri(a, show, "urn:isbn:0451450523"), "urn:isbn:0451450523");
	static const char *const texts[] = {
		"tag:one two", "Part 2: urn", "urn", "tags:1"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_memory_equal(guid_as_iri(a, show, texts[i]), "urn:uuid:", 9);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(iris)};
	return cmocka_run_group_tests_name("model/guid", tests, NULL, NULL);
}
