/* SPDX-License-Identifier: ISC */
#include "render/links.h"

#include "base/utf8.h"

/* Could an address begin after c? Not within a word, a path or a mail address. */
static bool may_precede(char c)
{
	return ascii_is_space(c) || strchr("([{<>\"'*~,;:!|", c) ||
	       (unsigned char)c > 0x7f;
}

/* Does a code point beyond ASCII end an address? Letters of any script do not; spaces,
   dashes, quotation marks and the punctuation of CJK do. */
static bool ends_wide(uint32_t cp)
{
	return (cp >= 0x80 && cp <= 0xbf) || (cp >= 0x2000 && cp <= 0x206f) ||
	       (cp >= 0x3000 && cp <= 0x303f) || (cp >= 0xff00 && cp <= 0xff0f) ||
	       (cp >= 0xff1a && cp <= 0xff20) || cp == 0xfeff || cp == 0xfffd;
}

/* Offset behind the characters that an address may have. */
static size_t extent(struct str text, size_t at)
{
	while (at < text.len) {
		char c = text.data[at];
		uint32_t cp;
		if ((unsigned char)c <= 0x20 || c == 0x7f || strchr("<>\"`\\^{|}", c))
			return at;
		size_t n = utf8_decode(text.data + at, text.len - at, &cp);
		if (n == 0 || (n > 1 && ends_wide(cp)))
			return at;
		at += n;
	}
	return at;
}

/* How many more of the bracket close than open in s. */
static long excess(struct str s, char open, char close)
{
	long n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += (s.data[i] == close) - (s.data[i] == open);
	return n;
}

/* Without what belongs to the sentence around it. */
static struct str trim_end(struct str s)
{
	long round = excess(s, '(', ')'), square = excess(s, '[', ']');
	for (; s.len > 0; s.len--) {
		char c = s.data[s.len - 1];
		bool stray = (c == ')' && round-- > 0) || (c == ']' && square-- > 0);
		if (!stray && !strchr("?!.,:;*_~'", c))
			break;
	}
	return s;
}

/* Does s, what follows the scheme, begin with a host that has a dot between two labels? */
static bool has_host(struct str s)
{
	size_t n = 0, dots = 0;
	for (; n < s.len; n++) {
		char c = s.data[n];
		bool dot = c == '.' && n > 0 && s.data[n - 1] != '.';
		if (!dot && !ascii_is_alnum(c) && c != '-' && c != '_' &&
			(unsigned char)c <= 0x7f)
			break;
		dots += dot;
	}
	if (n > 0 && s.data[n - 1] == '.')
		dots--;
	return dots > 0;
}

/* Is there an address at offset at? */
static bool link_at(struct str text, size_t at, struct link *link)
{
	struct str s = str_slice(text, at, text.len);
	size_t prefix = 4;
	if (str_case_starts(s, "http"))
		prefix = str_case_starts(s, "https://") ? 8 : 7;
	link->www = prefix == 4;
	if (!str_case_starts(s, link->www     ? "www."
				: prefix == 8 ? "https://"
					      : "http://"))
		return false;
	if (at > 0 && !may_precede(text.data[at - 1]))
		return false;
	/* The host is looked at first: a flood of "www." is over before it is long. */
	if (!has_host(str_slice(s, prefix, s.len)))
		return false;
	s = trim_end(str_slice(text, at, extent(text, at)));
	link->from = at;
	link->to = at + s.len;
	return s.len > prefix && has_host(str_slice(s, prefix, s.len));
}

/* Where an address would begin whose "://", or the dot of whose "www.", is at mark. */
static size_t start_of(struct str text, size_t mark)
{
	struct str before = str_slice(text, 0, mark);
	if (text.data[mark] == '.')
		return mark >= 3 ? mark - 3 : mark;
	if (!str_starts(str_slice(text, mark, text.len), "://"))
		return mark;
	size_t scheme = mark > 0 && ascii_lower(before.data[mark - 1]) == 's' ? 5 : 4;
	return mark >= scheme ? mark - scheme : mark;
}

/* Offset at or behind at of the next mark that an address could have before its host: the
   colon of "://", or the dot behind a w; text.len: there is none, as in most texts. Each byte is
   looked at together with the one before it. */
static size_t next_mark(struct str text, size_t at)
{
	size_t i = at ? at : 1;
	for (; i < text.len && text.len - i >= LANES; i += LANES) {
		lanes before = lanes_load(text.data + i - 1);
		lanes v = lanes_load(text.data + i);
		lanes www = (lanes)(v == '.') & (lanes)((before | 0x20) == 'w');
		lanes scheme = (lanes)(v == '/') & (lanes)(before == ':');
		size_t first = lanes_first(www | scheme);
		if (first < LANES)
			return i + first - (text.data[i + first] == '/');
	}
	for (; i < text.len; i++) {
		char before = text.data[i - 1];
		if (text.data[i] == '.' && ascii_lower(before) == 'w')
			return i;
		if (text.data[i] == '/' && before == ':')
			return i - 1;
	}
	return text.len;
}

bool links_find(struct str text, size_t at, struct link *link)
{
	size_t mark = next_mark(text, at);
	for (; mark < text.len; mark = next_mark(text, mark + 2)) {
		size_t from = start_of(text, mark);
		if (from >= at && from < mark && link_at(text, from, link))
			return true;
	}
	return false;
}
