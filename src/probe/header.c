/* SPDX-License-Identifier: ISC */
#include "probe/header.h"

#include <stdio.h>
#include "base/when.h"

void header_begin(struct probe_answer *answer)
{
	*answer = (struct probe_answer){
		.length = -1, .range_total = -1, .range_first = -1, .retry_after = -1};
}

enum { DATE_SIZE = 64 };

/* "Tuesday, 05-Mar-24 06:30:00 GMT" and "Tue Mar  5 06:30:00 2024", the forms of old that
   servers still write (RFC 9110 5.6.7), as today's; "": it is neither. */
static void old_date(struct str value, char text[DATE_SIZE])
{
	enum { WORDS = 6, CENTURY = 70 };
	struct str words[WORDS + 1] = {{0}};
	size_t n = 0;
	for (size_t i = 0, end; i < value.len && n <= WORDS; i = end + 1) {
		for (end = i; end < value.len && !strchr(" ,-", value.data[end]);)
			end++;
		if (end > i)
			words[n++] = str_slice(value, i, end);
	}
	long long year = 0;
	text[0] = '\0';
	if (n == WORDS && str_to_int(words[3], &year) && year < 100)
		year += year < CENTURY ? 2000 : 1900;
	if (n == WORDS)
		snprintf(text, DATE_SIZE, "%.*s %.*s %lld %.*s %.*s", STR_ARG(words[1]),
			STR_ARG(words[2]), year, STR_ARG(words[4]), STR_ARG(words[5]));
	else if (n == WORDS - 1)
		snprintf(text, DATE_SIZE, "%.*s %.*s %.*s %.*s GMT", STR_ARG(words[2]),
			STR_ARG(words[1]), STR_ARG(words[4]), STR_ARG(words[3]));
}

/* An HTTP-date as a time; 0 if it is none. */
static int64_t date_of(struct str value)
{
	char text[DATE_SIZE] = "";
	struct when_text when;
	const char *problem;
	enum when_fold fold;
	if (value.len >= sizeof text)
		return 0;
	memcpy(text, value.data, value.len);
	if (!when_parse(text, &when, &problem)) {
		old_date(value, text);
		if (!when_parse(text, &when, &problem))
			return 0;
	}
	return when.has_zone ? when_resolve(&when, NULL, 0, &fold) : 0;
}

/* ---- one function for each header that counts ---- */

/* A number, or the same number several times: proxies join two headers (RFC 9110 8.6). */
static void content_length(struct probe_answer *a, struct str value)
{
	long long length;
	struct str number;
	while (str_cut(&value, ',', &number)) {
		bool is_number = str_to_int(str_trim(number), &length);
		if (!is_number || (a->length >= 0 && a->length != length))
			a->lengths_differ = true;
		else
			a->length = length;
	}
}

/* "bytes 0-0/12345", "bytes * /0"; the total may be "*". */
static void content_range(struct probe_answer *a, struct str value)
{
	long long total, first;
	size_t slash = str_find_char(value, '/', 0);
	if (!str_case_starts(value, "bytes") || slash == STR_NONE)
		return;
	struct str range = str_trim(str_slice(value, strlen("bytes"), slash)), digits;
	if (str_cut(&range, '-', &digits) && range.data && str_to_int(digits, &first))
		a->range_first = first;
	if (!str_to_int(str_trim(str_slice(value, slash + 1, value.len)), &total))
		return;
	if (a->range_total >= 0 && a->range_total != total)
		a->lengths_differ = true;
	a->range_total = total;
}

/* The charset parameter of a type. What is no name of a character set counts as none. */
static void charset(struct probe_answer *a, struct str parameters)
{
	struct str name, value;
	while (str_cut(&parameters, ';', &value)) {
		if (!str_cut(&value, '=', &name) || !value.data ||
			!str_case_is(str_trim(name), "charset"))
			continue;
		value = str_trim(value);
		if (value.len > 1 && value.data[0] == '"' && str_ends(value, "\""))
			value = str_slice(value, 1, value.len - 1);
		if (value.len >= sizeof a->charset)
			return;
		for (size_t i = 0; i < value.len; i++) {
			if (!ascii_is_alnum(value.data[i]) &&
				!memchr("-_.:+", value.data[i], 5))
				return;
		}
		memcpy(a->charset, value.data, value.len);
		a->charset[value.len] = '\0';
		return;
	}
}

static void content_type(struct probe_answer *a, struct str value)
{
	struct str type;
	str_cut(&value, ';', &type);
	if (value.data)
		charset(a, value);
	type = str_trim(type);
	size_t slash = str_find_char(type, '/', 0);
	if (slash == STR_NONE || slash == 0 || slash + 1 == type.len)
		return;
	if (type.len >= sizeof a->type)
		return;
	/* It may be published and shown: nothing but what media types are made of. */
	for (size_t i = 0; i < type.len; i++) {
		if (!ascii_is_alnum(type.data[i]) && !memchr("/+-._", type.data[i], 5))
			return;
	}
	for (size_t i = 0; i < type.len; i++)
		a->type[i] = ascii_lower(type.data[i]);
	a->type[type.len] = '\0';
}

static void content_encoding(struct probe_answer *a, struct str value)
{
	/* Of several such headers, none says all. */
	a->gzip = !a->encoded &&
		  (str_case_is(value, "gzip") || str_case_is(value, "x-gzip"));
	a->encoded = a->encoded || (value.len > 0 && !str_case_is(value, "identity"));
}

/* The version, as the header that asks for another. */
static void version(struct probe_answer *a, const char *header, struct str value)
{
	size_t n = strlen(header);
	a->validator = a->validator || value.len > 0;
	if (value.len == 0 || n + value.len >= sizeof a->unless)
		return;
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] < ' ' || value.data[i] > '~')
			return;
	}
	memcpy(a->unless, header, n);
	memcpy(a->unless + n, value.data, value.len);
	a->unless[n + value.len] = '\0';
}

static void etag(struct probe_answer *a, struct str value)
{
	version(a, "If-None-Match: ", value);
}

/* An ETag is the better word. */
static void last_modified(struct probe_answer *a, struct str value)
{
	if (!a->unless[0])
		version(a, "If-Modified-Since: ", value);
}

static void accept_ranges(struct probe_answer *a, struct str value)
{
	a->no_ranges = str_case_is(value, "none");
}

/* Whichever it names: a server that answers our null so has a list, and is right to. */
static void allow_origin(struct probe_answer *a, struct str value)
{
	a->shared = value.len > 0;
}

static void retry_after(struct probe_answer *a, struct str value)
{
	long long seconds;
	a->retry_after = HEADER_PAUSE_DEFAULT;
	if (str_to_int(value, &seconds))
		a->retry_after = seconds;
	else
		a->retry_date = date_of(value);
}

static void date(struct probe_answer *a, struct str value)
{
	a->date = date_of(value);
}

static const struct {
	const char *name;
	void (*take)(struct probe_answer *a, struct str value);
} headers[] = {
	{"content-length", content_length},
	{"content-range", content_range},
	{"content-type", content_type},
	{"content-encoding", content_encoding},
	{"accept-ranges", accept_ranges},
	{"etag", etag},
	{"last-modified", last_modified},
	{"access-control-allow-origin", allow_origin},
	{"retry-after", retry_after},
	{"date", date},
};

/* ---- lines ---- */

/* Not every header that begins so is one. */
static bool is_status_line(struct str line)
{
	size_t n = strlen("HTTP/");
	return str_starts(line, "HTTP/") && line.len > n && ascii_is_digit(line.data[n]);
}

/* "HTTP/1.1 206 Partial Content" */
static void status_line(struct probe_answer *a, struct str line)
{
	long long status;
	struct str word;
	header_begin(a);
	str_cut(&line, ' ', &word);
	line = str_trim(line);
	if (str_cut(&line, ' ', &word) && str_to_int(word, &status) && status <= 999)
		a->status = (int)status;
}

/* The headers are all there, if they are not those of an interim response (1xx). */
static void end(struct probe_answer *a)
{
	a->headers_complete = a->status >= 200;
	/* By the server's own clock: ours may be set to anything. */
	if (a->retry_date && a->date)
		a->retry_after = a->retry_date > a->date ? a->retry_date - a->date : 0;
}

void header_line(struct probe_answer *answer, struct str line)
{
	struct str name;
	if (is_status_line(line)) {
		status_line(answer, str_trim(line));
		return;
	}
	/* What begins with a space goes on with the header before (RFC 9112 5.2), even if there is
	   nothing else: that is not yet the end. */
	if (answer->headers_complete || (line.len > 0 && strchr(" \t", line.data[0])))
		return;
	line = str_trim(line);
	if (line.len == 0) {
		end(answer);
		return;
	}
	str_cut(&line, ':', &name);
	if (!line.data)
		return; /* no colon: no header */
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		if (str_case_is(name, headers[i].name))
			headers[i].take(answer, str_trim(line));
	}
}
