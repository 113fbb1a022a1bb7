/* SPDX-License-Identifier: ISC */
/*
 * The command line: what people type, as a struct.
 *
 * The options are rows of options.def; the parser, --help and the test that holds the man
 * page against the code read them from there.
 */
#ifndef APP_CLI_H
#define APP_CLI_H

#include <stdbool.h>
#include <feedgen/feedgen.h>
#include "base/str.h"

enum {
	EXIT_DONE = 0,  /* warnings allowed */
	EXIT_INPUT = 1, /* errors in the input */
	EXIT_USAGE = 2,
	EXIT_SYSTEM = 3,  /* I/O, a lock held, memory */
	EXIT_REFUSED = 4, /* by the publish guard */
	EXIT_SIGNAL = 128 /* + the signal */
};

enum cli_diagnostics { CLI_TEXT, CLI_JSON, CLI_SARIF };
enum cli_progress { CLI_AUTO, CLI_ALWAYS, CLI_NEVER };

struct cli_words {
	const char **data;
	size_t len, cap;
};

/* A document that is no file, kept to show its lines: see source_text.h. */
struct cli_text {
	const char *name;
	struct str text;
	const char *charset;
};

struct cli {
	struct arena *arena;
	/* The options as they were given, name=value, but for those that change only how
	   things are told, how fast they are done, or that they are done. */
	struct cli_words given;
	const struct command *command;
	struct cli_words args; /* what is no option, the command's name left out */
	const char *config;
	struct cli_words outputs;
	const char *format;
	bool offline, recheck, rebuild;
	int64_t deadline_s;            /* 0: the default */
	unsigned per_host, per_second; /* 0: not given */
	const char *cache;             /* NULL: the default place; "none" */
	const char *lock;              /* NULL: the default place; "none" */
	const char
		*against; /* a published feed to compare with; NULL: only those of -o */
	bool allow_private, notify;
	struct fg_allow allow;
	struct cli_words rules; /* ID=LEVEL */
	unsigned profile;       /* whose rules count: of enum fg_platform */
	bool strict;
	bool with_files;  /* that a feed names */
	bool repair;      /* feeds that are not well-formed */
	const char *from; /* the feed that a new show is made of; NULL: none */
	enum cli_diagnostics diagnostics;
	enum cli_progress progress;
	unsigned limit; /* episodes in the feed, the newest; 0: all */
	unsigned jobs;
	bool quiet, verbose, help, version;
	bool checks; /* nothing is to be written */
	bool judges; /* what it finds is what it was asked for: it goes to stdout */
	struct {
		struct cli_text *data;
		size_t len, cap;
	} texts;
};

struct command {
	const char *name;
	const char *args; /* as the usage line shows them */
	const char *help;
	int (*run)(struct cli *cli);
	unsigned bit; /* of the options it takes: see options.def */
};
/* By name, or NULL. Row i, or NULL past the last. */
const struct command *command_find(const char *name);
const struct command *command_at(size_t i);
int command_build(struct cli *cli);
int command_check(struct cli *cli);
int command_explain(struct cli *cli);
int command_import(struct cli *cli);
int command_init(struct cli *cli);
int command_validate(struct cli *cli);
int command_diff(struct cli *cli);
int command_cache(struct cli *cli);

/* Fills *cli. False: it has said on stderr what is wrong; the exit status is EXIT_USAGE. */
bool cli_parse(struct cli *cli, struct arena *arena, int argc, char **argv);
/* Writes what --help shows to stdout. */
void cli_help(void);

#endif
