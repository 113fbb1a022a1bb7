/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "validate/vocabulary.h"

static const struct {
	enum row_id element;
	const char *name;
} attributes[] = {
#define ELEMENT(...)
#define ATTRIBUTE(id, name, need, kind, ...) {ROW_##id, name},
#include "validate/vocabulary.def"
};

/* They are looked up by halves. */
static void attributes_stand_behind_their_element(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof attributes / sizeof *attributes; i++) {
		if (attributes[i].element < attributes[i - 1].element)
			fail_msg("%s stands behind another element", attributes[i].name);
	}
}

static void each_attribute_is_found(void **state)
{
	size_t nth = 0;
	(void)state;
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		nth = i && attributes[i].element == attributes[i - 1].element ? nth + 1
									      : 0;
		const struct attribute_row *a =
			vocabulary_attribute(attributes[i].element, nth);
		if (!a || strcmp(a->name, attributes[i].name) != 0)
			fail_msg("%s is not found", attributes[i].name);
	}
	assert_null(vocabulary_attribute(ROW_TITLE, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes_stand_behind_their_element),
		cmocka_unit_test(each_attribute_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
