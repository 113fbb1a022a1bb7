/* SPDX-License-Identifier: ISC */
#include "app/claims.h"

#include <string.h>
#include "app/discover.h"
#include "app/pages.h"
#include "app/samefile.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct owner {
	const char *config, *identity;
	struct fg_place at;
};

void claims_open(struct claims *c, struct fg_run *run)
{
	*c = (struct claims){.run = run,
		.files.arena = run->arena,
		.archives.arena = run->arena,
		.numbered.arena = run->arena,
		.folders.arena = run->arena};
}

static struct owner owner_of(const struct plan *plan, struct fg_pos at)
{
	return (struct owner){plan->config, plan->identity,
		{.file = plan->config, .line = at.line, .column = at.column}};
}

static bool tell(struct claims *c, const struct owner *self, const struct owner *other,
	const char *what)
{
	struct fg_diag *d =
		diag_add(c->run->diags, FG_RULE_CONFIG_SHARED, self->at, "%s", what);
	d->related = other->at;
	return false;
}

/* Who has claimed the key before, if it is another show; else it is self's from now on. */
static const struct owner *taken(
	struct claims *c, struct map *map, const char *key, const struct owner *self)
{
	const struct owner *other = key ? map_get(map, key) : NULL;
	if (other)
		return strcmp(other->config, self->config) != 0 ? other : NULL;
	if (key) {
		struct owner *mine = arena_new(c->run->arena, struct owner);
		*mine = *self;
		map_put(map, key, mine);
	}
	return NULL;
}

static bool claim_file(struct claims *c, const struct owner *self, const char *path)
{
	struct arena *a = c->run->arena;
	const char *key = path ? samefile_key(a, path) : NULL;
	const struct owner *other = taken(c, &c->files, key, self);
	return !other ||
	       tell(c, self, other,
		       arena_printf(a, "%s is written by %s too", path, other->config));
}

/* ---- archives ---- */

/* An output that has the name of another show's archive. */
static bool tell_archive(struct claims *c, const struct owner *self,
	const struct owner *other, const char *key)
{
	const char *slash = strrchr(key, '/');
	return tell(c, self, other,
		arena_printf(c->run->arena,
			"a feed and an archive of %s would both have a name like %s",
			other->config, slash ? slash + 1 : key));
}

static bool claim_output(struct claims *c, const struct plan *plan, const char *path)
{
	struct arena *a = c->run->arena;
	struct owner self = owner_of(plan, plan->outputs_at);
	const char *place = path ? samefile_place(a, path) : NULL;
	const char *pattern = place ? pages_pattern_of(a, place) : NULL;
	if (!claim_file(c, &self, path))
		return false;
	if (pattern) {
		const struct owner *other = map_get(&c->archives, pattern);
		taken(c, &c->numbered, pattern, &self);
		if (other && strcmp(other->config, self.config) != 0)
			return tell_archive(c, &self, other, pattern);
	}
	if (!place || !plan->archives)
		return true;
	self = owner_of(plan, plan->archive_at);
	pattern = pages_pattern(a, place);
	const struct owner *other = map_get(&c->numbered, pattern);
	taken(c, &c->archives, pattern, &self);
	return !other || strcmp(other->config, self.config) == 0 ||
	       tell_archive(c, &self, other, pattern);
}

/* ---- folders ---- */

/* In a folder of several shows, each knows its own files by the show's guid. */
static bool claim_folder(struct claims *c, const struct plan *plan, size_t i)
{
	struct arena *a = c->run->arena;
	struct owner self = owner_of(plan, plan->folders_at[i]);
	const char *place = plan->folders[i] ? samefile_place(a, plan->folders[i]) : NULL;
	if (!place)
		return true;
	const char *key = arena_printf(a, "%s\n%s", place, plan->identity);
	const struct owner *other = taken(c, &c->folders, key, &self);
	return !other || tell(c, &self, other,
				 arena_printf(a,
					 "%s is a folder of %s too, which has the same "
					 "guid: each would remove the other's files",
					 plan->folders[i], other->config));
}

bool claims_take(struct claims *c, const struct cli *cli, const struct plan *plan)
{
	struct owner self = owner_of(plan, (struct fg_pos){.line = 0});
	const char *key = samefile_key(c->run->arena, plan->config);
	const struct owner *twin = key ? map_get(&c->files, key) : NULL;
	if (twin)
		return tell(c, &self, twin, "the show config is given twice");
	taken(c, &c->files, key, &self);
	bool good = claim_file(c, &self, discover_lock(cli, plan->config));
	for (size_t i = 0; i < plan->outs.len; i++)
		good = claim_output(c, plan, plan->outs.data[i].path) && good;
	for (size_t i = 0; i < PLAN_FOLDERS; i++)
		good = claim_folder(c, plan, i) && good;
	return good;
}
