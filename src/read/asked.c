/* SPDX-License-Identifier: ISC */
#include "read/asked.h"

#include <string.h>
#include "base/str.h"
#include "base/vec.h"
#include "model/field.h"
#include "model/template.h"

static void add_name(struct asked *asked, struct arena *a, const char *name)
{
	int field = fg_field_find(name, false);
	if (field >= FG_SHOW_FIELD_COUNT)
		asked->fields[field - FG_SHOW_FIELD_COUNT] = true;
	*vec_push(a, &asked->names) = name;
}

/* {audio.stem} asks for a name of two parts, or for a part of what is called audio. */
static void add_template(struct asked *asked, struct arena *a, const char *text)
{
	struct str rest = str_of(text), piece;
	enum template_piece kind;
	while ((kind = template_next(&rest, &piece)) == TEMPLATE_TEXT ||
		kind == TEMPLATE_NAME) {
		if (kind == TEMPLATE_TEXT)
			continue;
		char *name = arena_strndup(a, piece.data, piece.len);
		add_name(asked, a, name);
		const char *dot = strrchr(name, '.');
		if (dot)
			add_name(asked, a, arena_strndup(a, name, (size_t)(dot - name)));
	}
}

void asked_init(struct asked *asked, struct arena *a, const struct fg_show *show)
{
	*asked = (struct asked){.names = {0}};
	if (!show)
		return;
	for (size_t f = 0; f < FG_EP_FIELD_COUNT; f++)
		add_template(asked, a, show->templates[f].text);
	for (size_t i = 0; i < show->audio_templates.len; i++)
		add_template(asked, a, show->audio_templates.data[i].text);
	for (size_t i = 0; i < show->shortcodes.len; i++)
		add_template(asked, a, show->shortcodes.data[i].text);
	add_template(asked, a, show->transcript_url);
	add_template(asked, a, show->chapters_url);
	asked->fields[FG_EP_LINT_IGNORE] = true; /* by who tells which of it is useless */
}

bool asked_by_name(const struct asked *asked, const char *name)
{
	for (size_t i = 0; i < asked->names.len; i++) {
		if (field_name_is(name, asked->names.data[i]) ||
			str_resembles(asked->names.data[i], name))
			return true;
	}
	return false;
}
