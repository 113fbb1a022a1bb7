/* SPDX-License-Identifier: ISC */
/*
 * The middles of two man pages, from the tables: reads a page with a line
 * `.\" @show-fields@`, `.\" @episode-fields@` or `.\" @rules@` and writes it with that
 * line replaced by mdoc.
 *
 *     tables <feedgen.yaml.5.in >feedgen.yaml.5
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"

/* Text of a mdoc body: no line may begin with a control character, and a backslash
   is \e. A sentence ends its line, as mdoc wants it. */
static void put_text(const char *text)
{
	bool begin = true;
	for (const char *c = text; *c; c++) {
		if (begin && (*c == '.' || *c == '\''))
			fputs("\\&", stdout);
		begin = false;
		if (*c == '\\') {
			fputs("\\e", stdout);
		} else if (*c == ' ' && c > text && strchr(".?!", c[-1]) && c[1] >= 'A' &&
			   c[1] <= 'Z') {
			putchar('\n');
			begin = true;
		} else {
			putchar(*c);
		}
	}
}

/* An argument of a macro: quoted, so that no word in it is taken for a macro. */
static void put_quoted(const char *text)
{
	putchar('"');
	for (const char *c = text; *c; c++)
		fputs(*c == '"'      ? "\\(dq"
			: *c == '\\' ? "\\e"
				     : (char[]){*c, '\0'},
			stdout);
	putchar('"');
}

static void put_lines(const char *title, const char *text);

/* The parts of a field's map, each on a line. */
static void put_parts(struct arena *arena, size_t field)
{
	const struct fg_part *parts;
	size_t n = fg_field_parts(arena, field, &parts);
	if (n)
		puts(".Pp\n.Bl -tag -width Ds -compact -offset indent");
	for (size_t i = 0; i < n; i++) {
		fputs(".It Cm ", stdout);
		for (unsigned d = 0; d < parts[i].depth; d++)
			fputs("\\~\\~", stdout);
		printf("%s\n", parts[i].name);
		put_text(parts[i].must_be);
		if (parts[i].like)
			printf(" like %s", parts[i].like);
		if (*parts[i].fallback)
			printf("; %s if it is not written", parts[i].fallback);
		else if (parts[i].required)
			fputs(", required", stdout);
		if (parts[i].lone)
			fputs("; a value alone is this", stdout);
		if (*parts[i].aliases)
			printf("; also %s", parts[i].aliases);
		putchar('\n');
	}
	if (n)
		puts(".El");
	if (fg_field_sample(field))
		put_lines("For example:", fg_field_sample(field));
}

static void put_fields(struct arena *arena, bool of_show)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; fg_field_at(i); i++) {
		const struct fg_field *f = fg_field_at(i);
		if (f->of_show != of_show)
			continue;
		fputs(".It Cm ", stdout);
		put_quoted(f->name);
		printf(" Pq %s\n", f->kind);
		put_text(f->summary);
		puts(".");
		if (*f->aliases) {
			puts(".br");
			fputs("Also: ", stdout);
			put_text(f->aliases);
			putchar('\n');
		}
		put_parts(arena, i);
	}
	puts(".El");
}

/* "; Apple, PSP-1": who breaks, if it is not all of them. */
static void put_platforms(unsigned platforms)
{
	const char *before = " ; ";
	if (platforms == FG_EVERY_PLATFORM)
		return;
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (!(platforms & fg_platform_at(i)->bit))
			continue;
		printf("%s%s", before, fg_platform_at(i)->name);
		before = ", ";
	}
}

/* Lines as they are. Within a display the only thing to look after is their beginning. */
static void put_lines(const char *title, const char *text)
{
	printf(".Pp\n%s\n.Bd -literal -offset indent -compact\n", title);
	for (bool begin = true; *text; text++) {
		if (begin && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		if (*text == '\\')
			fputs("\\e", stdout);
		else
			putchar(*text);
		begin = *text == '\n';
	}
	puts("\n.Ed");
}

static void put_example(const struct fg_example *example)
{
	if (!example)
		return;
	put_lines("Before:", example->before);
	put_lines("After:", example->after);
}

static void put_rules(void)
{
	static const char *const severities[] = {
		"off", "hint", "warning", "error", "error, always"};
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; fg_rule_at(i); i++) {
		const struct fg_rule *r = fg_rule_at(i);
		fputs(".It Cm ", stdout);
		put_quoted(r->id);
		printf(" Pq %s", severities[r->severity]);
		put_platforms(r->platforms);
		putchar('\n');
		put_text(r->summary);
		puts(".");
		put_text(r->prose);
		putchar('\n');
		if (r->hint && *r->hint) {
			puts(".Pp");
			fputs("What to do: ", stdout);
			put_text(r->hint);
			puts(".");
		}
		put_example(fg_rule_example(i));
	}
	puts(".El");
}

int main(void)
{
	char line[1024];
	struct arena arena;
	arena_init(&arena, abort);
	while (fgets(line, sizeof line, stdin)) {
		if (strcmp(line, ".\\\" @show-fields@\n") == 0)
			put_fields(&arena, true);
		else if (strcmp(line, ".\\\" @episode-fields@\n") == 0)
			put_fields(&arena, false);
		else if (strcmp(line, ".\\\" @rules@\n") == 0)
			put_rules();
		else
			fputs(line, stdout);
	}
	arena_release(&arena);
	return ferror(stdin) || fflush(stdout) != 0;
}
