/* SPDX-License-Identifier: ISC */
#include "render/turn.h"

#include "base/timecode.h"

enum { NAME_MAX_BYTES = 60, NAME_MAX_WORDS = 5 };

/* ---- times ---- */

/* A time without the brackets around it. */
static struct str bare(struct str time)
{
	if (time.len && !ascii_is_digit(time.data[0]))
		return str_slice(time, 1, time.len - 1);
	return time;
}

/* Takes a time off the beginning of *text. */
static bool take_first_time(struct str *text, struct str *time)
{
	size_t n = timecode_len(*text);
	if (n == 0)
		return false;
	*time = bare(str_slice(*text, 0, n));
	*text = str_trim(str_slice(*text, n, text->len));
	return true;
}

/* Takes a time off the end of *name. */
static bool take_last_time(struct str *name, struct str *time)
{
	size_t at = name->len;
	while (at > 0 && !ascii_is_space(name->data[at - 1]))
		at--;
	struct str word = str_slice(*name, at, name->len);
	if (word.len == 0 || timecode_len(word) != word.len)
		return false;
	*time = bare(word);
	*name = str_trim(str_slice(*name, 0, at));
	return true;
}

/* "[00:06:30] …": without brackets it might be any sentence. */
static bool take_mark(struct str *line, struct turn *t)
{
	bool bracket = line->len && !ascii_is_digit(line->data[0]);
	return bracket && take_first_time(line, &t->time);
}

/* ---- Markdown ---- */

/* Where the strong emphasis ends that line begins with; STR_NONE: nowhere. "**Ben 2:49*" is
   a slip that is easily made. */
static size_t strong_end(struct str line)
{
	size_t close = str_find(line, "**", 2);
	if (close == STR_NONE && line.len > 3 && str_ends(line, "*"))
		return line.len - 1;
	return close;
}

static bool take_colon(struct str *name, struct str *rest)
{
	bool inside = str_ends(*name, ":"), behind = str_starts(*rest, ":");
	if (inside)
		*name = str_trim(str_slice(*name, 0, name->len - 1));
	if (behind)
		*rest = str_trim(str_slice(*rest, 1, rest->len));
	return inside || behind;
}

/* "**Name…**…" */
static bool take_strong(struct str line, struct turn *t)
{
	size_t close = str_starts(line, "**") ? strong_end(line) : STR_NONE;
	if (close == STR_NONE)
		return false;
	struct str name = str_trim(str_slice(line, 2, close)), time = {0};
	while (close < line.len && line.data[close] == '*')
		close++;
	struct str rest = str_trim(str_slice(line, close, line.len));
	bool colon = take_colon(&name, &rest);
	bool alone = rest.len == 0 && !colon;
	bool timed = take_last_time(&name, &time) || take_first_time(&rest, &time);
	if (!colon && !alone && !timed)
		return false;
	if (timed)
		t->time = time;
	take_colon(&name, &rest);
	t->speaker = name;
	t->rest = rest;
	t->alone = alone;
	return true;
}

bool turn_at(struct str line, struct turn *t)
{
	line = str_trim(line);
	*t = (struct turn){.speaker = {"", 0}, .time = {"", 0}};
	bool marked = take_mark(&line, t);
	t->rest = line;
	return take_strong(line, t) || marked;
}

/* ---- plain text ---- */

static bool is_joint(struct str word)
{
	static const char *const joints[] = {"and", "&", "/", "+", "de", "da", "del",
		"der", "den", "di", "du", "la", "le", "van", "von", "of", "the"};
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		if (str_is(word, joints[i]))
			return true;
	}
	return false;
}

/* Words as names have them: "Fin", "SPEAKER 1", "Isabelle van der Berg". */
static bool is_name(struct str text)
{
	struct str rest = text, word;
	size_t words = 0;
	if (text.len == 0 || text.len > NAME_MAX_BYTES || ascii_is_digit(text.data[0]))
		return false;
	while (str_cut(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		bool small = word.data[0] >= 'a' && word.data[0] <= 'z';
		if (++words > NAME_MAX_WORDS || (small && !is_joint(word)) ||
			str_until(word, ",;?!\"<>[]{}=", 0) < word.len)
			return false;
	}
	return true;
}

/* Does text begin with a space, or is it a time or nothing? */
static bool is_behind_name(struct str text)
{
	return text.len == 0 || ascii_is_space(text.data[0]) ||
	       timecode_len(text) == text.len;
}

/* The first colon that may stand behind a name: not that of a time or an address. */
static size_t colon_at(struct str line)
{
	size_t at = str_find_char(line, ':', 0);
	while (at != STR_NONE && !is_behind_name(str_slice(line, at + 1, line.len)))
		at = str_find_char(line, ':', at + 1);
	return at;
}

/* "Name: …", "Name 1:02:03", "Name (1:02:03): …" */
static bool take_name(struct str line, struct turn *t)
{
	struct str name = line, time = {0};
	struct str rest = {"", 0};
	bool timed = take_last_time(&name, &time);
	if (!timed || !is_name(name)) {
		size_t colon = colon_at(line);
		if (colon == STR_NONE)
			return false;
		name = str_trim(str_slice(line, 0, colon));
		rest = str_trim(str_slice(line, colon + 1, line.len));
		timed = take_last_time(&name, &time) || take_first_time(&rest, &time);
	}
	if (str_ends(name, ":"))
		name = str_trim(str_slice(name, 0, name.len - 1));
	if (!is_name(name))
		return false;
	if (timed)
		t->time = time;
	t->speaker = name;
	t->rest = rest;
	return true;
}

bool turn_in_text(struct str line, struct turn *t)
{
	line = str_trim(line);
	*t = (struct turn){.speaker = {"", 0}, .time = {"", 0}};
	bool marked = take_mark(&line, t);
	t->rest = line;
	if (!take_name(line, t))
		return marked;
	t->alone = t->rest.len == 0;
	return true;
}
