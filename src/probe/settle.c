/* SPDX-License-Identifier: ISC */
#include "probe/settle.h"

#include <inttypes.h>
#include "base/diag.h"
#include "model/check.h"
#include "model/rule.h"

/* The place of a value that was found to differ, related to the audio if it stands elsewhere. */
static struct fg_diag *differs(struct fg_run *run, int rule, struct fg_place at,
	struct fg_place audio, const char *text)
{
	struct fg_diag *d = diag_add(run->diags, rule, at, "%s", text);
	if (at.line != audio.line)
		d->related = audio;
	return d;
}

/* ---- length ---- */

static int64_t server_length(const struct settle_facts *facts)
{
	return facts->server ? facts->server->length : 0;
}

/* Two lengths, both known, that are not the same? */
static bool lengths_differ(int64_t a, int64_t b)
{
	return a > 0 && b > 0 && a != b;
}

static void compare_length(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct settle_facts *facts)
{
	struct fg_place at = fg_episode_place(show, ep, FG_EP_LENGTH);
	struct fg_place audio = fg_episode_place(show, ep, FG_EP_AUDIO);
	int64_t written = ep->enclosure.length;
	int64_t server = server_length(facts), local = facts->local.length;
	if (server > 0 && server != written)
		differs(run, FG_RULE_ENCLOSURE_LENGTH_DIFFERS, at, audio,
			arena_printf(run->arena,
				"length is %" PRId64 ", but the server has %" PRId64
				" bytes",
				written, server));
	if (local > 0 && local != written)
		differs(run, FG_RULE_ENCLOSURE_LENGTH_DIFFERS, at, audio,
			arena_printf(run->arena,
				"length is %" PRId64 ", but %s has %" PRId64 " bytes",
				written, ep->enclosure.file, local));
}

static void settle_length(struct fg_run *run, const struct fg_show *show,
	struct fg_episode *ep, const struct settle_facts *facts)
{
	int64_t server = server_length(facts), local = facts->local.length;
	if (settle_is_written(ep, FG_EP_LENGTH)) {
		compare_length(run, show, ep, facts);
		return;
	}
	if (lengths_differ(local, server))
		diag_add(run->diags, FG_RULE_ENCLOSURE_LENGTH_DIFFERS,
			fg_episode_place(show, ep, FG_EP_AUDIO),
			"%s has %" PRId64 " bytes, but the server has %" PRId64,
			ep->enclosure.file, local, server);
	if (local > 0 || server > 0) {
		ep->enclosure.length = local > 0 ? local : server;
		ep->at[FG_EP_LENGTH] = settle_found_at(ep, FG_PROBED);
		return;
	}
	if (facts->server)
		diag_add(run->diags, FG_RULE_ENCLOSURE_LENGTH_UNKNOWN,
			fg_episode_place(show, ep, FG_EP_AUDIO),
			"the server does not say how many bytes %s has",
			ep->enclosure.url);
}

/* ---- type ---- */

static const char *served_type(const struct settle_facts *facts)
{
	return facts->server ? facts->server->type : NULL;
}

/* Does the written type say something else than the server? */
static bool type_disagrees(const struct fg_episode *ep, const char *served)
{
	enum policy_sense sense;
	struct str extension = settle_extension(ep);
	const char *type = policy_type(extension, served, &sense);
	const char *written = ep->enclosure.type;
	if (sense == TYPE_AGREES)
		return !str_case_is(str_of(written), type) &&
		       !mime_agrees(extension, written);
	return sense == TYPE_DIFFERS && !str_case_is(str_of(written), served);
}

/* The type that the content decides; NULL: it does not. known: another says one, too. */
static const char *publishable(
	const struct fg_episode *ep, const struct settle_facts *facts, bool known)
{
	const char *content = settle_content(ep, facts);
	if (!content && !known && facts->heard)
		content = facts->heard->facts.format;
	return content && !settle_is_page(content) ? content : NULL;
}

static void settle_type(struct fg_run *run, const struct fg_show *show,
	struct fg_episode *ep, const struct settle_facts *facts)
{
	enum policy_sense sense;
	const char *served = served_type(facts);
	struct fg_place audio = fg_episode_place(show, ep, FG_EP_AUDIO);
	if (settle_is_written(ep, FG_EP_TYPE) && ep->enclosure.type) {
		if (type_disagrees(ep, served))
			differs(run, FG_RULE_ENCLOSURE_TYPE_DIFFERS,
				fg_episode_place(show, ep, FG_EP_TYPE), audio,
				arena_printf(run->arena,
					"the type is %s, but the server says %s",
					ep->enclosure.type, served));
		return;
	}
	struct str extension = settle_extension(ep);
	const char *type = policy_type(extension, served, &sense);
	const char *content = publishable(ep, facts, type != NULL);
	if (sense == TYPE_DIFFERS && type)
		diag_add(run->diags, FG_RULE_ENCLOSURE_TYPE_DIFFERS, audio,
			"the server says %s, but .%.*s is %s", served, STR_ARG(extension),
			type);
	else if (sense == TYPE_DIFFERS)
		diag_add(run->diags, FG_RULE_ENCLOSURE_TYPE_DIFFERS, audio,
			"the server says %s, which is neither sound nor film", served);
	if (!type && !content)
		return;
	bool found = content || sense == TYPE_AGREES;
	ep->enclosure.type = content ? content : type;
	ep->at[FG_EP_TYPE] = settle_found_at(ep, found ? FG_PROBED : FG_DERIVED);
}

/* ---- both ---- */

/* A file that is not here may be where listeners get it. One without a byte is what they
   would get, unless the server has another. */
static void tell_local(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct settle_facts *facts)
{
	struct fg_place at = fg_episode_place(show, ep, FG_EP_AUDIO);
	if (facts->local.empty && server_length(facts) == 0)
		diag_add(run->diags, FG_RULE_ENCLOSURE_EMPTY, at,
			"the audio file %s is empty", ep->enclosure.file);
	else if (facts->local.problem)
		diag_add(run->diags, FG_RULE_ENCLOSURE_FILE, at, "the audio file %s: %s",
			ep->enclosure.file, facts->local.problem);
}

void settle_episode(struct fg_run *run, const struct fg_show *show, struct fg_episode *ep,
	const struct settle_facts *facts)
{
	tell_local(run, show, ep, facts);
	settle_length(run, show, ep, facts);
	settle_type(run, show, ep, facts);
	if (facts->heard)
		settle_media(run, show, ep, facts);
}

bool settle_disagrees(const struct fg_episode *ep, const struct settle_facts *facts)
{
	int64_t server = server_length(facts);
	if (lengths_differ(facts->local.length, server))
		return true;
	if (settle_is_written(ep, FG_EP_LENGTH) &&
		lengths_differ(ep->enclosure.length, server))
		return true;
	return settle_is_written(ep, FG_EP_TYPE) && ep->enclosure.type &&
	       type_disagrees(ep, served_type(facts));
}
