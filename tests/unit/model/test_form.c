/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/form.h"

static const struct {
	enum form form;
	const char *written, *read; /* NULL: it is refused */
} cases[] = {
	{FORM_ANY, "anything at all", "anything at all"},
	{FORM_BOOLEAN, "Yes", "true"},
	{FORM_BOOLEAN, "perhaps", NULL},
	{FORM_YES_NO, "false", "no"},
	{FORM_DECIMAL, "07.50", "7.5"},
	{FORM_DECIMAL, "1:30", NULL},
	{FORM_SECONDS, "1:30", "90"},
	{FORM_SECONDS, "73.250", "73.25"},
	{FORM_SECONDS, "soon", NULL},
	{FORM_COUNT_0, "0", "0"},
	{FORM_COUNT_1, "0", NULL},
	{FORM_COUNT_1, "-1", NULL},
	{FORM_GEO, "52.52, 13.405", "geo:52.52,13.405"},
	{FORM_GEO, "geo:52.52,13.405;u=10", "geo:52.52,13.405;u=10"},
	{FORM_GEO, "95,13", NULL},
	{FORM_GEO, "", NULL},
	{FORM_OSM, "R62422", "R62422"},
	{FORM_OSM, "62422", NULL},
	{FORM_COUNTRY, "gb", "GB"},
	{FORM_COUNTRY, "xx", NULL},
	{FORM_RATIO, "16:9", "16/9"},
	{FORM_RATIO, "16x9", "16/9"},
	{FORM_RATIO, "16", NULL},
	{FORM_RELATION, "Creator", "creator"},
	{FORM_SHOW_MEDIUM, "musicl", "musicL"},
	{FORM_SHOW_MEDIUM, "musi", NULL},
	{FORM_LIVE_STATUS, "", NULL},
	{FORM_LIVE_STATUS, "pending live", NULL},
	{FORM_SERVER, "irc.example.org", "irc.example.org"},
	{FORM_SERVER, "irc://irc.example.org", NULL},
	{FORM_RRULE, "FREQ=WEEKLY", "FREQ=WEEKLY"},
	{FORM_RRULE, "weekly", NULL},
	{FORM_UUID, "917393e3-1b1e-5cef-ace4-edaa54e1f810",
		"917393e3-1b1e-5cef-ace4-edaa54e1f810"},
	{FORM_UUID, "917393e3", NULL},
	{FORM_LANGUAGE, "en-GB", "en-GB"},
	{FORM_LANGUAGE, "English", NULL},
	{FORM_MIME, "audio/ogg", "audio/ogg"},
	{FORM_MIME, "ogg", NULL},
};

static void what_people_write_is_read(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *read =
			form_read(u.run.arena, cases[i].form, cases[i].written);
		if (!read != !cases[i].read || (read && strcmp(read, cases[i].read) != 0))
			fail_msg("“%s” is read as %s, not %s", cases[i].written,
				read ? read : "nothing",
				cases[i].read ? cases[i].read : "nothing");
		if (read && !form_fits(cases[i].form, read))
			fail_msg("“%s” is not what feeds have", read);
	}
	unit_close(&u);
}

static void each_form_can_be_told(void **state)
{
	(void)state;
	for (int f = 0; f < FORM_COUNT; f++)
		assert_non_null(form_must_be((enum form)f));
}

static void a_slip_is_told(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	assert_string_equal(form_nearest(u.run.arena, FORM_CHAT, "matrx"), "matrix");
	assert_null(form_nearest(u.run.arena, FORM_CHAT, "telephone"));
	assert_null(form_nearest(u.run.arena, FORM_GEO, "52"));
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write_is_read),
		cmocka_unit_test(each_form_can_be_told),
		cmocka_unit_test(a_slip_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
