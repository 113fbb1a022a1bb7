/* SPDX-License-Identifier: ISC */
#include "model/rule.h"

#include <stdint.h>
#include <string.h>
#include "base/str.h"

/* The names that rules.def has for platforms. */
enum {
	NOBODY = 0,
	APPLE = FG_APPLE,
	SPOTIFY = FG_SPOTIFY,
	PSP1 = FG_PSP1,
	W3C = FG_W3C,
	ALL = FG_EVERY_PLATFORM
};

static const struct fg_platform_row platforms[FG_PLATFORM_COUNT] = {
	{FG_APPLE, "apple", "Apple"},
	{FG_SPOTIFY, "spotify", "Spotify"},
	{FG_PSP1, "psp1", "PSP-1"},
	{FG_W3C, "w3c", "W3C"},
};

const struct fg_platform_row *fg_platform_at(size_t i)
{
	return i < FG_PLATFORM_COUNT ? &platforms[i] : NULL;
}

static const struct fg_rule rules[] = {
#define RULE(name, id, severity, scope, platforms, check, summary, prose, hint, source)  \
	{id, #scope, FG_##severity, platforms, summary, prose, hint, source},
#include "model/rules.def"
#undef RULE
};

const struct fg_rule *fg_rule_at(size_t i)
{
	return i < FG_RULE_COUNT ? &rules[i] : NULL;
}

static const struct fg_example examples[FG_RULE_COUNT] = {
#define EXAMPLE(name, before, after) [FG_RULE_##name] = {before, after},
#include "model/examples.def"
#undef EXAMPLE
};

const struct fg_example *fg_rule_example(size_t i)
{
	return i < FG_RULE_COUNT && examples[i].before ? &examples[i] : NULL;
}

int fg_rule_find(const char *id)
{
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (strcmp(rules[i].id, id) == 0)
			return i;
	}
	return -1;
}

/* The part behind the slash: people remember "length-missing". */
static const char *last_part(const char *id)
{
	const char *slash = strrchr(id, '/');
	return slash ? slash + 1 : id;
}

const char *fg_rule_nearest(const char *id)
{
	const char *nearest = NULL;
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		const char *known = rules[i].id;
		const char *compared = strchr(id, '/') ? known : last_part(known);
		size_t distance = str_distance(id, compared);
		if ((distance == 0 || str_resembles(id, compared)) && distance < best) {
			best = distance;
			nearest = known;
		}
	}
	return nearest;
}
