/* SPDX-License-Identifier: ISC */
/* Rules about audio, pictures and addresses. */
#include "lint/lint.h"

#include "base/url.h"
#include "model/check.h"

/* ---- the audio ---- */

/* Is the address one that can be judged further? A relative one is reported by resolve. */
static bool has_audio(const struct lint *l)
{
	return l->episode->enclosure.url && url_is_web(l->episode->enclosure.url);
}

static struct str audio_extension(const struct lint *l)
{
	return url_extension(l->episode->enclosure.url);
}

void enclosure_url_invalid(struct lint *l)
{
	const char *url = l->episode->enclosure.url;
	const char *problem = url_has_scheme(url) ? url_problem(url) : NULL;
	if (problem)
		lint_episode(l, FG_EP_AUDIO, "the audio “%s” %s", url, problem);
}

void enclosure_http(struct lint *l)
{
	const char *url = l->episode->enclosure.url;
	if (has_audio(l) && str_case_starts(str_of(url), "http:"))
		lint_episode(l, FG_EP_AUDIO, "the audio %s is not encrypted", url);
}

void enclosure_extension(struct lint *l)
{
	if (!has_audio(l) || extension_is_apples(audio_extension(l)))
		return;
	struct str name = url_name(l->episode->enclosure.url);
	lint_episode(l, FG_EP_AUDIO,
		"the name of the audio, “%.*s”, does not end as Apple wants it",
		STR_ARG(name));
}

void enclosure_type_missing(struct lint *l)
{
	if (has_audio(l) && lint_blank(l->episode->enclosure.type))
		lint_episode(l, FG_EP_TYPE, "the type of the audio is not known");
}

void enclosure_type_invalid(struct lint *l)
{
	const char *type = l->episode->enclosure.type;
	if (!lint_blank(type) && !check_mime(type))
		lint_episode(l, FG_EP_TYPE, "“%s” is no MIME type", type);
}

void enclosure_type_mismatch(struct lint *l)
{
	const char *type = l->episode->enclosure.type;
	if (!has_audio(l) || lint_blank(type) || !check_mime(type))
		return;
	struct str extension = audio_extension(l);
	if (!mime_agrees(extension, type))
		lint_episode(l, FG_EP_TYPE, "the audio ends in .%.*s, but its type is %s",
			STR_ARG(extension), type);
}

/* Where the extension is one that we know, it has been judged already. */
void enclosure_type_unsupported(struct lint *l)
{
	const char *type = l->episode->enclosure.type;
	if (!has_audio(l) || lint_blank(type) || !check_mime(type) ||
		mime_of_extension(audio_extension(l)))
		return;
	if (!mime_is_apples(type))
		lint_episode(l, FG_EP_TYPE, "Apple does not play %s", type);
}

/* With a network, the probe says why there is no length. */
void enclosure_length_missing(struct lint *l)
{
	const struct fg_enclosure *audio = &l->episode->enclosure;
	if (l->run->settings->offline && audio->url && audio->length == 0)
		lint_episode(l, FG_EP_LENGTH, "the length of the audio is not known");
}

enum { LENGTH_LEAST = 16384 }; /* AntennaPod takes less for unknown */

void enclosure_length_small(struct lint *l)
{
	int64_t length = l->episode->enclosure.length;
	if (length > 0 && length < LENGTH_LEAST)
		lint_episode(l, FG_EP_LENGTH, "an audio of %lld bytes is hardly one",
			(long long)length);
}

void episode_duration_missing(struct lint *l)
{
	if (l->episode->at[FG_EP_DURATION].origin == FG_ABSENT)
		lint_episode(l, FG_EP_DURATION, "the episode has no duration");
}

enum { DURATION_MOST = 24 * 60 * 60 };

void episode_duration_implausible(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (ep->at[FG_EP_DURATION].origin == FG_ABSENT)
		return;
	if (ep->duration <= 0 || ep->duration > DURATION_MOST) {
		lint_episode(l, FG_EP_DURATION, "no episode is %lld seconds long",
			(long long)ep->duration);
		return;
	}
	const struct fg_enclosure *audio = &ep->enclosure;
	int64_t rate = check_odd_rate(audio->type, audio->length, ep->duration);
	if (rate)
		lint_episode(l, FG_EP_DURATION,
			"%lld bytes in %lld seconds are %lld kbit/s, which no MP3 has",
			(long long)audio->length, (long long)ep->duration,
			(long long)rate);
}

/* ---- pictures, transcripts, chapters ---- */

void image_extension(struct lint *l)
{
	const char *image = l->episode->image;
	if (image && url_is_web(image) && !lint_is_picture(image, &l->episode->picture))
		lint_episode(l, FG_EP_IMAGE, "the image %s does not end in .jpg or .png",
			image);
}

void transcript_type_unknown(struct lint *l)
{
	const char *url = l->episode->transcript;
	if (url && url_is_web(url) && !mime_of_transcript(url_extension(url)))
		lint_episode(l, FG_EP_TRANSCRIPT, "the transcript %s is of no known type",
			url);
}

void transcript_no_vtt(struct lint *l)
{
	static const char *const others[] = {"srt", "json", "html", "htm", "txt"};
	const char *url = l->episode->transcript;
	if (!url || !url_is_web(url) || l->episode->transcript_place.name)
		return; /* or what is made of it has one */
	struct str extension = url_extension(url);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (str_case_is(extension, others[i]))
			lint_episode(l, FG_EP_TRANSCRIPT,
				"the transcript is .%.*s, not .vtt", STR_ARG(extension));
	}
}

void chapters_type(struct lint *l)
{
	const char *url = l->episode->chapters;
	bool made = l->episode->chapters_place.name != NULL;
	if (url && !made && url_is_web(url) && !str_case_is(url_extension(url), "json"))
		lint_episode(l, FG_EP_CHAPTERS, "the chapters file %s is no .json", url);
}

/* ---- addresses of every kind ---- */

static void visit_invalid(struct lint *l, const struct lint_address *a)
{
	const char *problem =
		a->has_own_rule || !url_has_scheme(a->url) ? NULL : url_problem(a->url);
	if (problem)
		lint_say(l, a->at, "%s “%s” %s", a->what, a->url, problem);
}

void url_invalid(struct lint *l)
{
	lint_each_address(l, visit_invalid);
}

/* The '&' that text has written as in HTML: "&amp;", "&#38;", "&#x26;". */
static struct str entity_in(const char *text)
{
	static const char *const spellings[] = {"&amp;", "&#38;", "&#038;", "&#x26;"};
	while ((text = strchr(text, '&'))) {
		for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
			if (str_case_starts(str_of(text), spellings[i]))
				return (struct str){text, strlen(spellings[i])};
		}
		text++;
	}
	return (struct str){NULL, 0};
}

static void visit_entity(struct lint *l, const struct lint_address *a)
{
	struct str entity = entity_in(a->url);
	if (entity.len)
		lint_say(l, a->at, "%s “%s” has %.*s in it, which is HTML", a->what,
			a->url, STR_ARG(entity));
}

void url_entity(struct lint *l)
{
	lint_each_address(l, visit_entity);
}

static const char *host_of(struct lint *l, const char *url)
{
	struct url_parts parts;
	return url_split(l->scratch, url, &parts) ? parts.host : NULL;
}

/* The probe looks at the hosts of enclosures itself, if it may ask. */
static void visit_private(struct lint *l, const struct lint_address *a)
{
	const char *host = host_of(l, a->url);
	if (a->is_enclosure && !l->run->settings->offline)
		return;
	if (host && url_host_is_private(host))
		lint_say(l, a->at, "%s %s is not public", a->what, a->url);
}

void url_not_public(struct lint *l)
{
	if (!l->run->settings->allow_private)
		lint_each_address(l, visit_private);
}

static void visit_reserved(struct lint *l, const struct lint_address *a)
{
	const char *host = host_of(l, a->url);
	if (host && url_host_is_reserved(host))
		lint_say(l, a->at, "%s %s is at a host that is only for examples",
			a->what, a->url);
}

void url_reserved(struct lint *l)
{
	lint_each_address(l, visit_reserved);
}

/* A private host has been judged, or is allowed, with the ports of such networks. */
static void visit_port(struct lint *l, const struct lint_address *a)
{
	if (!url_port_is_odd(a->url))
		return;
	const char *host = host_of(l, a->url);
	if (host && !url_host_is_private(host))
		lint_say(l, a->at, "%s %s names a port that web servers do not have",
			a->what, a->url);
}

void url_port(struct lint *l)
{
	lint_each_address(l, visit_port);
}

static void visit_http(struct lint *l, const struct lint_address *a)
{
	if (a->is_resource && str_case_starts(str_of(a->url), "http:"))
		lint_say(l, a->at, "%s %s is not encrypted", a->what, a->url);
}

void url_http(struct lint *l)
{
	lint_each_address(l, visit_http);
}
