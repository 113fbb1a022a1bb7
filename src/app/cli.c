/* SPDX-License-Identifier: ISC */
#include "app/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "app/usage.h"
#include "base/arena.h"
#include "base/duration.h"
#include "base/str.h"
#include "base/vec.h"

enum {
	B = 1,
	C = 2,
	E = 4,
	V = 8,
	K = 16,
	I = 32,
	D = 64,
	M = 128,
	ALL = B | C | E | V | K | I | D | M
};
enum { JOBS_MAX = 256, LIMIT_MAX = 1000000, DEADLINE_MAX_S = 24 * 60 * 60 };

enum option_id {
#define OPTION(name, ...) OPT_##name,
#include "app/options.def"
#undef OPTION
	OPT_COUNT
};

struct option_row {
	char letter;
	const char *name, *arg;
	unsigned commands;
	const char *help;
};

static const struct option_row rows[] = {
#define OPTION(name, letter, text, arg, commands, help)                                  \
	{letter, text, arg, commands, help},
#include "app/options.def"
#undef OPTION
};

static const struct command commands[] = {
	{"build", "[-c SHOW] [-o FILE]... EPISODES | SHOW.yaml...",
		"write the feed, or those of several shows (the default command)",
		command_build, B},
	{"check", "[-c SHOW] EPISODES | SHOW.yaml...", "do everything but write",
		command_check, C},
	{"validate", "FILE | ADDRESS | -", "judge a feed of anybody", command_validate,
		V},
	{"diff", "OLD NEW", "say what has changed from one feed to another", command_diff,
		D},
	{"import", "-o DIR FILE | ADDRESS | -", "make a show of a feed that is published",
		command_import, M},
	{"explain", "[RULE | FIELD]", "say what a rule or a field means", command_explain,
		E},
	{"cache", "[list | forget ADDRESS... | clear]",
		"say or forget what servers have said", command_cache, K},
	{"init", "[--from FEED] DIR",
		"make a show config and a first episode, or a show of a feed",
		command_init, I},
};

const struct command *command_at(size_t i)
{
	return i < sizeof commands / sizeof *commands ? &commands[i] : NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; command_at(i); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

void cli_help(void)
{
	puts("feedgen: a directory of episode files becomes a podcast feed\n");
	for (size_t i = 0; command_at(i); i++)
		printf("%s feedgen %s%s%s\n",
			i ? "      " : "usage:", i ? commands[i].name : "[build]", " ",
			commands[i].args);
	puts("\nCommands:");
	for (size_t i = 0; command_at(i); i++)
		printf("  %-22s %s\n", commands[i].name, commands[i].help);
	puts("\nOptions:");
	for (size_t i = 0; i < OPT_COUNT; i++) {
		char left[64];
		const struct option_row *r = &rows[i];
		snprintf(left, sizeof left, "%c%c%s --%s%s%s", r->letter ? '-' : ' ',
			r->letter ? r->letter : ' ', r->letter ? "," : " ", r->name,
			r->arg ? " " : "", r->arg ? r->arg : "");
		printf("  %-26s %s\n", left, r->help);
	}
	puts("\nExit status: 0 done, 1 errors in the input, 2 usage, 3 the environment "
	     "failed,\n"
	     "4 refused because it would harm the published feed.\n"
	     "More: feedgen(1), feedgen.yaml(5), feedgen-rules(7).");
}

/* One of a few words; index of it in words, or -1 after a complaint. */
static int choose(const char *option, const char *value, const char *const *words)
{
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], value) == 0)
			return i;
	}
	char list[80] = "";
	size_t used = 0;
	for (int i = 0; words[i] && used < sizeof list; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
			i == 0         ? ""
			: words[i + 1] ? ", "
				       : " or ",
			words[i]);
	usage_error("--%s is %s, not '%s'", option, list, value);
	return -1;
}

static bool set_number(int id, const char *value, int most, unsigned *number)
{
	long long n;
	if (!str_to_int(str_of(value), &n) || n < 1 || n > most) {
		usage_error("--%s is a number from 1 to %d, not '%s'", rows[id].name,
			most, value);
		return false;
	}
	*number = (unsigned)n;
	return true;
}

static bool set_deadline(struct cli *cli, const char *value)
{
	if (duration_parse(str_of(value), &cli->deadline_s) && cli->deadline_s >= 1 &&
		cli->deadline_s <= DEADLINE_MAX_S)
		return true;
	usage_error(
		"--deadline is a time from 1s to 24h, such as 90, 90s or 5m, not '%s'",
		value);
	return false;
}

static bool set_diagnostics(struct cli *cli, const char *value)
{
	static const char *const words[] = {"text", "json", "sarif", NULL};
	int i = choose("diagnostics", value, words);
	cli->diagnostics = i >= 0 ? (enum cli_diagnostics)i : CLI_TEXT;
	return i >= 0;
}

static bool set_profile(struct cli *cli, const char *value)
{
	const char *words[FG_PLATFORM_COUNT + 2] = {"all"};
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++)
		words[i + 1] = fg_platform_at(i)->word;
	int i = choose("profile", value, words);
	cli->profile = i > 0 ? fg_platform_at((size_t)i - 1)->bit : FG_EVERY_PLATFORM;
	return i >= 0;
}

static bool set_progress(struct cli *cli, const char *value)
{
	static const char *const words[] = {"auto", "always", "never", NULL};
	int i = choose("progress", value, words);
	cli->progress = i >= 0 ? (enum cli_progress)i : CLI_AUTO;
	return i >= 0;
}

/* Where the text of an option is that is taken as it stands; NULL: of none. */
static const char **text_of(struct cli *cli, int id)
{
	const char **const texts[OPT_COUNT] = {
		[OPT_CONFIG] = &cli->config,
		[OPT_FORMAT] = &cli->format,
		[OPT_CACHE] = &cli->cache,
		[OPT_LOCK] = &cli->lock,
		[OPT_AGAINST] = &cli->against,
		[OPT_FROM] = &cli->from,
	};
	return texts[id];
}

/* Options that take a value. */
static bool set_value(struct cli *cli, int id, const char *value)
{
	const char **text = text_of(cli, id);
	if (text) {
		*text = value;
		return true;
	}
	switch (id) {
	case OPT_OUTPUT:
		*vec_push(cli->arena, &cli->outputs) = value;
		return true;
	case OPT_RULE:
		*vec_push(cli->arena, &cli->rules) = value;
		return true;
	case OPT_PROFILE:
		return set_profile(cli, value);
	case OPT_DIAGNOSTICS:
		return set_diagnostics(cli, value);
	case OPT_PROGRESS:
		return set_progress(cli, value);
	case OPT_DEADLINE:
		return set_deadline(cli, value);
	case OPT_LIMIT:
		return set_number(id, value, LIMIT_MAX, &cli->limit);
	case OPT_PER_HOST:
		return set_number(id, value, FG_PER_HOST_MAX, &cli->per_host);
	case OPT_PER_SECOND:
		return set_number(id, value, FG_PER_SECOND_MAX, &cli->per_second);
	default:
		return set_number(id, value, JOBS_MAX, &cli->jobs);
	}
}

/* Where the flag of an option without a value is. */
static bool *flag_of(struct cli *cli, int id)
{
	bool *const flags[OPT_COUNT] = {
		[OPT_OFFLINE] = &cli->offline,
		[OPT_RECHECK] = &cli->recheck,
		[OPT_NOTIFY] = &cli->notify,
		[OPT_REBUILD] = &cli->rebuild,
		[OPT_ALLOW_PRIVATE] = &cli->allow_private,
		[OPT_ALLOW_EMPTY] = &cli->allow.empty,
		[OPT_ALLOW_SHRINK] = &cli->allow.shrink,
		[OPT_ALLOW_GUID_CHANGE] = &cli->allow.guids,
		[OPT_ALLOW_DATE_CHANGE] = &cli->allow.dates,
		[OPT_ALLOW_ENCLOSURE_CHANGE] = &cli->allow.enclosures,
		[OPT_ALLOW_CLOCK] = &cli->allow.clock,
		[OPT_STRICT] = &cli->strict,
		[OPT_REPAIR] = &cli->repair,
		[OPT_WITH_FILES] = &cli->with_files,
		[OPT_QUIET] = &cli->quiet,
		[OPT_VERBOSE] = &cli->verbose,
		[OPT_HELP] = &cli->help,
		[OPT_VERSION] = &cli->version,
	};
	return flags[id];
}

/* getopt's two ways of naming options, from the table. Values are the row's number
   past what a letter can be. */
enum { FIRST_ID = 256 };

static void spell(struct option *longs, char *letters)
{
	*letters++ = ':'; /* tells a missing argument from an unknown option */
	for (int i = 0; i < OPT_COUNT; i++) {
		int has_arg = rows[i].arg ? required_argument : no_argument;
		longs[i] = (struct option){rows[i].name, has_arg, NULL, FIRST_ID + i};
		if (!rows[i].letter)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].arg)
			*letters++ = ':';
	}
	longs[OPT_COUNT] = (struct option){0};
	*letters = '\0';
}

static int id_of(int got)
{
	if (got >= FIRST_ID)
		return got - FIRST_ID;
	for (int i = 0; i < OPT_COUNT; i++) {
		if (rows[i].letter == got)
			return i;
	}
	return -1;
}

static bool complain_unknown(const char *word)
{
	if (optopt >= FIRST_ID) {
		usage_error("--%s takes no value", rows[optopt - FIRST_ID].name);
		return false;
	}
	if (optopt) {
		usage_error("there is no option -%c", optopt);
		return false;
	}
	struct str name = str_of(word);
	while (str_starts(name, "-"))
		name = str_slice(name, 1, name.len);
	for (int i = 0; i < OPT_COUNT; i++) {
		if (str_starts(str_of(word), "--") &&
			str_resembles(name.data, rows[i].name)) {
			usage_error("there is no option %s; did you mean --%s?", word,
				rows[i].name);
			return false;
		}
	}
	usage_error("there is no option %s", word);
	return false;
}

/* Could the option make a difference to what is written or found? */
static bool matters(int id)
{
	static const int others[] = {OPT_RECHECK, OPT_REBUILD, OPT_DIAGNOSTICS,
		OPT_PROGRESS, OPT_JOBS, OPT_QUIET, OPT_VERBOSE};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (others[i] == id)
			return false;
	}
	return true;
}

static void note(struct cli *cli, int id, const char *value)
{
	if (matters(id))
		*vec_push(cli->arena, &cli->given) = arena_printf(
			cli->arena, "%s=%s", rows[id].name, value ? value : "");
}

static bool take_options(struct cli *cli, int argc, char **argv, uint64_t *seen)
{
	struct option longs[OPT_COUNT + 1];
	char letters[2 * OPT_COUNT + 2];
	spell(longs, letters);
	opterr = 0;
	for (;;) {
		int at = optind;
		int got = getopt_long(argc, argv, letters, longs, NULL);
		if (got == -1)
			return true;
		const char *word = argv[optind > at ? optind - 1 : at];
		int id = got == '?' || got == ':' ? -1 : id_of(got);
		if (got == '?')
			return complain_unknown(argv[optind - 1]);
		/* An empty value is most likely a variable of a script that is not set. */
		if (id < 0 || (rows[id].arg && !*optarg)) {
			usage_error("%s needs a value", word);
			return false;
		}
		*seen |= UINT64_C(1) << id;
		note(cli, id, optarg);
		bool *flag = flag_of(cli, id);
		if (flag)
			*flag = true;
		else if (!set_value(cli, id, optarg))
			return false;
	}
}

static bool options_fit(const struct cli *cli, uint64_t seen)
{
	for (int i = 0; i < OPT_COUNT; i++) {
		if ((seen & UINT64_C(1) << i) &&
			!(rows[i].commands & cli->command->bit)) {
			usage_error("'feedgen %s' has no option --%s", cli->command->name,
				rows[i].name);
			return false;
		}
	}
	return true;
}

bool cli_parse(struct cli *cli, struct arena *arena, int argc, char **argv)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	*cli = (struct cli){
		.arena = arena, .command = &commands[0], .profile = FG_EVERY_PLATFORM};
	cli->jobs = processors < 1 ? 1 : processors > 64 ? 64 : (unsigned)processors;
	uint64_t seen = 0;
	if (!take_options(cli, argc, argv, &seen))
		return false;
	const struct command *named = optind < argc ? command_find(argv[optind]) : NULL;
	if (named) {
		cli->command = named;
		optind++;
	}
	for (; optind < argc; optind++)
		*vec_push(arena, &cli->args) = argv[optind];
	if (cli->help || cli->version)
		return true;
	if (cli->offline && cli->recheck) {
		usage_error("--recheck asks servers, --offline asks none: choose one");
		return false;
	}
	if (cli->offline && cli->notify) {
		usage_error("--notify tells servers, --offline asks none: choose one");
		return false;
	}
	return options_fit(cli, seen);
}
