/* SPDX-License-Identifier: ISC */
#include "stamp/lines.h"

#include <inttypes.h>
#include <limits.h>

/* ---- texts ---- */

static bool is_plain(char c)
{
	return (unsigned char)c >= ' ' && c != '\\' && c != 0x7f;
}

void stamp_put_text(struct sbuf *out, const char *text)
{
	sbuf_str(out, text ? "\t=" : "\t-");
	while (text && *text) {
		size_t n = 0;
		while (is_plain(text[n]))
			n++;
		sbuf_add(out, text, n);
		text += n;
		if (*text)
			sbuf_printf(out, "\\x%02x", (unsigned)(unsigned char)*text++);
	}
}

bool stamp_take_word(struct str *rest, struct str *word)
{
	return str_cut(rest, '\t', word) && word->len > 0;
}

static int hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of an escape at the head of s; 0: there is none, or it has no place in a text. */
static char unescape(struct str s)
{
	if (s.len < 4 || s.data[1] != 'x')
		return '\0';
	int high = hex(s.data[2]), low = hex(s.data[3]);
	if (high < 0 || low < 0)
		return '\0';
	return (char)(high << 4 | low);
}

bool stamp_take_text(struct arena *a, struct str *rest, const char **text)
{
	struct str word;
	*text = NULL;
	if (!stamp_take_word(rest, &word))
		return false;
	if (word.data[0] != '=')
		return str_is(word, "-");
	char *copy = arena_text(a, word.len), *to = copy;
	for (size_t i = 1; i < word.len; i++) {
		*to = word.data[i];
		if (*to == '\\') {
			*to = unescape(str_slice(word, i, word.len));
			i += 3;
		}
		if (!*to++)
			return false;
	}
	*to = '\0';
	*text = copy;
	return true;
}

/* ---- numbers ---- */

/* Times before 1970 have a sign. */
bool stamp_take_number(struct str *rest, int64_t *value)
{
	struct str word;
	long long n;
	if (!stamp_take_word(rest, &word))
		return false;
	bool minus = word.data[0] == '-';
	if (!str_to_int(str_slice(word, minus, word.len), &n))
		return false;
	*value = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

void stamp_put_mark(struct sbuf *out, const struct fs_mark *m)
{
	/* Devices and inodes have all 64 bits; as signed numbers they come back the same. */
	sbuf_printf(out,
		"\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%d",
		(int64_t)m->device, (int64_t)m->inode, m->size, m->mtime_ns, m->ctime_ns,
		m->error);
}

bool stamp_take_mark(struct str *rest, struct fs_mark *m)
{
	int64_t device, inode, error;
	*m = (struct fs_mark){0};
	if (!stamp_take_number(rest, &device) || !stamp_take_number(rest, &inode) ||
		!stamp_take_number(rest, &m->size) ||
		!stamp_take_number(rest, &m->mtime_ns) ||
		!stamp_take_number(rest, &m->ctime_ns) ||
		!stamp_take_number(rest, &error) || error < 0 || error > INT_MAX)
		return false;
	m->device = (uint64_t)device;
	m->inode = (uint64_t)inode;
	m->error = (int)error;
	return true;
}
