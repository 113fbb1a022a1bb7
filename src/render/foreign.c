/* SPDX-License-Identifier: ISC */
#include "render/foreign.h"

#include <errno.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/utf8.h"

bool foreign_fail(struct foreign *f, unsigned line, unsigned column, const char *message)
{
	diag_add(f->run->diags, f->broken, (struct fg_place){f->file, line, column}, "%s",
		message)
		->element = f->element;
	return false;
}

void foreign_skip(struct foreign *f, unsigned line, unsigned column, const char *message)
{
	if (f->told >= FOREIGN_TOLD) {
		f->untold++;
		return;
	}
	f->told++;
	diag_add(f->run->diags, f->skipped, (struct fg_place){f->file, line, column},
		"%s", message)
		->element = f->element;
}

void foreign_end(struct foreign *f)
{
	if (f->untold)
		diag_add(f->run->diags, f->skipped, (struct fg_place){.file = f->file},
			"%zu more in this file cannot be read", f->untold)
			->element = f->element;
}

unsigned foreign_column(struct str line, const char *at)
{
	return (unsigned)utf8_count(str_slice(line, 0, (size_t)(at - line.data))) + 1;
}

static const char *why(enum fs_result result)
{
	switch (result) {
	case FS_NOT_FILE:
		return "this is no plain file";
	case FS_TOO_LARGE:
		return "this has more than 16 MB";
	case FS_CHANGING:
		return "this keeps changing while it is read";
	case FS_OK:
	case FS_FAILED:
		break;
	}
	return strerror(errno);
}

/* Points at the first byte that is no text. */
static bool fail_encoding(struct foreign *f, struct str text, size_t clean)
{
	struct str before = str_slice(text, 0, clean), line = before;
	unsigned lines = 0;
	for (struct str rest = before; str_line(&rest, &line);)
		lines++;
	bool fresh = clean == 0 || text.data[clean - 1] == '\n';
	unsigned column = fresh ? 1 : (unsigned)utf8_count(line) + 1;
	return foreign_fail(f, lines + fresh, column,
		"here is a byte that is not UTF-8, or a character that no feed can have");
}

/* CR LF and CR as LF. */
static struct str with_lf(struct arena *a, struct str text)
{
	if (str_find_char(text, '\r', 0) == STR_NONE)
		return text;
	char *copy = arena_text(a, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool cr = text.data[i] == '\r';
		if (cr && i + 1 < text.len && text.data[i + 1] == '\n')
			continue;
		copy[len++] = cr ? '\n' : text.data[i];
	}
	copy[len] = '\0';
	return (struct str){copy, len};
}

bool foreign_read(struct foreign *f)
{
	struct fs_facts facts;
	enum fs_result result =
		fs_read(f->run->arena, f->file, FOREIGN_MAX, &f->text, &facts);
	if (result != FS_OK)
		return foreign_fail(f, 0, 0, why(result));
	if (str_starts(f->text, "\xef\xbb\xbf"))
		f->text = str_slice(f->text, 3, f->text.len);
	size_t clean = utf8_clean_len(f->text);
	if (clean < f->text.len)
		return fail_encoding(f, f->text, clean);
	f->text = with_lf(f->run->arena, f->text);
	return true;
}
