/* SPDX-License-Identifier: ISC */
/*
 * The tables: what the program knows about podcasts, for those who show it: `explain`, the
 * man pages, reports. The rooms of the line read the same rows through src/model.
 */
#ifndef FEEDGEN_TABLES_H
#define FEEDGEN_TABLES_H

#include <stddef.h>
#include <stdbool.h>
#include <feedgen/diag.h>

struct arena;

/* FG_RULE_FILE_UNREADABLE …: one for each row of rules.def. */
enum fg_rule_id {
#define RULE(name, ...) FG_RULE_##name,
#include "model/rules.def"
#undef RULE
	FG_RULE_COUNT
};

/* Who refuses or misreads what breaks a rule, or loses something by it. */
enum fg_platform { FG_APPLE = 1, FG_SPOTIFY = 2, FG_PSP1 = 4, FG_W3C = 8 };
enum { FG_PLATFORM_COUNT = 4, FG_EVERY_PLATFORM = (1 << FG_PLATFORM_COUNT) - 1 };
struct fg_platform_row {
	enum fg_platform bit;
	const char *word; /* "psp1", as programs and options have it */
	const char *name; /* "PSP-1", as people read it */
};
/* Platform number i, or NULL past the last. */
const struct fg_platform_row *fg_platform_at(size_t i);

struct fg_rule {
	const char *id;    /* "enclosure/length-missing" */
	const char *scope; /* who finds it: "PROBE", "SHOW" … (see rules.def) */
	enum fg_severity severity;
	unsigned platforms;  /* of enum fg_platform; 0: it concerns this machine alone */
	const char *summary; /* one line, for lists */
	const char *prose;   /* why it matters and who is hurt */
	const char *hint;    /* what to do */
	const char *source;  /* document and section, or an address */
};
/* Rule number i, or NULL past the last. */
const struct fg_rule *fg_rule_at(size_t i);
/* What breaks a rule, and how it looks when it is mended: lines of a source or feed. */
struct fg_example {
	const char *before, *after;
};
/* That of rule number i (examples.def); NULL: it has none. */
const struct fg_example *fg_rule_example(size_t i);
/* Its number, or -1. */
int fg_rule_find(const char *id);
/* The id that is probably meant by one that there is not, whole or without what stands
   before its slash; NULL: none. */
const char *fg_rule_nearest(const char *id);

struct fg_field {
	const char *name;
	const char *kind;    /* "text", "boolean", … */
	const char *aliases; /* other names, comma separated */
	const char *summary;
	bool of_show;
};
const struct fg_field *fg_field_at(size_t i);
int fg_field_find(const char *name, bool of_show);
/* Lines that work: how field i is written, for one that makes an element of the podcast
   namespace; NULL: it makes none. */
const char *fg_field_sample(size_t i);
/* A part of what is written for such a field: a name in its map. */
struct fg_part {
	const char *name;     /* as people write it */
	const char *aliases;  /* other names, comma separated */
	const char *must_be;  /* "a place on Earth" */
	const char *like;     /* "geo:52.52,13.405"; NULL: must_be says it */
	const char *fallback; /* what it is if it is not written; "": nothing */
	bool required;
	bool lone;      /* a value alone, without a map, is this one */
	unsigned depth; /* 0: of the field itself; 1: of the part above; … */
};
/* The parts of field i, in the arena; 0: it is no map. */
size_t fg_field_parts(struct arena *a, size_t i, const struct fg_part **parts);
/* Is name among the field's other names? Their shapes (":media") have no say. */
bool fg_field_has_alias(const struct fg_field *field, const char *name);

#endif
