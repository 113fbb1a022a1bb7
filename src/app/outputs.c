/* SPDX-License-Identifier: ISC */
#include "app/outputs.h"

#include <string.h>
#include "base/str.h"
#include "base/vec.h"

static const struct {
	const char *name, *prefix, *suffixes[3];
	enum fg_format format;
} formats[] = {
	{"rss", "rss:", {".xml", ".rss"}, FG_RSS},
	{"atom", "atom:", {".atom"}, FG_ATOM},
	{"json", "json:", {".json"}, FG_JSON},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static bool is_written(const char *what, enum fg_format format)
{
	if (fg_format_is_written(format))
		return true;
	cli_complain("%s: this version writes RSS only", what);
	return false;
}

static bool format_named(const char *name, enum fg_format *format)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*format = formats[i].format;
			return is_written(name, *format);
		}
	}
	cli_complain("there is no format '%s'", name);
	return false;
}

/* Splits a prefix off; else looks at the suffix. A device or a name without a known
   suffix is RSS: what most people mean. */
static enum fg_format format_of_path(const char **path)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (str_starts(str_of(*path), formats[i].prefix)) {
			*path += strlen(formats[i].prefix);
			return formats[i].format;
		}
	}
	for (size_t i = 0; i < FORMATS; i++) {
		for (size_t k = 0; k < 3 && formats[i].suffixes[k]; k++) {
			if (str_ends(str_of(*path), formats[i].suffixes[k]))
				return formats[i].format;
		}
	}
	return FG_RSS;
}

/* A slip of the shell (-o *.md) must not cost an episode or the show config. */
static bool is_source(const char *path)
{
	static const char *const suffixes[] = {".md", ".markdown", ".yaml", ".yml"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (str_ends(str_of(path), suffixes[i]))
			return true;
	}
	return false;
}

static bool add_path(const struct cli *cli, struct outputs *outs, const char *path)
{
	enum fg_format format = format_of_path(&path);
	if (!*path) {
		cli_complain("--output needs the name of a file");
		return false;
	}
	if (is_source(path)) {
		cli_complain("--output %s has the name of a source, not of a feed", path);
		return false;
	}
	if (!is_written(path, format))
		return false;
	for (size_t i = 0; i < outs->len; i++) {
		if (strcmp(outs->data[i].path, path) == 0) {
			cli_complain("--output %s is given twice", path);
			return false;
		}
	}
	*vec_push(cli->arena, outs) = (struct output){.format = format, .path = path};
	return true;
}

bool outputs_of(const struct cli *cli, struct outputs *outs)
{
	*outs = (struct outputs){0};
	if (cli->outputs.len && cli->format) {
		cli_complain(
			"--format is for standard output; give --output FORMAT:FILE");
		return false;
	}
	for (size_t i = 0; i < cli->outputs.len; i++) {
		if (!add_path(cli, outs, cli->outputs.data[i]))
			return false;
	}
	if (outs->len)
		return true;
	struct output *o = vec_push(cli->arena, outs);
	o->format = FG_RSS;
	return !cli->format || format_named(cli->format, &o->format);
}
