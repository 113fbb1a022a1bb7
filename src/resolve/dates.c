/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/diag.h"
#include "base/str.h"
#include "base/trace.h"
#include "model/field.h"

enum { DAY = 24 * 60 * 60 };

/* The zones that shows are made in most, for guessing what a misspelt one means. */
static const char *const zones[] = {
	"UTC",
	"Africa/Cairo",
	"Africa/Johannesburg",
	"Africa/Lagos",
	"Africa/Nairobi",
	"America/Anchorage",
	"America/Argentina/Buenos_Aires",
	"America/Bogota",
	"America/Chicago",
	"America/Denver",
	"America/Halifax",
	"America/Lima",
	"America/Los_Angeles",
	"America/Mexico_City",
	"America/New_York",
	"America/Phoenix",
	"America/Santiago",
	"America/Sao_Paulo",
	"America/St_Johns",
	"America/Toronto",
	"America/Vancouver",
	"Asia/Bangkok",
	"Asia/Dhaka",
	"Asia/Dubai",
	"Asia/Hong_Kong",
	"Asia/Jakarta",
	"Asia/Jerusalem",
	"Asia/Karachi",
	"Asia/Kolkata",
	"Asia/Manila",
	"Asia/Riyadh",
	"Asia/Seoul",
	"Asia/Shanghai",
	"Asia/Singapore",
	"Asia/Taipei",
	"Asia/Tehran",
	"Asia/Tokyo",
	"Australia/Adelaide",
	"Australia/Brisbane",
	"Australia/Melbourne",
	"Australia/Perth",
	"Australia/Sydney",
	"Europe/Amsterdam",
	"Europe/Athens",
	"Europe/Berlin",
	"Europe/Brussels",
	"Europe/Bucharest",
	"Europe/Budapest",
	"Europe/Copenhagen",
	"Europe/Dublin",
	"Europe/Helsinki",
	"Europe/Istanbul",
	"Europe/Kyiv",
	"Europe/Lisbon",
	"Europe/London",
	"Europe/Madrid",
	"Europe/Oslo",
	"Europe/Paris",
	"Europe/Prague",
	"Europe/Rome",
	"Europe/Stockholm",
	"Europe/Vienna",
	"Europe/Warsaw",
	"Europe/Zurich",
	"Pacific/Auckland",
	"Pacific/Honolulu",
};

/* The zone that name was probably meant to be, by its city; or NULL. */
static const char *zone_like(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *city = slash ? slash + 1 : name;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		const char *its_slash = strrchr(zones[i], '/');
		const char *its_city = its_slash ? its_slash + 1 : zones[i];
		if (str_resembles(city, its_city))
			return zones[i];
	}
	return NULL;
}

void dates_open(struct walk *w)
{
	struct fg_show *show = w->show;
	struct arena *a = w->run->arena;
	const char *problem = NULL;
	const char *name = show->timezone ? show->timezone : "UTC";
	w->zone_is_guess = !show->timezone;
	w->zone = when_zone_load(a, name, &problem);
	trace_file(w->run->settings->traces, when_zone_file(a, name));
	if (w->zone)
		return;
	/* What may have been meant depends on all names of the database. */
	trace_once(w->run->settings->traces);
	struct fg_diag *d = diag_add(w->run->diags, FG_RULE_SHOW_TIMEZONE_UNKNOWN,
		fg_show_place(show, FG_SHOW_TIMEZONE), "%s", problem);
	d->element = show_field(FG_SHOW_TIMEZONE)->field.name;
	/* The loader corrects names part by part; a city alone it does not place. */
	const char *meant = strstr(problem, "did you mean") ? NULL : zone_like(name);
	if (meant)
		diag_hint(w->run->diags, d, "did you mean %s?", meant);
	w->zone = when_zone_load(a, "UTC", &problem);
}

/* A date of an episode that is being read. */
struct dated {
	const struct fg_episode *ep;
	enum fg_episode_field field;
	const char *written;
};

static struct fg_place place_of(const struct walk *w, const struct dated *d)
{
	return fg_episode_place(w->show, d->ep, d->field);
}

/* Says once that dates are taken as UTC because the show does not say otherwise. */
static void confess_guess(struct walk *w, const struct dated *date)
{
	if (!w->zone_is_guess)
		return;
	w->zone_is_guess = false;
	struct fg_diag *d = diag_add(w->run->diags, FG_RULE_SHOW_TIMEZONE_MISSING,
		fg_show_place(w->show, FG_SHOW_TIMEZONE),
		"the show has no timezone: dates without a zone are taken as UTC");
	d->related = place_of(w, date);
	d->element = show_field(FG_SHOW_TIMEZONE)->field.name;
}

/* The reading of a folded time that was not taken: by the offset of the day after. */
static int64_t other_reading(const struct walk *w, const struct when_text *text)
{
	enum when_fold fold;
	int64_t local = when_from_civil(&text->civil);
	struct when_text later = *text;
	later.civil = when_to_civil(local + DAY);
	int64_t offset = local + DAY - when_resolve(&later, w->zone, 0, &fold);
	return local - offset;
}

static void report_fold(struct walk *w, const struct dated *date,
	const struct when_text *text, enum when_fold fold)
{
	const struct when_civil *c = &text->civil;
	char taken[WHEN_TEXT_SIZE], other[WHEN_TEXT_SIZE];
	when_rfc3339(when_resolve(text, w->zone, 0, &fold), taken);
	when_rfc3339(other_reading(w, text), other);
	struct fg_diag *d = diag_add(w->run->diags,
		fold == WHEN_GAP ? FG_RULE_DATE_GAP : FG_RULE_DATE_TWICE,
		place_of(w, date),
		"%04d-%02d-%02d %02d:%02d %s in %s: it is taken as %s, and could mean %s",
		(int)c->year, c->month, c->day, c->hour, c->minute,
		fold == WHEN_GAP ? "was jumped over by the clocks"
				 : "was shown twice by the clocks",
		w->show->timezone, taken, other);
	d->element = episode_field(date->field)->field.name;
}

/* A date without a time gets the show's publish_time written into it, so that a fold can
   be told about the time that is meant. */
static void set_clock(struct when_text *text, int64_t clock)
{
	if (text->has_time)
		return;
	text->has_time = true;
	text->civil.hour = (int)(clock / 3600);
	text->civil.minute = (int)(clock / 60 % 60);
	text->civil.second = (int)(clock % 60);
}

static bool has_date(const struct fg_episode *ep)
{
	return ep->date_text && *ep->date_text;
}

void dates_name(struct walk *w, struct fg_episode *ep)
{
	size_t n = has_date(ep) ? 0 : identity_date_prefix(ep->stem);
	if (n == 0)
		return;
	ep->date_text = arena_strndup(w->run->arena, ep->stem, n - 1);
	ep->at[FG_EP_DATE] = (struct fg_pos){.origin = FG_DERIVED};
}

static bool make_time(struct walk *w, const struct dated *date, int64_t *seconds)
{
	struct when_text text;
	const char *problem = NULL;
	if (!when_parse(date->written, &text, &problem)) {
		diag_add(w->run->diags, FG_RULE_DATE_INVALID, place_of(w, date),
			"“%s” is no date: %s", date->written, problem)
			->element = episode_field(date->field)->field.name;
		return false;
	}
	if (!text.has_zone)
		confess_guess(w, date);
	set_clock(&text, w->show->publish_time);
	enum when_fold fold = WHEN_PLAIN;
	*seconds = when_resolve(&text, w->zone, 0, &fold);
	if (fold != WHEN_PLAIN)
		report_fold(w, date, &text, fold);
	return true;
}

static void set_date(struct walk *w, struct fg_episode *ep)
{
	struct dated date = {ep, FG_EP_DATE, ep->date_text};
	bool missing = !ep->at[FG_EP_DATE].refused && !has_date(ep);
	if (missing)
		diag_add(w->run->diags, FG_RULE_DATE_MISSING, place_of(w, &date),
			"“%s” has no date", ep->title ? ep->title : ep->stem)
			->element = episode_field(FG_EP_DATE)->field.name;
	if (!missing && !ep->at[FG_EP_DATE].refused && make_time(w, &date, &ep->date))
		return;
	ep->date = 0;
	ep->at[FG_EP_DATE].origin = FG_ABSENT;
}

static void set_updated(struct walk *w, struct fg_episode *ep)
{
	struct dated date = {ep, FG_EP_UPDATED, ep->updated_text};
	if (ep->updated_text && *ep->updated_text && make_time(w, &date, &ep->updated))
		return;
	ep->updated = 0;
	ep->at[FG_EP_UPDATED].origin = FG_ABSENT;
}

void dates_set(struct walk *w, struct fg_episode *ep)
{
	set_date(w, ep);
	set_updated(w, ep);
}
