/* SPDX-License-Identifier: ISC */
#include "render/html_block.h"

/* The elements of start condition 6, between spaces. */
static const char block_names[] =
	" address article aside base basefont blockquote body caption center col "
	"colgroup dd "
	"details dialog dir div dl dt fieldset figcaption figure footer form frame "
	"frameset h1 "
	"h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav "
	"noframes ol optgroup option p param section source summary table tbody td tfoot "
	"th "
	"thead title tr track ul ";
static const char raw_names[] = " script pre style textarea ";

enum { TAG_NAME_MAX = 16 };

static bool name_in(const char *names, struct str name)
{
	char key[TAG_NAME_MAX + 3];
	if (name.len == 0 || name.len > TAG_NAME_MAX)
		return false;
	size_t n = 0;
	key[n++] = ' ';
	for (size_t i = 0; i < name.len; i++)
		key[n++] = ascii_lower(name.data[i]);
	key[n++] = ' ';
	key[n] = '\0';
	return strstr(names, key) != NULL;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

static size_t skip_spaces(struct str s, size_t at)
{
	while (at < s.len && ascii_is_space(s.data[at]))
		at++;
	return at;
}

/* Goes over the attribute value at at; STR_NONE: there is none. */
static size_t skip_value(struct str s, size_t at)
{
	char quote = at < s.len ? s.data[at] : '\0';
	if (quote == '"' || quote == '\'') {
		size_t end = str_find_char(s, quote, at + 1);
		return end == STR_NONE ? end : end + 1;
	}
	size_t from = at;
	while (at < s.len && s.data[at] && !strchr(" \t\n\v\f\r\"'=<>`", s.data[at]))
		at++;
	return at > from ? at : STR_NONE;
}

/* Goes over the attributes at at, as far as they are well written; STR_NONE: a value is
   not. */
static size_t skip_attributes(struct str s, size_t at)
{
	for (;;) {
		size_t name = skip_spaces(s, at), end = name;
		if (name == at || name == s.len ||
			!(ascii_is_alpha(s.data[name]) || strchr("_:", s.data[name])))
			return at;
		while (end < s.len && s.data[end] &&
			(is_name_char(s.data[end]) || strchr("_:.", s.data[end])))
			end++;
		at = end;
		size_t equals = skip_spaces(s, at);
		if (equals < s.len && s.data[equals] == '=')
			at = skip_value(s, skip_spaces(s, equals + 1));
		if (at == STR_NONE)
			return at;
	}
}

/* Is the tag complete and alone on its line, whose name ends at at? */
static bool tag_alone(struct str s, size_t at, bool closing)
{
	if (!closing)
		at = skip_attributes(s, at);
	if (at == STR_NONE)
		return false;
	at = skip_spaces(s, at);
	if (!closing && at < s.len && s.data[at] == '/')
		at++;
	return at < s.len && s.data[at] == '>' && skip_spaces(s, at + 1) == s.len;
}

/* The kinds that a character sequence alone begins. */
static int mark_kind(struct str s)
{
	if (str_starts(s, "<!--"))
		return 2;
	if (str_starts(s, "<?"))
		return 3;
	if (str_starts(s, "<![CDATA["))
		return 5;
	/* CommonMark 0.30 has any letter here, cmark 0.30 none in lower case. */
	bool declaration =
		str_starts(s, "<!") && s.len > 2 && s.data[2] >= 'A' && s.data[2] <= 'Z';
	return declaration ? 4 : 0;
}

/* The kinds that a tag begins: s is "<" or "</" and a letter. */
static int tag_kind(struct str s, bool closing)
{
	size_t from = closing ? 2 : 1, to = from;
	while (to < s.len && is_name_char(s.data[to]))
		to++;
	struct str name = str_slice(s, from, to), rest = str_slice(s, to, s.len);
	bool ends = rest.len == 0 || ascii_is_space(rest.data[0]) || rest.data[0] == '>';
	if (!closing && ends && name_in(raw_names, name))
		return 1;
	if ((ends || str_starts(rest, "/>")) && name_in(block_names, name))
		return 6;
	return tag_alone(s, to, closing) ? 7 : 0;
}

int html_block_kind(struct str s)
{
	if (s.len == 0 || s.data[0] != '<')
		return 0;
	int kind = mark_kind(s);
	bool closing = str_starts(s, "</");
	size_t letter = closing ? 2 : 1;
	if (kind || s.len <= letter || !ascii_is_alpha(s.data[letter]))
		return kind;
	return tag_kind(s, closing);
}

/* Has line the closing tag of an element of kind 1? Not always of the one that is open. */
static bool has_raw_end(struct str line)
{
	static const char *const ends[] = {
		"</script>", "</pre>", "</style>", "</textarea>"};
	for (size_t at = 0; (at = str_find(line, "</", at)) != STR_NONE; at++) {
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			if (str_case_starts(str_slice(line, at, line.len), ends[i]))
				return true;
		}
	}
	return false;
}

bool html_block_ends(int kind, struct str line)
{
	static const char *const ends[] = {
		[2] = "-->", [3] = "?>", [4] = ">", [5] = "]]>"};
	if (kind == 1)
		return has_raw_end(line);
	return kind < 6 && str_find(line, ends[kind], 0) != STR_NONE;
}
