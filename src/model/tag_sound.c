/* SPDX-License-Identifier: ISC */
/* What a tag needs, and what its parts say together. */
#include "model/tag.h"

#include <string.h>
#include "base/str.h"
#include "model/check.h"
#include "model/check_form.h"

/* What is being looked at, and what was found wrong with it. */
struct looking {
	struct arena *arena;
	const struct fg_tag *tag;
	const char *problem;
	const struct fg_tag_value *part;
};

static const struct fg_tag_value *value_of(const struct looking *l, const char *name)
{
	return &l->tag->values[tag_attribute_named((enum tag_id)l->tag->id, name)];
}

static bool is(const struct looking *l, const char *name, const char *text)
{
	const char *value = tag_get(l->tag, name);
	return value && strcmp(value, text) == 0;
}

static void blame(struct looking *l, const char *name, const char *problem)
{
	l->problem = problem;
	l->part = name ? value_of(l, name) : NULL;
}

static void lacks(struct looking *l, const char *names)
{
	blame(l, NULL,
		arena_printf(l->arena, "has no %s", tag_shown_name(l->arena, names)));
}

/* ---- what must be there ---- */

static void check_attributes(struct looking *l)
{
	const struct tag_attribute *a;
	for (size_t i = 0; (a = tag_attribute((enum tag_id)l->tag->id, i)); i++) {
		const char *text = l->tag->values[i].text;
		/* The type of what is at an address is told by the address. */
		if (a->need == TAG_REQUIRED && !text && a->form != FORM_MIME)
			lacks(l, a->name);
	}
}

static void check_children(struct looking *l)
{
	int id;
	enum tag_parent inside = tag_row((enum tag_id)l->tag->id)->inside;
	for (size_t i = 0; (id = tag_child_at(inside, i)) >= 0; i++) {
		const struct tag_row *row = tag_row((enum tag_id)id);
		if (row->least > 0 && !tag_child(l->tag, (enum tag_id)id))
			lacks(l, row->names);
	}
}

/* ---- by tag ---- */

static void check_social(struct looking *l)
{
	bool disabled = is(l, "protocol", "disabled");
	if (!disabled && !tag_get(l->tag, "uri"))
		lacks(l, "uri");
	if (disabled && (tag_get(l->tag, "uri") || tag_get(l->tag, "accountId")))
		blame(l, "protocol", "is disabled, and has more than that");
}

static void check_value(struct looking *l)
{
	if (!tag_child(l->tag, TAG_PODCAST_RECIPIENT))
		lacks(l, "recipients");
}

static void check_recipient(struct looking *l)
{
	const char *address = tag_get(l->tag, "address");
	if (!address)
		return;
	if (is(l, "type", "node") && !check_node_key(address))
		blame(l, "address",
			"has an address that is no node's key of 66 hexadecimal digits");
	if (is(l, "type", "lnaddress") && !check_email(address))
		blame(l, "address", "has an address that is not like name@server");
}

static void check_split(struct looking *l)
{
	bool remote = tag_child(l->tag, TAG_PODCAST_REMOTE_ITEM) != NULL;
	bool recipients = tag_child(l->tag, TAG_PODCAST_RECIPIENT) != NULL;
	if (remote == recipients)
		blame(l, NULL,
			remote ? "has both remote and recipients; one of them pays"
			       : "has neither remote nor recipients");
}

static void check_live(struct looking *l)
{
	if (!tag_child(l->tag, TAG_PODCAST_CONTENT_LINK))
		lacks(l, "content_link");
}

static void check_update(struct looking *l)
{
	bool counts;
	const char *problem, *rule = tag_get(l->tag, "rrule");
	if (rule && check_rrule(rule, &counts, &problem) && counts &&
		!tag_get(l->tag, "dtstart"))
		blame(l, "rrule", "counts from a start, but has no dtstart");
}

static void check_integrity(struct looking *l)
{
	const char *value = tag_get(l->tag, "value");
	if (value && is(l, "type", "sri") && !check_sri(value))
		blame(l, "value",
			"has a value that is not sha256-, sha384- or sha512- and the "
			"hash in base64");
}

static void check_license(struct looking *l)
{
	if (l->tag->text && strpbrk(l->tag->text, " ") && !tag_get(l->tag, "url"))
		blame(l, NULL,
			"is one of your own, and has no url that it can be read at");
}

static void (*const checks[TAG_COUNT])(struct looking *l) = {
	[TAG_PODCAST_SOCIAL] = check_social,
	[TAG_PODCAST_VALUE] = check_value,
	[TAG_PODCAST_RECIPIENT] = check_recipient,
	[TAG_PODCAST_TIME_SPLIT] = check_split,
	[TAG_PODCAST_LIVE_ITEM] = check_live,
	[TAG_PODCAST_UPDATE] = check_update,
	[TAG_PODCAST_INTEGRITY] = check_integrity,
	[TAG_PODCAST_LICENSE] = check_license,
};

bool tag_is_sound(struct arena *a, const struct fg_tag *tag, const char **problem,
	const struct fg_tag_value **part)
{
	struct looking l = {.arena = a, .tag = tag};
	const struct tag_row *row = tag_row((enum tag_id)tag->id);
	check_attributes(&l);
	if (!l.problem && row->need == TAG_REQUIRED && !tag->text)
		lacks(&l, row->text_names);
	if (!l.problem)
		check_children(&l);
	if (!l.problem && checks[tag->id])
		checks[tag->id](&l);
	*problem = l.problem;
	*part = l.part;
	return !l.problem;
}
