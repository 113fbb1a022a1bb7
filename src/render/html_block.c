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

/* Is the tag that s begins with complete and alone on its line? */
static bool tag_alone(struct str s)
{
	char quote = '\0';
	for (size_t i = 1; i < s.len; i++) {
		char c = s.data[i];
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '<') {
			return false;
		} else if (c == '>') {
			return str_trim(str_slice(s, i + 1, s.len)).len == 0;
		}
	}
	return false;
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
	return str_starts(s, "<!") && s.len > 2 && ascii_is_alpha(s.data[2]) ? 4 : 0;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
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
	return tag_alone(s) ? 7 : 0;
}

int html_block_kind(struct str s)
{
	int kind = mark_kind(s);
	bool closing = str_starts(s, "</");
	size_t letter = closing ? 2 : 1;
	if (kind || s.len <= letter || s.data[0] != '<' ||
		!ascii_is_alpha(s.data[letter]))
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
