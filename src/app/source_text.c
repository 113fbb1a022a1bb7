/* SPDX-License-Identifier: ISC */
#include "app/source_text.h"

#include "base/decode.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { SOURCE_MAX = 4 * 1024 * 1024, PIECE = 64 * 1024 };

void source_text_keep(
	struct cli *cli, const char *name, struct str text, const char *charset)
{
	*vec_push(cli->arena, &cli->texts) = (struct cli_text){name, text, charset};
}

static bool find(
	const struct cli *cli, const char *name, struct str *text, const char **charset)
{
	for (size_t i = 0; i < cli->texts.len; i++) {
		const struct cli_text *t = &cli->texts.data[i];
		if (strcmp(t->name, name) != 0)
			continue;
		*text = t->text;
		*charset = t->charset;
		return true;
	}
	return false;
}

/* As far as it can be read: behind a fault in the encoding there is nothing to show. */
static struct str decoded(struct arena *a, struct str text, const char *charset)
{
	struct decode d;
	struct sbuf out;
	struct str part;
	bool good = true;
	sbuf_init(&out, 4 * SOURCE_MAX);
	decode_init(&d, a);
	d.charset = charset;
	for (size_t at = 0; good && at < text.len; at += PIECE) {
		size_t len = text.len - at < PIECE ? text.len - at : PIECE;
		good = decode_feed(&d, text.data + at, len, &part);
		sbuf_slice(&out, part);
	}
	if (good) {
		decode_finish(&d, &part);
		sbuf_slice(&out, part);
	}
	struct str result = text;
	if (!d.is_utf8 && !out.failed)
		result = (struct str){arena_strndup(a, out.data, out.len), out.len};
	decode_release(&d);
	sbuf_release(&out);
	return result;
}

/* Only XML says what it is in, or has bytes of zero in each letter. */
static bool may_be_other(struct str text)
{
	return str_starts(text, "<?xml") || str_starts(text, "\xff\xfe") ||
	       str_starts(text, "\xfe\xff") ||
	       (text.len > 1 && (text.data[0] == '\0' || text.data[1] == '\0'));
}

struct str source_text_of(const struct cli *cli, struct arena *a, const char *name)
{
	struct str text = {NULL, 0};
	const char *charset = NULL;
	struct fs_facts facts;
	if (!find(cli, name, &text, &charset) &&
		fs_read(a, name, SOURCE_MAX, &text, &facts) != FS_OK)
		return (struct str){NULL, 0};
	if (str_starts(text, "\xef\xbb\xbf"))
		return str_slice(text, strlen("\xef\xbb\xbf"), text.len);
	if (charset || (may_be_other(text) && utf8_clean_len(text) < text.len))
		return decoded(a, text, charset);
	return text;
}
