/* SPDX-License-Identifier: ISC */
/*
 * The middles of two man pages, from the tables: reads a page with a line
 * `.\" @show-fields@`, `.\" @episode-fields@` or `.\" @rules@` and writes it with that
 * line replaced by mdoc.
 *
 *     tables <feedgen.yaml.5.in >feedgen.yaml.5
 */
#include <stdio.h>
#include <string.h>
#include <feedgen/feedgen.h>

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

static void put_fields(bool of_show)
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
	while (fgets(line, sizeof line, stdin)) {
		if (strcmp(line, ".\\\" @show-fields@\n") == 0)
			put_fields(true);
		else if (strcmp(line, ".\\\" @episode-fields@\n") == 0)
			put_fields(false);
		else if (strcmp(line, ".\\\" @rules@\n") == 0)
			put_rules();
		else
			fputs(line, stdout);
	}
	return ferror(stdin) || fflush(stdout) != 0;
}
