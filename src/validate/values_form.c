/* SPDX-License-Identifier: ISC */
/* Values whose form a standard of its own lays down: addresses, types, languages. */
#include "validate/values.h"

#include "model/check_form.h"
#include "model/check_iri.h"
#include "model/form.h"

static bool iri_of(struct judge *j, const char *value, enum check_iri_kind kind)
{
	struct str s = str_of(value);
	const char *problem = s.len && str_trim(s).len != s.len
				      ? "has white space around it"
				      : check_iri(value, kind);
	if (problem)
		judge_say(j, FG_RULE_URL_INVALID, "%s %s: %s", judge_what(j), problem,
			judge_quote(j, value));
	return !problem;
}

bool value_iri(struct judge *j, const char *value)
{
	return iri_of(j, value, CHECK_IRI_REFERENCE);
}

bool value_iri_absolute(struct judge *j, const char *value)
{
	return iri_of(j, value, CHECK_IRI_ABSOLUTE);
}

bool value_media_type(struct judge *j, const char *value)
{
	if (check_media_type(value))
		return true;
	judge_say(j, FG_RULE_FEED_MIME, "%s is no MIME type: %s", judge_what(j),
		judge_quote(j, value));
	return false;
}

bool value_language_tag(struct judge *j, const char *value)
{
	if (check_language_tag(value))
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_SHOW_LANGUAGE_INVALID,
		"%s is no language tag: %s", judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write a code such as en, en-GB, de or pt-BR, with hyphens");
	return false;
}

bool value_addr_spec(struct judge *j, const char *value)
{
	if (check_addr_spec(value))
		return true;
	judge_say(j, FG_RULE_SHOW_EMAIL_INVALID, "%s is no mail address: %s",
		judge_what(j), judge_quote(j, value));
	return false;
}

/* ---- the podcast namespace ---- */

static const struct form_kind {
	enum form form;
	enum fg_rule_id rule;
} form_kinds[KIND_COUNT] = {
	[KIND_GEO] = {FORM_GEO, FG_RULE_FEED_LOCATION},
	[KIND_OSM] = {FORM_OSM, FG_RULE_FEED_LOCATION},
	[KIND_COUNTRY] = {FORM_COUNTRY, FG_RULE_FEED_LOCATION},
	[KIND_RELATION] = {FORM_RELATION, FG_RULE_FEED_LOCATION},
	[KIND_RATIO] = {FORM_RATIO, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_SERVER] = {FORM_SERVER, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_SOCIAL] = {FORM_SOCIAL, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_CHAT] = {FORM_CHAT, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_INTEGRITY] = {FORM_INTEGRITY, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_RECIPIENT] = {FORM_RECIPIENT, FG_RULE_FEED_PODCAST_VALUE},
	[KIND_SHOW_MEDIUM] = {FORM_SHOW_MEDIUM, FG_RULE_FEED_WORD},
	[KIND_LIVE_STATUS] = {FORM_LIVE_STATUS, FG_RULE_FEED_WORD},
};

bool value_form(struct judge *j, enum kind kind, const char *value, bool *good)
{
	const struct form_kind *k = &form_kinds[kind];
	if (k->form == FORM_EMPTY)
		return false;
	*good = form_fits(k->form, value);
	if (*good)
		return true;
	bool is_place = k->rule == FG_RULE_FEED_LOCATION;
	struct fg_diag *d =
		judge_say(j, k->rule, is_place ? "%s cannot be read: %s" : "%s is %s",
			judge_what(j), judge_quote(j, value));
	judge_hint(j, d, is_place ? "write it like %s" : "write %s", form_like(k->form));
	return true;
}
