/* SPDX-License-Identifier: ISC */
#include "probe/artwork_rules.h"

#include "base/str.h"
#include "base/url.h"
#include "model/rule.h"
#include "probe/artwork.h"

static bool is_format(const struct artwork_use *use, const char *format)
{
	return str_is(str_of(use->facts.format), format);
}

/* Is it of a format that Apple takes? Only of such the rest can be said. */
static bool is_fit(const struct artwork_use *use)
{
	return is_format(use, "image/jpeg") || is_format(use, "image/png");
}

/* ---- one function for each rule: what to say, or NULL ---- */

static const char *say_page(struct arena *a, const struct artwork_use *use)
{
	return is_format(use, "text/html")
		       ? arena_printf(a, "%s is a web page, not an image", use->name)
		       : NULL;
}

static const char *say_format(struct arena *a, const struct artwork_use *use)
{
	const char *name = artwork_name(use->facts.format);
	if (is_fit(use) || is_format(use, "text/html"))
		return NULL;
	if (name)
		return arena_printf(
			a, "the image %s is %s, neither JPEG nor PNG", use->name, name);
	return arena_printf(
		a, "the image %s is neither JPEG nor PNG, or is damaged", use->name);
}

static const char *say_square(struct arena *a, const struct artwork_use *use)
{
	if (use->facts.width == use->facts.height)
		return NULL;
	return arena_printf(a, "the image %s is not square: %u x %u pixels", use->name,
		use->facts.width, use->facts.height);
}

/* One that has to be cut anyway has no size yet. */
static const char *say_size(struct arena *a, const struct artwork_use *use)
{
	unsigned side = use->facts.width;
	if (side != use->facts.height || side == 0 ||
		(side >= ARTWORK_LEAST && side <= ARTWORK_MOST))
		return NULL;
	return arena_printf(a, "the image %s has %u x %u pixels, %s %d x %d", use->name,
		side, side, side < ARTWORK_LEAST ? "less than" : "more than",
		side < ARTWORK_LEAST ? ARTWORK_LEAST : ARTWORK_MOST,
		side < ARTWORK_LEAST ? ARTWORK_LEAST : ARTWORK_MOST);
}

static const char *say_colour(struct arena *a, const struct artwork_use *use)
{
	if (use->facts.colour == PROBE_CMYK)
		return arena_printf(a,
			"the image %s is in CMYK, the colours of printing, not in RGB",
			use->name);
	if (use->facts.colour == PROBE_GREY)
		return arena_printf(
			a, "the image %s is in shades of grey, not in RGB", use->name);
	return NULL;
}

static const char *say_alpha(struct arena *a, const struct artwork_use *use)
{
	return use->facts.alpha
		       ? arena_printf(a, "the image %s has transparency", use->name)
		       : NULL;
}

static const char *say_name(struct arena *a, const struct artwork_use *use)
{
	static const struct {
		const char *extension, *format;
	} names[] = {
		{"jpg", "image/jpeg"},
		{"jpeg", "image/jpeg"},
		{"png", "image/png"},
		{"gif", "image/gif"},
		{"webp", "image/webp"},
		{"avif", "image/avif"},
		{"heic", "image/heic"},
		{"svg", "image/svg+xml"},
		{"tif", "image/tiff"},
		{"tiff", "image/tiff"},
		{"bmp", "image/bmp"},
	};
	struct str extension = url_extension(use->name);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_case_is(extension, names[i].extension) &&
			!is_format(use, names[i].format))
			return arena_printf(a, "the image %s is %s, not %s", use->name,
				artwork_name(use->facts.format),
				artwork_name(names[i].format));
	}
	return NULL;
}

static const char *say_type(struct arena *a, const struct artwork_use *use)
{
	if (!use->served || str_starts(str_of(use->served), "image/"))
		return NULL;
	return arena_printf(a, "the server says %s of the image %s, which is %s",
		use->served, use->name, artwork_name(use->facts.format));
}

static const char *say_large(struct arena *a, const struct artwork_use *use)
{
	if (use->size <= ARTWORK_LARGE)
		return NULL;
	return arena_printf(
		a, "the image %s has %.1f MB", use->name, (double)use->size / 1000000);
}

static const char *say_depth(struct arena *a, const struct artwork_use *use)
{
	if (use->facts.depth <= 8)
		return NULL;
	return arena_printf(a, "the image %s has %u bits for each colour", use->name,
		use->facts.depth);
}

/* ---- the rules ---- */

static const struct {
	int of_show, of_episode; /* rules */
	bool any_format;         /* else it is asked of JPEG and PNG alone */
	const char *(*say)(struct arena *a, const struct artwork_use *use);
} checks[] = {
	{FG_RULE_SHOW_IMAGE_NOT_FOUND, FG_RULE_IMAGE_NOT_FOUND, true, say_page},
	{FG_RULE_SHOW_IMAGE_FORMAT, FG_RULE_IMAGE_FORMAT, true, say_format},
	{FG_RULE_SHOW_IMAGE_SQUARE, FG_RULE_IMAGE_SQUARE, false, say_square},
	{FG_RULE_SHOW_IMAGE_SIZE, FG_RULE_IMAGE_SIZE, false, say_size},
	{FG_RULE_SHOW_IMAGE_COLOUR, FG_RULE_IMAGE_COLOUR, false, say_colour},
	{FG_RULE_SHOW_IMAGE_ALPHA, FG_RULE_IMAGE_ALPHA, false, say_alpha},
	{FG_RULE_SHOW_IMAGE_NAME, FG_RULE_IMAGE_NAME, false, say_name},
	{FG_RULE_IMAGE_TYPE, FG_RULE_IMAGE_TYPE, false, say_type},
	{FG_RULE_IMAGE_LARGE, FG_RULE_IMAGE_LARGE, false, say_large},
	{FG_RULE_IMAGE_DEPTH, FG_RULE_IMAGE_DEPTH, false, say_depth},
};
enum { N_CHECKS = sizeof checks / sizeof *checks };

/* Number i of what there may be to say, and the rule that it is about. */
static const char *say(
	struct arena *a, const struct artwork_use *use, size_t i, int *rule)
{
	*rule = use->of_show ? checks[i].of_show : checks[i].of_episode;
	if (!use->facts.looked || !(checks[i].any_format || is_fit(use)))
		return NULL;
	return checks[i].say(a, use);
}

static const char *also(struct arena *a, size_t others)
{
	if (others == 0)
		return "";
	return arena_printf(
		a, " (so with %zu more episode%s)", others, others > 1 ? "s" : "");
}

void artwork_judge(struct fg_run *run, const struct artwork_use *use)
{
	for (size_t i = 0; i < N_CHECKS; i++) {
		int rule;
		const char *words = say(run->arena, use, i, &rule);
		if (words)
			diag_add(run->diags, rule, use->at, "%s%s", words,
				also(run->arena, use->others));
	}
}

bool artwork_is_wrong(struct arena *scratch, const struct artwork_use *use)
{
	for (size_t i = 0; i < N_CHECKS; i++) {
		int rule;
		if (say(scratch, use, i, &rule) &&
			fg_rule_at((size_t)rule)->severity > FG_HINT)
			return true;
	}
	return false;
}
