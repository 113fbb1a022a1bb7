/* SPDX-License-Identifier: ISC */
#include "render/marks.h"

#include <string.h>
#include "base/diag.h"
#include "base/str.h"
#include "model/sidecar.h"
#include "render/chapters.h"
#include "render/comments.h"
#include "render/cues.h"
#include "render/guard.h"
#include "render/speakers.h"
#include "render/speech.h"
#include "render/times.h"

/* Less than this that nobody says is no transcript but a note about one. */
enum { PLACEHOLDER_MAX = 250 };

static bool wants_chapters(const struct fg_show *show, const struct fg_episode *ep)
{
	return ep->chapters_place.name || show->chapters_inline ||
	       show->chapters_description;
}

/* Is there a turn, or text enough to be worth reading? */
static bool says_something(const struct fg_transcript *t)
{
	size_t bytes = 0;
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (!turn->heading && (turn->speaker || turn->written))
			return true;
		bytes += turn->heading ? 0 : strlen(turn->text);
	}
	return bytes > PLACEHOLDER_MAX;
}

bool marks_wanted(const struct fg_show *show, const struct fg_episode *ep)
{
	return ep->transcript_place.name || wants_chapters(show, ep);
}

static bool read_section(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_notes *notes)
{
	struct fg_body section = {
		notes->transcript, notes->transcript_len, notes->transcript_line};
	notes->spoken.file = ep->file;
	if (!guard_notes(run, ep, &section, NOTES_MAX))
		return false;
	if (!show->transcript_keep)
		comments_check(run, ep->file, &section);
	speech_read(run, &section, &notes->spoken);
	return true;
}

static bool read_file(
	struct fg_run *run, const struct fg_episode *ep, struct fg_transcript *t)
{
	struct foreign f = {.run = run,
		.file = ep->transcript_file,
		.element = "transcript",
		.broken = FG_RULE_TRANSCRIPT_FILE,
		.skipped = FG_RULE_TRANSCRIPT_CUE};
	t->file = f.file;
	bool good = foreign_read(&f) && cues_read(&f, t);
	foreign_end(&f);
	return good;
}

static struct fg_place place_of(const struct fg_episode *ep, const struct fg_notes *notes,
	const struct fg_transcript *t)
{
	bool own = strcmp(t->file, ep->file) == 0;
	unsigned line = own ? notes->transcript_line : 0;
	return (struct fg_place){t->file, line, line > 0};
}

/* From turns as they were read to a transcript. */
static void settle(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_notes *notes)
{
	struct fg_transcript *t = &notes->spoken;
	if (!says_something(t)) {
		diag_add(run->diags, FG_RULE_TRANSCRIPT_PLACEHOLDER,
			place_of(ep, notes, t),
			"there is nothing in the transcript that anybody says")
			->element = "transcript";
		t->len = 0;
		return;
	}
	times_settle(run, ep->duration, t);
	speakers_settle(run, show, ep, t);
	if (!t->timed)
		diag_add(run->diags, FG_RULE_TRANSCRIPT_UNTIMED, place_of(ep, notes, t),
			"the transcript has no times")
			->element = "transcript";
}

static bool read_transcript(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_notes *notes)
{
	bool elsewhere = ep->at[FG_EP_TRANSCRIPT].origin != FG_ABSENT;
	bool file = ep->transcript_place.name && ep->transcript_file &&
		    cues_can_read(ep->transcript_file);
	if (!file && (elsewhere || notes->transcript_len == 0))
		return true;
	bool good = file ? read_file(run, ep, &notes->spoken)
			 : read_section(run, show, ep, notes);
	if (good)
		settle(run, show, ep, notes);
	return good;
}

bool marks_read(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_notes *notes)
{
	bool file = ep->transcript_place.name != NULL;
	bool chapters = wants_chapters(show, ep);
	bool spoken = file || (chapters && chapters_are_spoken(ep));
	if (spoken && !read_transcript(run, show, ep, notes))
		return false;
	if (chapters && !chapters_read(run, ep, &notes->spoken, &notes->chapters))
		return false;
	if (file && notes->spoken.len)
		notes->sidecars |=
			notes->spoken.timed ? SIDECARS_TIMED : SIDECARS_UNTIMED;
	if (ep->chapters_place.name && notes->chapters.len)
		notes->sidecars |= SIDECARS_CHAPTERS;
	return true;
}
