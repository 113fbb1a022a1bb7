/* SPDX-License-Identifier: ISC */
/* SARIF 2.1.0 (OASIS), as far as code hosts read it: one run, the rules that fired, a
   result for each finding. */
#include "app/finding.h"

#include <string.h>
#include "base/jsonout.h"

/* Hosts refuse a run with more results than this. */
enum { RESULTS_MAX = 25000 };

struct sarif {
	const struct cli *cli;
	struct sbuf out;
	FILE *stream;
	int index[FG_RULE_COUNT]; /* in the list of rules that fired */
};

static void flush(struct sarif *s)
{
	fwrite(s->out.data, 1, s->out.len, s->stream);
	sbuf_reset(&s->out);
}

/* SARIF's word for a level. */
static const char *level_of(enum fg_severity severity)
{
	return severity == FG_HINT ? "note" : finding_level((int)severity);
}

static void add_message(struct sbuf *out, const char *name, const char *text)
{
	jsonout_open(out, name);
	jsonout_text(out, "text", text);
	jsonout_close(out);
}

/* ---- rules ---- */

static void add_help(struct sbuf *out, const struct fg_rule *rule)
{
	struct sbuf text;
	sbuf_init(&text, 64 * 1024);
	sbuf_str(&text, rule->prose);
	if (rule->hint && *rule->hint)
		sbuf_printf(&text, "\n\nWhat to do: %s.", rule->hint);
	if (rule->source && *rule->source)
		sbuf_printf(&text, "\n\nSource: %s.", rule->source);
	add_message(out, "help", text.data);
	sbuf_release(&text);
}

static void add_rule(struct sbuf *out, const struct fg_rule *rule)
{
	jsonout_open(out, NULL);
	jsonout_text(out, "id", rule->id);
	add_message(out, "shortDescription", rule->summary);
	add_message(out, "fullDescription", rule->prose);
	add_help(out, rule);
	if (rule->source && strncmp(rule->source, "https://", 8) == 0)
		jsonout_text(out, "helpUri", rule->source);
	jsonout_open(out, "defaultConfiguration");
	jsonout_text(out, "level",
		level_of(rule->severity == FG_FATAL ? FG_ERROR : rule->severity));
	jsonout_close(out);
	jsonout_open(out, "properties");
	jsonout_list(out, "tags");
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (rule->platforms & fg_platform_at(i)->bit)
			jsonout_text(out, NULL, fg_platform_at(i)->word);
	}
	jsonout_end(out);
	jsonout_close(out);
	jsonout_close(out);
}

static void add_rules(struct sarif *s, const struct findings *all)
{
	const char *before = "\n";
	int n = 0;
	for (size_t i = 0; i < all->len; i++)
		s->index[all->data[i].diag->rule] = 1;
	jsonout_list(&s->out, "rules");
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		if (!s->index[i])
			continue;
		s->index[i] = n++;
		sbuf_str(&s->out, before);
		add_rule(&s->out, fg_rule_at(i));
		before = ",\n";
		flush(s);
	}
	jsonout_end(&s->out);
}

/* ---- results ---- */

/* The path of a file as a URI: relative if it is, else of the scheme file. An address of
   the web stays one. Bytes that a URI cannot have are percent-encoded. */
static void add_uri(struct sbuf *out, const char *path)
{
	struct sbuf uri;
	struct str s = str_of(path);
	bool is_web = str_starts(s, "https://") || str_starts(s, "http://");
	const char *kept = is_web ? "-._~/:?&=%#+,;@!$'()*[]" : "-._~/";
	sbuf_init(&uri, 64 * 1024);
	if (str_starts(s, "/"))
		sbuf_str(&uri, "file://");
	while (str_starts(s, "./")) {
		for (s = str_slice(s, 2, s.len); str_starts(s, "/");)
			s = str_slice(s, 1, s.len);
	}
	for (size_t i = 0; i < s.len; i++) {
		if (ascii_is_alnum(s.data[i]) || strchr(kept, s.data[i]))
			sbuf_char(&uri, s.data[i]);
		else
			sbuf_printf(&uri, "%%%02X", (unsigned)(unsigned char)s.data[i]);
	}
	jsonout_text(out, "uri", uri.len ? uri.data : ".");
	sbuf_release(&uri);
}

/* What is about the run as a whole is shown at what the run was asked to look at; what is
   about a file as a whole, at its beginning. */
static void add_location(struct sarif *s, const struct fg_place *at)
{
	struct sbuf *out = &s->out;
	const struct cli_words *args = &s->cli->args;
	jsonout_open(out, "physicalLocation");
	jsonout_open(out, "artifactLocation");
	add_uri(out, at->file ? at->file : args->len ? args->data[0] : ".");
	jsonout_close(out);
	jsonout_open(out, "region");
	jsonout_number(out, "startLine", at->line ? at->line : 1);
	if (at->line && at->column)
		jsonout_number(out, "startColumn", at->column);
	jsonout_close(out);
	jsonout_close(out);
}

static void add_result(struct sarif *s, const struct finding *f)
{
	struct sbuf *out = &s->out;
	const struct fg_diag *d = f->diag;
	struct sbuf text;
	sbuf_init(&text, 1024 * 1024);
	sbuf_str(&text, d->message);
	if (d->hint)
		sbuf_printf(&text, " (hint: %s)", d->hint);
	jsonout_open(out, NULL);
	jsonout_text(out, "ruleId", fg_rule_at((size_t)d->rule)->id);
	jsonout_number(out, "ruleIndex", (unsigned long)s->index[d->rule]);
	jsonout_text(out, "level", level_of(f->severity));
	add_message(out, "message", text.data);
	jsonout_list(out, "locations");
	jsonout_open(out, NULL);
	add_location(s, &d->at);
	jsonout_close(out);
	jsonout_end(out);
	if (d->related.file) {
		jsonout_list(out, "relatedLocations");
		jsonout_open(out, NULL);
		jsonout_number(out, "id", 1);
		add_location(s, &d->related);
		jsonout_close(out);
		jsonout_end(out);
	}
	jsonout_close(out);
	sbuf_release(&text);
}

static size_t add_results(struct sarif *s, const struct findings *all)
{
	size_t n = all->len < RESULTS_MAX ? all->len : RESULTS_MAX;
	jsonout_list(&s->out, "results");
	for (size_t i = 0; i < n; i++) {
		sbuf_str(&s->out, i ? ",\n" : "\n");
		add_result(s, &all->data[i]);
		flush(s);
	}
	jsonout_end(&s->out);
	return all->len - n;
}

/* Says how many findings had no room. */
static void add_invocation(struct sbuf *out, size_t left_out)
{
	char text[100];
	snprintf(text, sizeof text, "%zu more findings are left out here", left_out);
	jsonout_list(out, "invocations");
	jsonout_open(out, NULL);
	jsonout_flag(out, "executionSuccessful", true);
	jsonout_list(out, "toolExecutionNotifications");
	if (left_out) {
		jsonout_open(out, NULL);
		jsonout_text(out, "level", "warning");
		add_message(out, "message", text);
		jsonout_close(out);
	}
	jsonout_end(out);
	jsonout_close(out);
	jsonout_end(out);
}

void report_sarif(const struct cli *cli, const struct findings *all, FILE *stream)
{
	struct sarif s = {.cli = cli, .stream = stream};
	sbuf_init(&s.out, 4 * 1024 * 1024);
	jsonout_open(&s.out, NULL);
	jsonout_text(&s.out, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	jsonout_text(&s.out, "version", "2.1.0");
	jsonout_list(&s.out, "runs");
	jsonout_open(&s.out, NULL);
	jsonout_open(&s.out, "tool");
	jsonout_open(&s.out, "driver");
	jsonout_text(&s.out, "name", "feedgen");
	jsonout_text(&s.out, "semanticVersion", FEEDGEN_VERSION);
	add_rules(&s, all);
	jsonout_close(&s.out);
	jsonout_close(&s.out);
	jsonout_text(&s.out, "columnKind", "unicodeCodePoints");
	size_t left_out = add_results(&s, all);
	sbuf_str(&s.out, ",\n");
	add_invocation(&s.out, left_out);
	jsonout_close(&s.out);
	jsonout_end(&s.out);
	jsonout_close(&s.out);
	sbuf_char(&s.out, '\n');
	flush(&s);
	sbuf_release(&s.out);
}
