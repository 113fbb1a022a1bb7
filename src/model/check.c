/* SPDX-License-Identifier: ISC */
#include "model/check.h"

enum { LOCAL_MAX = 64, ADDRESS_MAX = 254 }; /* RFC 5321 4.5.3.1 */
enum { MIME_NAME_MAX = 127 };               /* RFC 6838 4.2 */

bool check_boolean(struct str text, bool *value, bool *usual)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {{"true", true}, {"false", false}, {"yes", true}, {"no", false},
		{"on", true}, {"off", false}, {"explicit", true}, {"clean", false}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_case_is(text, words[i].word))
			continue;
		*value = words[i].value;
		*usual = str_is(text, "true") || str_is(text, "false");
		return true;
	}
	return false;
}

bool check_integer(struct str text, int64_t *value)
{
	long long v;
	if (!str_to_int(text, &v))
		return false;
	*value = v;
	return true;
}

static size_t digits_at(struct str s, size_t from)
{
	size_t n = 0;
	while (from + n < s.len && ascii_is_digit(s.data[from + n]))
		n++;
	return n;
}

bool check_decimal(struct str text, char out[DECIMAL_SIZE])
{
	size_t whole = digits_at(text, 0), fraction = 0;
	if (whole == 0)
		return false;
	if (whole < text.len) {
		fraction = digits_at(text, whole + 1);
		if (text.data[whole] != '.' || fraction == 0)
			return false;
	}
	if (whole + 1 + fraction < text.len)
		return false;
	size_t from = 0, end = text.len;
	while (from + 1 < whole && text.data[from] == '0')
		from++;
	while (fraction && end > whole && (text.data[end - 1] == '0' || end == whole + 1))
		end--;
	if (end - from >= DECIMAL_SIZE)
		return false;
	memcpy(out, text.data + from, end - from);
	out[end - from] = '\0';
	return true;
}

/* ---- mail ---- */

static bool is_atom_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static bool is_domain_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

/* Parts of these characters, none of them empty, with dots between. */
static bool is_dotted(struct str s, bool (*is)(char), size_t least_parts)
{
	struct str part;
	size_t parts = 0;
	if (s.len == 0)
		return false;
	for (; str_cut(&s, '.', &part); parts++) {
		for (size_t i = 0; i < part.len; i++) {
			if (!is(part.data[i]))
				return false;
		}
		if (part.len == 0)
			return false;
	}
	return parts >= least_parts;
}

bool check_email(const char *text)
{
	struct str s = str_of(text);
	size_t at = str_find_char(s, '@', 0);
	if (at == STR_NONE || at > LOCAL_MAX || s.len > ADDRESS_MAX)
		return false;
	return is_dotted(str_slice(s, 0, at), is_atom_char, 1) &&
	       is_dotted(str_slice(s, at + 1, s.len), is_domain_char, 2);
}

/* ---- MIME ---- */

/* RFC 6838 4.2, restricted-name */
static bool is_mime_name(struct str s)
{
	if (s.len == 0 || s.len > MIME_NAME_MAX || !ascii_is_alnum(s.data[0]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.data[i];
		if (!ascii_is_alnum(c) && (c == '\0' || !strchr("!#$&-^_.+", c)))
			return false;
	}
	return true;
}

bool check_mime(const char *text)
{
	struct str s = str_of(text);
	size_t slash = str_find_char(s, '/', 0);
	return slash != STR_NONE && is_mime_name(str_slice(s, 0, slash)) &&
	       is_mime_name(str_slice(s, slash + 1, s.len));
}

/* ---- HTML ---- */

/* Does s, behind a '&', go on as a character reference: "amp;", "#38;", "#x26;"? */
static bool is_reference(const char *s)
{
	size_t n = *s == '#';
	while (ascii_is_alnum(s[n]))
		n++;
	return n >= 2 && n <= 10 && s[n] == ';';
}

static bool is_tag(const char *s)
{
	if (*s == '/' || *s == '!')
		s++;
	return ascii_is_alpha(*s) && strchr(s, '>');
}

bool check_has_markup(const char *text)
{
	for (; *text; text++) {
		if (*text == '<' && is_tag(text + 1))
			return true;
		if (*text == '&' && is_reference(text + 1))
			return true;
	}
	return false;
}

/* ---- audio ---- */

enum { BYTES_LEAST = 16384, RATE_LEAST = 16000, RATE_MOST = 640000 };

int64_t check_odd_rate(const char *type, int64_t bytes, int64_t seconds)
{
	bool is_mp3 = type && str_case_is(str_of(type), "audio/mpeg");
	if (!is_mp3 || seconds <= 0 || bytes < BYTES_LEAST || bytes > INT64_MAX / 8)
		return 0;
	int64_t rate = bytes * 8 / seconds;
	return rate < RATE_LEAST || rate > RATE_MOST ? rate / 1000 : 0;
}
