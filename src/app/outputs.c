/* SPDX-License-Identifier: ISC */
#include "app/outputs.h"

#include <string.h>
#include "app/samefile.h"
#include "app/usage.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/vec.h"

static const struct {
	const char *name, *suffixes[3];
	enum fg_format format;
} formats[] = {
	{"rss", {".xml", ".rss"}, FG_RSS},
	{"atom", {".atom"}, FG_ATOM},
	{"json", {".json"}, FG_JSON},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static bool format_named(const char *name, enum fg_format *format)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*format = formats[i].format;
			return true;
		}
	}
	usage_error("there is no format '%s'", name);
	return false;
}

/* The audio of "+opus:public/opus.xml", "" if the text does not begin that way. */
static struct str variant_of(struct str text)
{
	size_t n = 1;
	while (n < text.len && ascii_is_alnum(text.data[n]))
		n++;
	bool is_one =
		str_starts(text, "+") && n > 1 && n < text.len && text.data[n] == ':';
	return is_one ? str_slice(text, 1, n) : (struct str){"", 0};
}

/* Splits FORMAT: or FORMAT+AUDIO: off the output's path. */
static bool split_prefix(struct arena *a, struct output *o)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (!str_starts(str_of(o->path), formats[i].name))
			continue;
		struct str rest = str_of(o->path + strlen(formats[i].name));
		struct str variant = variant_of(rest);
		if (variant.len == 0 && !str_starts(rest, ":"))
			continue;
		o->format = formats[i].format;
		o->path = rest.data + (variant.len ? variant.len + 2 : 1);
		o->variant =
			variant.len ? arena_strndup(a, variant.data, variant.len) : NULL;
		return true;
	}
	return false;
}

/* What is named by text: a prefix counts, else the suffix. A device or a name without a
   known suffix is RSS: what most people mean. */
static struct output output_named(struct arena *a, const char *text)
{
	struct output o = {.format = FG_RSS, .path = text};
	if (split_prefix(a, &o))
		return o;
	for (size_t i = 0; i < FORMATS; i++) {
		for (size_t k = 0; k < 3 && formats[i].suffixes[k]; k++) {
			if (str_ends(str_of(text), formats[i].suffixes[k]))
				o.format = formats[i].format;
		}
	}
	return o;
}

/* A slip of the shell (-o *.md) must not cost an episode or the show config. */
static bool is_source(const char *path)
{
	static const char *const suffixes[] = {
		".md", ".markdown", ".mdx", ".yaml", ".yml"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (str_ends(str_of(path), suffixes[i]))
			return true;
	}
	return false;
}

/* Why path cannot be written beside outs; NULL: it can. Two stages of one file would wait for
   each other, and one of them would win. word: what an output is called there. */
static const char *clash(
	struct arena *a, const struct outputs *outs, const char *path, const char *word)
{
	for (size_t i = 0; i < outs->len; i++) {
		const char *other = outs->data[i].path;
		bool both = path && other;
		if (both ? strcmp(path, other) == 0 : path == other)
			return arena_printf(
				a, "%s %s is given twice", word, path ? path : "-");
		if (!samefile(a, path, other))
			continue;
		if (both)
			return arena_printf(a, "%s %s and %s %s are one file", word,
				other, word, path);
		return arena_printf(a, "standard output and %s %s are one file", word,
			path ? path : other);
	}
	return NULL;
}

static const char *source_fault(struct arena *a, const char *path, const char *word)
{
	return is_source(path)
		       ? arena_printf(a, "%s %s has the name of a source, not of a feed",
				 word, path)
		       : NULL;
}

/* ---- of the command line ---- */

static const char option[] = "--output";

static bool add_output(const struct cli *cli, struct outputs *outs, struct output output)
{
	const char *fault = clash(cli->arena, outs, output.path, option);
	if (fault)
		usage_error("%s", fault);
	else
		*vec_push(cli->arena, outs) = output;
	return !fault;
}

static bool add_stdout(const struct cli *cli, struct outputs *outs, struct output output)
{
	output.path = NULL;
	return (!cli->format || format_named(cli->format, &output.format)) &&
	       add_output(cli, outs, output);
}

static bool add_path(const struct cli *cli, struct outputs *outs, const char *text)
{
	struct output output = output_named(cli->arena, text);
	const char *path = output.path;
	if (!*path) {
		usage_error("--output needs the name of a file");
		return false;
	}
	if (strcmp(path, "-") == 0)
		return add_stdout(cli, outs, output);
	const char *fault = source_fault(cli->arena, path, option);
	if (fault) {
		usage_error("%s", fault);
		return false;
	}
	return add_output(cli, outs, output);
}

bool outputs_of(const struct cli *cli, struct outputs *outs)
{
	bool has_stdout = cli->outputs.len == 0;
	*outs = (struct outputs){0};
	if (has_stdout)
		return add_stdout(cli, outs, (struct output){.format = FG_RSS});
	for (size_t i = 0; i < cli->outputs.len; i++) {
		if (!add_path(cli, outs, cli->outputs.data[i]))
			return false;
		has_stdout = has_stdout || !outs->data[i].path;
	}
	if (cli->format && !has_stdout)
		usage_error("--format is for standard output; give --output FORMAT:FILE");
	return !cli->format || has_stdout;
}

/* ---- of a show config ---- */

static const char member[] = "output";

static void add_member(struct fg_run *run, const struct fg_show *show,
	struct outputs *outs, const char *text)
{
	struct arena *a = run->arena;
	struct output output = output_named(a, text);
	const char *path = output.path;
	const char *fault = !*path || strcmp(path, "-") == 0
				    ? arena_printf(a, "%s %s is not a file", member, text)
				    : source_fault(a, path, member);
	output.path = path = fs_seen_from(a, fs_dirname(a, show->file), path);
	if (!fault)
		fault = clash(a, outs, path, member);
	if (fault)
		diag_add(run->diags, FG_RULE_CONFIG_OUTPUT,
			fg_show_place(show, FG_SHOW_OUTPUT), "%s", fault);
	else
		*vec_push(a, outs) = output;
}

bool outputs_of_show(struct fg_run *run, const struct fg_show *show, struct outputs *outs)
{
	*outs = (struct outputs){0};
	for (size_t i = 0; i < show->outputs.len; i++)
		add_member(run, show, outs, show->outputs.data[i]);
	return outs->len == show->outputs.len;
}

unsigned outputs_formats(const struct outputs *outs)
{
	unsigned bits = 0;
	for (size_t i = 0; i < outs->len; i++)
		bits |= 1U << outs->data[i].format;
	return bits;
}

bool outputs_have(const struct outputs *outs, enum fg_format format)
{
	for (size_t i = 0; i < outs->len; i++) {
		if (outs->data[i].format == format)
			return true;
	}
	return false;
}
