/* SPDX-License-Identifier: ISC */
#include "read/bytes.h"

#include <string.h>
#include "base/str.h"
#include "model/check.h"

bool bytes_parse(const char *text, bool mega, int64_t *bytes, bool *exact)
{
	struct str s = str_trim(str_of(text));
	*exact = true;
	if (check_integer(s, bytes) && (!mega || *bytes >= 10000))
		return true;
	if (s.len > 2 && str_case_is(str_slice(s, s.len - 2, s.len), "MB")) {
		s = str_trim(str_slice(s, 0, s.len - 2));
		mega = true;
	}
	char number[DECIMAL_SIZE];
	if (!mega || !check_decimal(s, number))
		return false;
	/* Whole megabytes, then six digits of the fraction. */
	const char *dot = strchr(number, '.');
	int64_t value = 0, scale = 100000;
	if (!check_integer((struct str){number, strcspn(number, ".")}, &value) ||
		value > INT64_MAX / 2000000)
		return false;
	value *= 1000000;
	for (const char *c = dot ? dot + 1 : ""; *c && scale; c++, scale /= 10)
		value += (*c - '0') * scale;
	*bytes = value;
	*exact = false;
	return true;
}
