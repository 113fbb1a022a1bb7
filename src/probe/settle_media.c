/* SPDX-License-Identifier: ISC */
/* What the bytes of the audio told, against what is written. */
#include "probe/settle.h"

#include <inttypes.h>
#include "base/diag.h"
#include "model/check.h"
#include "model/rule.h"

/* ---- content ---- */

/* Formats of one container, which no player tells apart by the name. */
static bool is_family(const char *a, const char *b)
{
	static const char *const families[] = {
		"audio/x-m4a audio/x-m4b video/mp4 video/x-m4v video/quicktime",
		"audio/ogg video/ogg",
		"video/webm video/x-matroska",
	};
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		struct str family = str_of(families[i]);
		if (str_find(family, a, 0) != STR_NONE &&
			str_find(family, b, 0) != STR_NONE)
			return true;
	}
	return false;
}

bool settle_is_page(const char *format)
{
	return str_is(str_of(format), "text/html");
}

const char *settle_content(const struct fg_episode *ep, const struct settle_facts *facts)
{
	struct str extension = settle_extension(ep);
	const char *expected = mime_of_extension(extension);
	const char *format = facts->heard ? facts->heard->facts.format : NULL;
	if (format && settle_is_page(format))
		return format; /* whatever it is called */
	if (!format || !expected || mime_agrees(extension, format) ||
		is_family(expected, format))
		return NULL;
	return format;
}

static void tell_content(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct settle_facts *facts)
{
	const char *format = settle_content(ep, facts);
	const char *name = settle_audio_name(ep, facts);
	struct fg_place at = fg_episode_place(show, ep, FG_EP_AUDIO);
	if (!format)
		return;
	if (settle_is_page(format))
		diag_add(run->diags, FG_RULE_ENCLOSURE_HTML, at,
			"%s is a web page, whatever its type", name);
	else
		diag_add(run->diags, FG_RULE_ENCLOSURE_CONTENT_DIFFERS, at,
			"%s is %s by its content, not what .%.*s says", name, format,
			STR_ARG(settle_extension(ep)));
}

/* ---- duration ---- */

/* "1:02:03", "2:03" */
static const char *clock_text(struct arena *a, int64_t seconds)
{
	long long h = seconds / 3600, m = seconds / 60 % 60, s = seconds % 60;
	return h > 0 ? arena_printf(a, "%lld:%02lld:%02lld", h, m, s)
		     : arena_printf(a, "%lld:%02lld", m, s);
}

static void compare_duration(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct settle_facts *facts)
{
	enum { SLACK_MS = 2000 };
	int64_t ms = facts->heard->facts.duration_ms, written = ep->duration;
	int64_t slack = ms / 100 > SLACK_MS ? ms / 100 : SLACK_MS;
	struct fg_place at = fg_episode_place(show, ep, FG_EP_DURATION);
	struct fg_place audio = fg_episode_place(show, ep, FG_EP_AUDIO);
	if (ms <= 0 || written <= 0 ||
		written > INT32_MAX) /* the linter says what is wrong with it */
		return;
	int64_t off = written * 1000 - ms;
	if (off <= slack && off >= -slack)
		return;
	struct fg_diag *d = diag_add(run->diags, FG_RULE_EPISODE_DURATION_DIFFERS, at,
		"the duration is %s, but %s plays %s", clock_text(run->arena, written),
		settle_audio_name(ep, facts), clock_text(run->arena, (ms + 500) / 1000));
	if (at.line != audio.line)
		d->related = audio;
}

void settle_heard(struct fg_episode *ep, const struct heard *heard)
{
	int64_t ms = heard->facts.duration_ms;
	ep->embedded_chapters = heard->chapters;
	if (ms <= 0 || ep->at[FG_EP_DURATION].origin != FG_ABSENT)
		return;
	ep->duration = ms < 500 ? 1 : (ms + 500) / 1000;
	ep->at[FG_EP_DURATION] = settle_found_at(ep, FG_PROBED);
}

void settle_media(struct fg_run *run, const struct fg_show *show, struct fg_episode *ep,
	const struct settle_facts *facts)
{
	if (facts->heard->trouble)
		diag_add(run->diags, FG_RULE_PROBE_MEDIA,
			fg_episode_place(show, ep, FG_EP_AUDIO),
			"%s cannot be examined: %s", settle_audio_name(ep, facts),
			facts->heard->trouble);
	tell_content(run, show, ep, facts);
	if (ep->at[FG_EP_DURATION].origin != FG_ABSENT)
		compare_duration(run, show, ep, facts);
	settle_heard(ep, facts->heard);
}

/* ---- bitrate ---- */

/* Apple's advice by the number of channels, with a tenth to spare: an average is not round. */
static bool is_advised(int bitrate, unsigned channels)
{
	int least = channels == 1 ? 96 : 128, most = channels == 1 ? 128 : 256;
	return bitrate * 10 >= least * 9 && bitrate * 10 <= most * 11;
}

void settle_count_rate(struct settle_rates *rates, const struct fg_episode *ep,
	const struct heard *heard)
{
	const struct probe_facts *f = &heard->facts;
	if (!f->format || !str_is(str_of(f->format), "audio/mpeg") || f->bitrate <= 0 ||
		f->channels == 0 || is_advised(f->bitrate, f->channels))
		return;
	if (rates->episodes++ > 0)
		return;
	rates->first = ep;
	rates->bitrate = f->bitrate;
	rates->channels = f->channels;
}

void settle_tell_rates(
	struct fg_run *run, const struct fg_show *show, const struct settle_rates *rates)
{
	const char *also = "";
	if (rates->episodes == 0)
		return;
	if (rates->episodes > 1)
		also = arena_printf(run->arena, "; %zu more episode%s outside, too",
			rates->episodes - 1, rates->episodes > 2 ? "s are" : " is");
	diag_add(run->diags, FG_RULE_ENCLOSURE_BITRATE,
		fg_episode_place(show, rates->first, FG_EP_AUDIO),
		"the audio has %d kbit/s for %u channel%s%s", rates->bitrate,
		rates->channels, rates->channels > 1 ? "s" : "", also);
}
