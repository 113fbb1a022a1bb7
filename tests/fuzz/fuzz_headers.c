/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the headers of an answer, a line at a time as libcurl hands them over. What is
 * made of them is published and shown: numbers within their bounds, names of nothing but what
 * such names are made of.
 */
#include "fuzz.h"

#include <ctype.h>
#include <string.h>
#include "probe/header.h"

static void check_name(const char *name, const char *signs, size_t room)
{
	must(strlen(name) < room);
	for (; *name; name++)
		must(isalnum((unsigned char)*name) || strchr(signs, *name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct probe_answer a;
	struct str rest = {(const char *)data, size}, line;
	header_begin(&a);
	while (str_cut(&rest, '\n', &line))
		header_line(&a, line);
	must(a.status >= 0 && a.status <= 999);
	must(!a.headers_complete || a.status >= 200);
	must(a.length >= -1 && a.range_total >= -1 && a.range_first >= -1);
	must(a.retry_after >= -1);
	check_name(a.type, "/+-._", PROBE_TYPE_SIZE);
	check_name(a.charset, "-_.:+", PROBE_CHARSET_SIZE);
	return 0;
}
