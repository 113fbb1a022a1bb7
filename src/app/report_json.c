/* SPDX-License-Identifier: ISC */
#include "app/finding.h"

#include "app/json.h"

static void add_place(struct sbuf *out, const struct fg_place *at)
{
	json_text(out, "file", at->file);
	json_number(out, "line", at->line);
	json_number(out, "column", at->column);
}

static void add_platforms(struct sbuf *out, unsigned platforms)
{
	json_list(out, "platforms");
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (platforms & fg_platform_at(i)->bit)
			json_text(out, NULL, fg_platform_at(i)->word);
	}
	json_end(out);
}

static void add(struct sbuf *out, const struct finding *f)
{
	const struct fg_diag *d = f->diag;
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	json_open(out, NULL);
	json_text(out, "severity", finding_level(f->severity));
	json_text(out, "rule", rule->id);
	add_platforms(out, rule->platforms);
	add_place(out, &d->at);
	json_text(out, "element", d->element);
	json_text(out, "message", d->message);
	json_text(out, "hint", finding_hint(f));
	json_text(out, "source", rule->source);
	if (d->related.file) {
		json_open(out, "related");
		add_place(out, &d->related);
		json_close(out);
	}
	json_close(out);
	sbuf_char(out, '\n');
}

void report_json(const struct findings *all, FILE *stream)
{
	struct sbuf out;
	sbuf_init(&out, 1024 * 1024);
	for (size_t i = 0; i < all->len; i++) {
		add(&out, &all->data[i]);
		fwrite(out.data, 1, out.len, stream);
		sbuf_reset(&out);
	}
	sbuf_release(&out);
}
