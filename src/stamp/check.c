/* SPDX-License-Identifier: ISC */
/* fg_stamp_holds: is everything as a stamp says? */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"
#include "base/trace.h"
#include "base/vec.h"
#include "stamp/lines.h"

struct check {
	struct fg_run *run;
	struct arena *scratch; /* of one line */
	const char *key;
	struct fg_stamp *stamp;
	enum fg_severity *levels;
	size_t *untold;
	int rules[FG_RULE_COUNT]; /* as the stamp counts them */
	size_t n_rules;
};

/* ---- the envelope ---- */

/* Takes the last line off, which has the sum of what is before it: that tells what was cut off
   or damaged. */
static bool open_envelope(struct str *text)
{
	const size_t line = strlen("end\t") + SHA256_TEXT_SIZE - 1 + strlen("\n");
	char hash[SHA256_TEXT_SIZE];
	if (text->len < line)
		return false;
	struct str end = str_slice(*text, text->len - line, text->len);
	*text = str_slice(*text, 0, text->len - line);
	return str_starts(end, "end\t") && str_ends(end, "\n") &&
	       sha256_text(text->data, text->len, hash) &&
	       str_is(str_slice(end, strlen("end\t"), end.len - 1), hash);
}

static bool take_key(struct check *c, struct str rest)
{
	return str_is(rest, c->key);
}

static bool take_span(struct check *c, struct str rest)
{
	struct str word;
	int64_t now = c->run->settings->now;
	return stamp_take_number(&rest, &c->stamp->from) &&
	       stamp_take_word(&rest, &word) && str_is(word, "until") &&
	       stamp_take_number(&rest, &c->stamp->until) && c->stamp->from <= now &&
	       now < c->stamp->until;
}

static bool take_count(struct str *rest, size_t *count)
{
	int64_t n;
	if (!stamp_take_number(rest, &n) || n < 0)
		return false;
	*count = (size_t)n;
	return true;
}

static bool take_counts(struct check *c, struct str rest)
{
	struct fg_stamp *s = c->stamp;
	return take_count(&rest, &s->episodes) && take_count(&rest, &s->drafts) &&
	       take_count(&rest, &s->scheduled) && take_count(&rest, &s->left_out) &&
	       stamp_take_number(&rest, &s->next_due);
}

/* ---- what it depends on ---- */

static bool take_file(struct check *c, struct str rest)
{
	struct fs_mark was, is;
	const char *path;
	if (!stamp_take_mark(&rest, &was) || !stamp_take_text(c->scratch, &rest, &path) ||
		!path)
		return false;
	is = fs_mark(path);
	return fs_mark_eq(&was, &is);
}

static bool take_names(struct check *c, struct str rest)
{
	struct str was;
	struct fs_names names;
	const char *dir;
	char is[SHA256_TEXT_SIZE];
	return stamp_take_word(&rest, &was) && stamp_take_text(c->scratch, &rest, &dir) &&
	       dir && fs_list(c->scratch, dir, &names) &&
	       trace_hash(c->scratch, &names, is) && str_is(was, is);
}

static bool take_real(struct check *c, struct str rest)
{
	const char *path, *was;
	if (!stamp_take_text(c->scratch, &rest, &path) || !path ||
		!stamp_take_text(c->scratch, &rest, &was) || !was)
		return false;
	char *is = realpath(path, NULL);
	bool same = is && strcmp(is, was) == 0;
	free(is);
	return same;
}

/* ---- what it said ---- */

static bool take_output(struct check *c, struct str rest)
{
	struct fg_stamp_output o;
	size_t archive;
	if (!take_count(&rest, &o.items) || !take_count(&rest, &archive) ||
		!stamp_take_text(c->run->arena, &rest, &o.path) || !o.path)
		return false;
	o.archive = archive != 0;
	*vec_push(c->run->arena, &c->stamp->outputs) = o;
	return true;
}

static bool take_rule(struct check *c, struct str rest)
{
	struct str id;
	int64_t level;
	size_t untold;
	if (!stamp_take_number(&rest, &level) || level < FG_HINT || level > FG_FATAL ||
		!take_count(&rest, &untold) || !stamp_take_word(&rest, &id) ||
		c->n_rules == FG_RULE_COUNT)
		return false;
	int rule = fg_rule_find(arena_strndup(c->scratch, id.data, id.len));
	if (rule < 0)
		return false;
	c->levels[rule] = (enum fg_severity)level;
	c->untold[rule] = untold;
	c->rules[c->n_rules++] = rule;
	return true;
}

static bool take_unsigned(struct str *rest, unsigned *value)
{
	int64_t n;
	if (!stamp_take_number(rest, &n) || n < 0 || n > UINT_MAX)
		return false;
	*value = (unsigned)n;
	return true;
}

static bool take_finding(struct check *c, struct str rest)
{
	struct arena *a = c->run->arena;
	struct fg_diag d = {0};
	unsigned rule;
	if (!take_unsigned(&rest, &rule) || rule >= c->n_rules ||
		!take_unsigned(&rest, &d.at.line) ||
		!take_unsigned(&rest, &d.at.column) ||
		!take_unsigned(&rest, &d.related.line) ||
		!take_unsigned(&rest, &d.related.column) ||
		!stamp_take_text(a, &rest, &d.at.file) ||
		!stamp_take_text(a, &rest, &d.related.file) ||
		!stamp_take_text(a, &rest, &d.element) ||
		!stamp_take_text(a, &rest, &d.message) || !d.message ||
		!stamp_take_text(a, &rest, &d.hint))
		return false;
	d.rule = c->rules[rule];
	*vec_push(a, &c->stamp->diags) = d;
	return true;
}

/* ---- all lines ---- */

static const struct {
	const char *word;
	bool (*take)(struct check *c, struct str rest);
} kinds[] = {
	{"file", take_file},
	{"found", take_finding},
	{"names", take_names},
	{"output", take_output},
	{"real", take_real},
	{"rule", take_rule},
};

/* The next line, which must be of that kind. */
static bool take_line(struct check *c, struct str *text, const char *word,
	bool (*take)(struct check *c, struct str rest))
{
	struct str line, first;
	return str_line(text, &line) && stamp_take_word(&line, &first) &&
	       str_is(first, word) && take(c, line);
}

static bool take_any(struct check *c, struct str line)
{
	struct str word;
	if (!stamp_take_word(&line, &word))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_is(word, kinds[i].word))
			return kinds[i].take(c, line);
	}
	return false;
}

static bool holds(struct check *c, struct str text)
{
	struct str line;
	if (!open_envelope(&text) || !str_line(&text, &line) ||
		!str_is(line, STAMP_HEAD) || !take_line(c, &text, "key", take_key) ||
		!take_line(c, &text, "from", take_span) ||
		!take_line(c, &text, "counts", take_counts))
		return false;
	bool good = true;
	while (good && text.len > 0 && str_line(&text, &line)) {
		good = take_any(c, line);
		arena_reset(c->scratch);
	}
	return good;
}

bool fg_stamp_holds(struct fg_run *run, const char *text, size_t len, const char *key,
	struct fg_stamp *stamp)
{
	struct arena scratch;
	struct check c = {.run = run, .scratch = &scratch, .key = key, .stamp = stamp};
	*stamp = (struct fg_stamp){.key = key, .diags.arena = run->arena};
	c.levels = arena_array(run->arena, FG_RULE_COUNT, sizeof *c.levels);
	c.untold = arena_array(run->arena, FG_RULE_COUNT, sizeof *c.untold);
	stamp->levels = c.levels;
	stamp->untold = c.untold;
	arena_init(&scratch, run->arena->exhausted);
	bool good = holds(&c, (struct str){text, len});
	arena_release(&scratch);
	return good;
}
