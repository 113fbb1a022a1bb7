/* SPDX-License-Identifier: ISC */
/* The last gate, whatever the format: see checks.h. */
#include "validate/checks.h"

#include "base/arena.h"
#include "model/element.h"

struct fg_schema {
	enum fg_format format;
	struct xml_schema *xml; /* NULL: JSON has no grammar */
};

struct fg_schema *fg_schema_new(
	struct fg_run *run, enum fg_format format, const struct fg_schema *like)
{
	struct fg_schema *schema = arena_new(run->arena, struct fg_schema);
	schema->format = format;
	if (format == FG_JSON)
		return schema;
	schema->xml = xml_schema_new(run, format, like ? like->xml : NULL);
	return schema->xml ? schema : NULL;
}

void fg_schema_free(struct fg_schema *schema)
{
	if (schema)
		xml_schema_free(schema->xml);
}

/* The grammar knows what feedgen writes; who writes elements in its place, or binds a prefix to
   another namespace, answers for them. */
bool fg_validate_channel(struct fg_run *run, struct fg_schema *schema,
	const struct fg_show *show, const char *text, size_t len)
{
	struct str channel = {text, len};
	struct element_own own = element_own_show(show);
	if (schema->xml &&
		(show->namespaces.len || element_is_own_work(schema->format, &own)))
		return true;
	return schema->xml ? xml_channel(run, schema->xml, show, channel)
			   : json_channel(run, show, channel);
}

bool fg_validate_item(struct fg_run *run, struct fg_schema *schema,
	const struct fg_episode *ep, const char *text, size_t len)
{
	struct str item = {text, len};
	struct element_own own = element_own_episode(ep);
	if (element_is_own_work(schema->format, &own))
		return true;
	return schema->xml ? xml_item(run, schema->xml, ep, item)
			   : json_item(run, ep, item);
}

struct fg_readback {
	struct fg_run *run;
	int fd;
	struct xml_look *xml; /* NULL: JSON is read when it is done */
};

struct fg_readback *fg_readback_new(struct fg_run *run, enum fg_format format, int fd)
{
	struct fg_readback *r = arena_new(run->arena, struct fg_readback);
	r->run = run;
	r->fd = fd;
	if (format != FG_JSON)
		r->xml = xml_look_new(run->arena, format, fd);
	return r;
}

void fg_readback_follow(struct fg_readback *r, int64_t size)
{
	if (r->xml)
		xml_look_follow(r->xml, size);
}

bool fg_readback_end(struct fg_readback *r, size_t items)
{
	return r->xml ? xml_look_end(r->run, r->xml, items)
		      : json_whole(r->run, r->fd, items);
}

bool fg_validate_whole(struct fg_run *run, enum fg_format format, int fd, size_t items)
{
	return fg_readback_end(fg_readback_new(run, format, fd), items);
}
