/* SPDX-License-Identifier: ISC */
/* feedgen explain: the tables, as text. */
#include "app/cli.h"

#include <stdio.h>
#include <string.h>
#include "app/usage.h"
#include "base/str.h"

static const char *const severities[] = {
	"off", "hint", "warning", "error", "error, always"};

/* Text in lines of at most 78 columns. */
static void put_wrapped(const char *text)
{
	struct str rest = str_of(text), word;
	size_t column = 0;
	while (str_cut(&rest, ' ', &word)) {
		if (column && column + 1 + word.len > 78) {
			putchar('\n');
			column = 0;
		}
		if (column)
			putchar(' ');
		printf("%.*s", STR_ARG(word));
		column += word.len + (column ? 1 : 0);
	}
	putchar('\n');
}

/* "Apple, PSP-1" */
static void put_platforms(unsigned platforms)
{
	const char *before = "";
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (!(platforms & fg_platform_at(i)->bit))
			continue;
		printf("%s%s", before, fg_platform_at(i)->name);
		before = ", ";
	}
}

static void put_who_breaks(unsigned platforms)
{
	if (!platforms) {
		puts("Who breaks: no platform refuses the feed for it: what it costs is "
		     "said above.");
		return;
	}
	fputs("Who breaks: ", stdout);
	if (platforms == FG_EVERY_PLATFORM)
		fputs("apps in general: ", stdout);
	put_platforms(platforms);
	puts(".");
}

/* Lines of an example, set in. */
static void put_lines(const char *title, const char *text)
{
	struct str rest = str_of(text), line;
	puts(title);
	while (str_line(&rest, &line))
		printf("    %.*s\n", STR_ARG(line));
}

static void put_example(const struct fg_example *example)
{
	if (!example)
		return;
	put_lines("\nBefore:", example->before);
	put_lines("After:", example->after);
}

/* A feed of anybody has no show config and no front matter. */
static void put_change(const struct fg_rule *r)
{
	if (r->severity == FG_FATAL)
		return;
	if (strcmp(r->scope, "FEED") == 0)
		printf("Change it: --rule %s=off.\n", r->id);
	else
		printf("Change it: --rule %s=off, in the show config\n"
		       "  rules: {%s: off}\n"
		       "or in an episode lint_ignore: [%s].\n",
			r->id, r->id, r->id);
}

static void explain_rule(int rule)
{
	const struct fg_rule *r = fg_rule_at((size_t)rule);
	printf("%s (%s)\n\n", r->id, severities[r->severity]);
	printf("%s.\n", r->summary);
	put_wrapped(r->prose);
	putchar('\n');
	put_who_breaks(r->platforms);
	if (r->hint && *r->hint)
		printf("What to do: %s.\n", r->hint);
	put_example(fg_rule_example((size_t)rule));
	putchar('\n');
	if (r->source && *r->source)
		printf("Source: %s.\n", r->source);
	put_change(r);
}

/* "required; else audio/mpeg; also href, link" behind what the part must be. */
static void put_part(const struct fg_part *p)
{
	int indent = 2 + 2 * (int)p->depth;
	printf("%*s%-*s %s%s%s%s", indent, "", 22 - indent, p->name, p->must_be,
		p->like ? " like " : "", p->like ? p->like : "",
		p->required && !*p->fallback ? ", required" : "");
	if (*p->fallback)
		printf("; %s if it is not written", p->fallback);
	if (p->lone)
		fputs("; a value alone is this", stdout);
	if (*p->aliases)
		printf("; also %s", p->aliases);
	putchar('\n');
}

static void put_parts(struct arena *arena, size_t field)
{
	const struct fg_part *parts;
	size_t n = fg_field_parts(arena, field, &parts);
	if (n)
		puts("\nIts parts:");
	for (size_t i = 0; i < n; i++)
		put_part(&parts[i]);
	if (fg_field_sample(field))
		put_lines("\nFor example:", fg_field_sample(field));
}

static void explain_field(struct arena *arena, size_t field)
{
	const struct fg_field *f = fg_field_at(field);
	printf("%s (%s, %s)\n\n", f->name, f->of_show ? "show config" : "episode",
		f->kind);
	put_wrapped(f->summary);
	if (*f->aliases)
		printf("\nAlso understood: %s\n", f->aliases);
	put_parts(arena, field);
}

static void list_tables(void)
{
	puts("Fields of the show config:");
	for (size_t i = 0; fg_field_at(i); i++) {
		const struct fg_field *f = fg_field_at(i);
		if (i && !f->of_show && fg_field_at(i - 1)->of_show)
			puts("\nFields of an episode:");
		printf("  %-20s %s\n", f->name, f->summary);
	}
	puts("\nRules:");
	for (size_t i = 0; fg_rule_at(i); i++) {
		const struct fg_rule *r = fg_rule_at(i);
		printf("  %-32s %-8s %s\n", r->id,
			r->severity == FG_FATAL ? "error" : severities[r->severity],
			r->summary);
	}
}

/* The fields that people also call by that name, which may be one for each shape. */
static bool explain_alias(struct arena *arena, const char *name)
{
	bool found = false;
	for (size_t i = 0; fg_field_at(i); i++) {
		const struct fg_field *f = fg_field_at(i);
		if (!fg_field_has_alias(f, name))
			continue;
		printf("%s%s is another name of ", found ? "\n" : "", name);
		explain_field(arena, i);
		found = true;
	}
	return found;
}

/* Everything of that name: a field may be the show's and an episode's. */
static bool explain(struct arena *arena, const char *name)
{
	bool found = false;
	int rule = fg_rule_find(name);
	if (rule >= 0) {
		explain_rule(rule);
		return true;
	}
	for (int of_show = 1; of_show >= 0; of_show--) {
		int field = fg_field_find(name, of_show == 1);
		if (field < 0)
			continue;
		if (found)
			putchar('\n');
		explain_field(arena, (size_t)field);
		found = true;
	}
	return found || explain_alias(arena, name);
}

static const char *nearest_field(const char *name)
{
	const char *nearest = NULL;
	for (size_t i = 0; fg_field_at(i); i++) {
		const char *known = fg_field_at(i)->name;
		if (str_resembles(name, known) &&
			(!nearest ||
				str_distance(name, known) < str_distance(name, nearest)))
			nearest = known;
	}
	return nearest;
}

/* A rule's id has a slash; what has none is more likely a field, unless it is the end of an
   id as it stands. */
static const char *nearest(const char *name)
{
	const char *rule = fg_rule_nearest(name), *field = nearest_field(name);
	bool is_end = rule && str_ends(str_of(rule), name);
	return field && !is_end ? field : rule;
}

int command_explain(struct cli *cli)
{
	if (cli->args.len == 0)
		list_tables();
	for (size_t i = 0; i < cli->args.len; i++) {
		const char *name = cli->args.data[i];
		if (i)
			putchar('\n');
		if (explain(cli->arena, name))
			continue;
		const char *meant = nearest(name);
		usage_error("there is no rule and no field '%s'%s%s%s", name,
			meant ? "; did you mean " : "", meant ? meant : "",
			meant ? "?" : "");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}
