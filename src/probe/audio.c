/* SPDX-License-Identifier: ISC */
#include "probe/audio.h"

#include "base/url.h"
#include "probe/chapters.h"

int64_t audio_due(const struct source *s)
{
	enum { DAY = 24 * 60 * 60 };
	bool unheard = s->wants_duration && !s->entry->facts.looked &&
		       s->entry->finding.length > 0;
	return unheard ? s->entry->checked_at + DAY : INT64_MAX;
}

/* Is there something that the server's answer leaves open? */
static bool wants_bytes(const struct source *s)
{
	enum policy_sense sense;
	policy_type(url_extension(s->target), s->ask->finding.type, &sense);
	return s->wants_duration || sense != TYPE_AGREES;
}

/* Begins with a source whose finding is good. False: nothing is asked of its bytes. */
static bool begin(struct source *s)
{
	const struct probe_finding *f = &s->ask->finding;
	bool same = s->cached && s->entry->finding.length == f->length;
	if (same && s->entry->facts.looked)
		return false;
	s->facts = (struct probe_facts){0};
	s->chapters = NULL;
	return f->length > 0 && wants_bytes(s);
}

bool audio_follow(struct source *s, struct ask_range *range)
{
	struct pieces_range r;
	if (!s->listening && !begin(s))
		return false;
	bool parts = !(s->ask->finding.notes & PROBE_NO_RANGES);
	if (!listen_next(s->listening, s->ask->finding.length, parts, &r))
		return false;
	*range = (struct ask_range){r.first, r.len};
	return true;
}

void audio_received(struct listen *l, struct source *s, const struct ask_bytes *bytes)
{
	struct pieces_range came = {bytes->first, bytes->len};
	listen_add(l, &s->listening, s->ask->finding.length, &came, bytes->data);
}

/* Of most audio that is heard there are the facts, and no more. */
void audio_end(struct listen *l, struct source *s)
{
	struct heard heard = {0};
	if (!s->listening)
		return;
	listen_end(l, &s->listening, &heard);
	s->facts = heard.facts;
	s->chapters = chapters_pack(l->run->arena, &heard.chapters);
	if (heard.chapters.len > 0 || heard.trouble || heard.is_pointer) {
		s->heard = arena_new(l->run->arena, struct heard);
		*s->heard = heard;
	}
}

bool audio_heard(struct arena *a, const struct source *s, struct heard *heard)
{
	if (!source_known(s) || !s->facts.looked)
		return false;
	*heard = s->heard ? *s->heard : (struct heard){0};
	heard->facts = s->facts;
	if (heard->chapters.len == 0)
		heard->chapters = chapters_unpack(a, s->chapters);
	return true;
}
