/* SPDX-License-Identifier: ISC */
#include "app/finding.h"

#include "base/jsonout.h"

static void add_place(struct sbuf *out, const struct fg_place *at)
{
	jsonout_text(out, "file", at->file);
	jsonout_number(out, "line", at->line);
	jsonout_number(out, "column", at->column);
}

static void add_platforms(struct sbuf *out, unsigned platforms)
{
	jsonout_list(out, "platforms");
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (platforms & fg_platform_at(i)->bit)
			jsonout_text(out, NULL, fg_platform_at(i)->word);
	}
	jsonout_end(out);
}

static void add(struct sbuf *out, const struct finding *f)
{
	const struct fg_diag *d = f->diag;
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	jsonout_open(out, NULL);
	jsonout_text(out, "severity", finding_level(f->severity));
	jsonout_text(out, "rule", rule->id);
	add_platforms(out, rule->platforms);
	add_place(out, &d->at);
	jsonout_text(out, "element", d->element);
	jsonout_text(out, "message", d->message);
	jsonout_text(out, "hint", finding_hint(f));
	jsonout_text(out, "source", rule->source);
	if (d->related.file) {
		jsonout_open(out, "related");
		add_place(out, &d->related);
		jsonout_close(out);
	}
	jsonout_close(out);
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
