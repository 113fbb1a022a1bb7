/* SPDX-License-Identifier: ISC */
#include "read/bytes.h"

#include <string.h>
#include "base/str.h"
#include "model/check.h"

/* Units that people write behind a size, and how many bytes each is. WordPress has "22.37M". */
static const struct {
	const char *name;
	int64_t bytes;
} units[] = {{"KB", 1000}, {"MB", 1000000}, {"GB", 1000000000}, {"KiB", 1024},
	{"MiB", 1024 * 1024}, {"GiB", 1024 * 1024 * 1024}, {"K", 1000}, {"M", 1000000},
	{"G", 1000000000}};

/* Takes the unit off the end of *s; 0: there is none. */
static int64_t take_unit(struct str *s)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = strlen(units[i].name);
		if (s->len <= n ||
			!str_case_is(str_slice(*s, s->len - n, s->len), units[i].name))
			continue;
		*s = str_trim(str_slice(*s, 0, s->len - n));
		return units[i].bytes;
	}
	return 0;
}

bool bytes_parse(const char *text, bool mega, int64_t *bytes, bool *exact)
{
	struct str s = str_trim(str_of(text));
	*exact = true;
	if (check_integer(s, bytes) && (!mega || *bytes >= 10000))
		return true;
	int64_t unit = take_unit(&s), value = 0;
	char number[DECIMAL_SIZE];
	if (unit == 0 && mega)
		unit = 1000000;
	if (unit == 0 || !check_decimal(s, number))
		return false;
	const char *dot = strchr(number, '.');
	if (!check_integer((struct str){number, strcspn(number, ".")}, &value) ||
		value > INT64_MAX / unit / 2)
		return false;
	value *= unit;
	for (const char *c = dot ? dot + 1 : ""; *c && (unit /= 10) > 0; c++)
		value += (*c - '0') * unit;
	*bytes = value;
	*exact = false;
	return true;
}
