/* SPDX-License-Identifier: ISC */
/*
 * The pipeline: one function for each room of the line.
 *
 *     read --> render --> resolve --> probe --> lint --> write --> validate --> emit
 *
 * Show phase (one call after the other): fg_read_show, fg_read_episodes, fg_resolve,
 * fg_probe, fg_lint_show. It keeps metadata only. Item phase (any number of threads, one
 * fg_run each, over a show that is const by then): fg_read_body, fg_render,
 * fg_lint_notes, fg_write_item, fg_validate_item. The finished items are appended
 * in order, closed with the tail, read back whole (fg_readback_new) and emitted.
 *
 * Every function that returns bool returns false when it could not do its work;
 * the reason is then in run->diags. True does not mean that there is no finding.
 */
#ifndef FEEDGEN_H
#define FEEDGEN_H

#include <signal.h>
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include <feedgen/diag.h>
#include <feedgen/emit.h>
#include <feedgen/fetch.h>
#include <feedgen/sidecars.h>
#include <feedgen/model.h>
#include <feedgen/tables.h>

struct arena;
struct sbuf;
struct fg_prober;
struct traces;

/* How far the probes are. Its text is good during the call alone. */
struct fg_progress {
	size_t done, total; /* addresses */
	size_t hosts;       /* that have not answered all yet */
	const char *slow;   /* the one of them that will take longest; NULL: none */
	size_t slow_left;   /* addresses that are left there */
	int64_t slow_ms; /* it will take at least so long: politeness, a pause it asked for */
};

/* The facts of this run. Set by the app, const for the rooms. */
struct fg_settings {
	int64_t now; /* seconds since 1970: SOURCE_DATE_EPOCH, else the clock */
	bool offline;
	bool allow_private; /* probe private and loopback addresses too */
	bool recheck;       /* ask anew what the cache knows */
	int64_t deadline_s; /* seconds that probing may take; 0: the default */
	/* Milliseconds that fetching has taken so far: deadline_s is for all of it. NULL: it is
	   for each fetch. */
	int64_t *fetch_ms;
	/* Most requests to one host at once, and begun in a second; 0: as the show config or
	   the default has it. */
	unsigned per_host, per_second;
	unsigned jobs;     /* worker threads, at least 1 */
	const char *cache; /* path of the probe cache; NULL: none */
	/* Set by a signal: a room that waits (the probe) gives up waiting. May be NULL. */
	const volatile sig_atomic_t *stop;
	/* What probing keeps from show to show, if several are built in one run. May be NULL. */
	struct fg_prober *prober;
	/* What the outcome depends on (base/trace.h). May be NULL. */
	struct traces *traces;
	bool plain_notes; /* an output has the notes as plain text too: JSON */
	const char
		*podcast_index; /* takes notices in its place; NULL: it itself (tests) */
	const char *ca_file; /* extra CA bundle for probes; NULL: the system's (tests) */
	/* Told about progress of the probes, from the thread that called fg_probe: after each
	   answer, and now and then while there is none. May be NULL. */
	void (*progress)(void *arg, const struct fg_progress *progress);
	void *progress_arg;
};

/* What every room is handed. */
struct fg_run {
	struct arena *arena; /* as long as the model; in the item phase, as one item */
	struct fg_diags *diags;
	const struct fg_settings *settings;
};

/* ---- read ---- */

/* The most bytes of an episode file, of the front matter in it, and of a show config. */
enum {
	FG_EPISODE_MAX = 1 << 20,
	FG_FRONT_MATTER_MAX = 256 << 10,
	FG_CONFIG_MAX = 256 << 10
};

/* Reads the show config at path into *show (zeroed first). */
bool fg_read_show(struct fg_run *run, const char *path, struct fg_show *show);

/* Reads the front matter of every episode in directory dir (*.md, *.markdown, *.mdx, *.yaml,
   *.yml except the show config itself) into show->episodes, in byte order of names.
   A file that is no episode is left out with a warning; one that is broken is an
   error, and the reading goes on. On settings->jobs threads, if there are many. False only
   if the directory cannot be read. */
bool fg_read_episodes(struct fg_run *run, const char *dir, struct fg_show *show);

/* The body of an episode: its normalised text (LF, no BOM) after the front matter; of MDX, its
   Markdown. */
struct fg_body {
	const char *text; /* in run->arena, NUL-terminated */
	size_t len;
	unsigned line; /* of its first line in the file */
};
/* Reads the body anew; refuses (file/changed) if the file is not what it was. */
bool fg_read_body(struct fg_run *run, const struct fg_episode *ep, struct fg_body *body);

/* Reads the lock file at path into *lock (zeroed first). There may be none. False: it is
   not understood, and nothing may be published under a guess at what it says. */
bool fg_read_lock(struct fg_run *run, const char *path, struct fg_lock *lock);

/* ---- resolve ---- */

/* Completes the model: templates, inheritance, dates, order, identity, absolute
   URLs, people. Afterwards show->episodes holds the live ones in feed order. */
bool fg_resolve(struct fg_run *run, struct fg_show *show);
/* Puts the episodes in feed order again, after their guids were pinned. */
void fg_order(struct fg_show *show);

/* ---- probe ---- */

/* Learns length and type of every enclosure: from the local file, the cache, the
   web. Never overwrites a written value: a difference is a diagnostic. */
void fg_probe(struct fg_run *run, struct fg_show *show);

/* The same in three steps, of which the second takes its time, and leaves the show alone: other
   threads may read it meanwhile.

       struct fg_probing *p = fg_probe_begin(run, &show);    what is here: files, the cache
       if (fg_probe_left(p) > 0) …                           so many addresses are to be asked
       fg_probe_ask(p, heard, ctx);
       fg_probe_end(p);                                      completes the model

   All three from the thread that has set up libcurl. Once begun, a probing has to be ended. */
struct fg_probing;
struct fg_probing *fg_probe_begin(struct fg_run *run, struct fg_show *show);
size_t fg_probe_left(const struct fg_probing *probing);
/* heard(ctx, i), if it is not NULL, is called in this thread for each episode, when nothing more
   will be learnt of its audio; i is its place in the show. */
void fg_probe_ask(
	struct fg_probing *probing, void (*heard)(void *ctx, size_t i), void *ctx);
/* From then on, in any thread and until fg_probe_end: what that will make of the episode's
   duration and of the chapters in its audio, in *ep, a copy of it. What is new is in a. */
void fg_probe_foresee(const struct fg_probing *probing, size_t i, struct arena *a,
	struct fg_episode *ep);
void fg_probe_end(struct fg_probing *probing);

/* For several shows of one run, in settings->prober: hosts are asked as politely as if all
   were one show, those that are down are left alone, deadline_s is for all of them, and the
   cache is opened once. It lives in a, but has to be freed. */
struct fg_prober *fg_prober_new(struct arena *a);
void fg_prober_free(struct fg_prober *prober);

/* What the cache of probes knows about an address. */
struct fg_cached {
	const char *url, *host;
	bool good;         /* it is there and is what it should be */
	int status;        /* the server's last word, as HTTP has it; 0: none */
	int64_t length;    /* bytes; 0: unknown */
	const char *type;  /* as the server says it; NULL: not said */
	unsigned failures; /* times in a row that asking again came to nothing */
	int64_t checked_at, expires_at;
};
/* … and about a host: it asked to be left alone until then. */
struct fg_cached_host {
	const char *name;
	int64_t paused_until;
};
struct fg_cache {
	struct {
		struct fg_cached *data;
		size_t len, cap;
	} addresses; /* in byte order */
	struct {
		struct fg_cached_host *data;
		size_t len, cap;
	} hosts; /* those that are paused now */
};
/* Reads all of settings->cache, in run->arena. An absent file is an empty cache, and is not
   made. False: the reason is a diagnostic. */
bool fg_cache_read(struct fg_run *run, struct fg_cache *cache);
/* Forgets an address; a host with all its addresses, by its name; or everything (NULL).
   How many addresses; -1: the reason is a diagnostic. */
int64_t fg_cache_forget(struct fg_run *run, const char *what);

/* Tells the show's hubs (WebSub) that the feeds at these addresses have changed, and the
   Podcast Index, if its RSS feed is one of them. Call it when they are in place. Each is
   asked once, all together at most 15 seconds; no private address, unless
   settings->allow_private. A failure is a diagnostic notify/failed. How many notices were
   taken. SIGPIPE and threads as for fg_fetch. */
size_t fg_notify(
	struct fg_run *run, const struct fg_show *show, const struct fg_list *feeds);

/* ---- render ---- */

/* The notes of one episode, as the writers need them. All in run->arena. */
struct fg_notes {
	const char *html; /* content:encoded: the full allow-list; "" if none */
	size_t html_len;
	const char *description; /* at most 4,000 bytes of HTML; "" if none */
	size_t description_len;
	bool escaped; /* both as XML has them, by fg_write_escaped; else as they are */
	const char
		*text; /* … as plain text; "" if none, or unless settings->plain_notes */
	size_t text_len;
	const char *transcript; /* source text of the transcript section; "" if none */
	size_t transcript_len;
	unsigned transcript_line;    /* line in the file of its first line */
	bool description_cut;        /* it did not fit */
	struct fg_transcript spoken; /* what the transcript says, if somebody wants it */
	struct fg_chapters chapters; /* likewise, in order, from wherever they come */
	unsigned
		sidecars; /* files that are made for the episode: bits, 1 << FG_SIDECAR_VTT … */
};
bool fg_render(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes);
/* The same in two parts, for notes that begin as fg_no_notes. Marks: spoken, chapters and
   sidecars. Texts: all else; with a list of notes->chapters, if the show wants one. */
extern const struct fg_notes fg_no_notes;
bool fg_render_marks(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes);
bool fg_render_texts(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes);
/* Are there marks? They take the episode's duration and the chapters in its audio. */
bool fg_render_has_marks(const struct fg_show *show, const struct fg_episode *ep);
/* What must be known before texts can be rendered: nothing of the audio; the marks; all that
   fg_probe_end puts into the episode. */
enum fg_render_after { FG_AFTER_NOTHING, FG_AFTER_MARKS, FG_AFTER_PROBE };
enum fg_render_after fg_render_texts_after(
	struct fg_run *run, const struct fg_show *show);

/* ---- lint ---- */

/* Rules about the show and the episodes' metadata, on settings->jobs threads if there are many
   episodes: what is found, and in which order, does not depend on that. */
void fg_lint_show(struct fg_run *run, const struct fg_show *show);
/* Rules about one episode's rendered notes. */
void fg_lint_notes(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_notes *notes);

/* ---- write ---- */

enum fg_format { FG_RSS, FG_ATOM, FG_JSON };
enum { FG_FORMATS = 3 };

/* One document of a feed that is kept in several (RFC 5005, section 4): that of the newest
   episodes, to which people subscribe, or an archive. */
struct fg_page {
	const char *self, *current; /* addresses: of it, and of that with the newest */
	const char *older;          /* of the archive before it; NULL: there is none */
	bool archive;
	size_t first, count;        /* of show->episodes */
	int64_t published, updated; /* as in the show, of these episodes */
};

/* A show in a format: what is written. */
struct fg_feed {
	enum fg_format format;
	const struct fg_show *show;
	const struct fg_page *page; /* NULL: all of it is one document */
	const char *
		variant; /* format of the enclosures, where there is one; NULL: the usual */
};
/* Where people find it: the address of its page, else of the show's feed in that format; NULL: that
   is not said. */
const char *fg_feed_address(const struct fg_feed *feed);

/* Appends to out: all before the first item; one item; all after the last. Between two items
   stands fg_between_items besides. Notes that are escaped are for RSS and Atom alone. */
bool fg_write_head(struct fg_run *run, const struct fg_feed *feed, struct sbuf *out);
bool fg_write_item(struct fg_run *run, const struct fg_feed *feed,
	const struct fg_episode *ep, const struct fg_notes *notes, struct sbuf *out);
bool fg_write_tail(struct fg_run *run, const struct fg_feed *feed, struct sbuf *out);
const char *fg_between_items(enum fg_format format);
/* Appends HTML of notes to out as RSS and Atom have it, so that it is done with when items are
   written. */
void fg_write_escaped(const char *html, size_t len, struct sbuf *out);
/* Warns of what people have written as XML for RSS, and that format has no place for: once, with
   all that it is. */
void fg_write_left_out(
	struct fg_run *run, const struct fg_show *show, enum fg_format format);

/* ---- validate ---- */

/* A compiled grammar with what checking needs; one for each item that is checked at a time. Make
   the first before there are threads: libxml2 sets itself up then, without a lock. Lives in
   run->arena, but has to be freed. like, which may be NULL, is one made before, of whatever format:
   its grammar is not compiled again but shared, by any number of threads, and is freed with it.
   NULL on failure, with a diagnostic. */
struct fg_schema;
struct fg_schema *fg_schema_new(
	struct fg_run *run, enum fg_format format, const struct fg_schema *like);
void fg_schema_free(struct fg_schema *schema);

/* Is head + tail a good feed but for its missing items? Of a show or an episode with elements
   that people have written themselves nothing is judged here (xml, atom, omit). */
bool fg_validate_channel(struct fg_run *run, struct fg_schema *schema,
	const struct fg_show *show, const char *text, size_t len);
/* Is this one item good? Complaints are placed at the episode. */
bool fg_validate_item(struct fg_run *run, struct fg_schema *schema,
	const struct fg_episode *ep, const char *text, size_t len);
/* Reads the finished file back, streaming: well-formed, and so many items? */
bool fg_validate_whole(struct fg_run *run, enum fg_format format, int fd, size_t items);
/*
 * The same while the file is made, so that its end is soon reached when it is done:
 *
 *     struct fg_readback *r = fg_readback_new(run, format, fd);
 *     … fg_readback_follow(r, size) …            now it has so many bytes, which stay
 *     good = fg_readback_end(r, items);
 *
 * Lives in the run's arena, and takes 64 KB until the end. What follows needs nothing of the run:
 * it may be another thread than the one that makes the file, and one after the other.
 */
struct fg_readback;
struct fg_readback *fg_readback_new(struct fg_run *run, enum fg_format format, int fd);
void fg_readback_follow(struct fg_readback *r, int64_t size);
bool fg_readback_end(struct fg_readback *r, size_t items);

/* A file that a feed names, and where it does. */
struct fg_named_file {
	const char *url; /* a web address */
	struct fg_place at;
	double seconds; /* of the episode; 0: not known */
};
struct fg_named_files {
	struct fg_named_file *data;
	size_t len, cap;
};

/* A finished feed of anybody: bytes in memory, or a descriptor that is read to its end. */
struct fg_input {
	const char *name; /* as findings call it: a path, a URL, "-" */
	const char *data; /* NULL: read fd */
	size_t len;
	int fd; /* stays the caller's */
	/* What its server said, which is judged too: type, encoding, redirects. NULL: it
	   comes from no server. */
	const struct fg_fetched *served;
	/* Gets the files of chapters that the feed names, in run->arena. NULL: they are not
	   wanted. */
	struct fg_named_files *chapters;
};
/* Judges a feed by the rules of feedgen-rules(7): RSS 2.0 and what podcasts add to it,
   Atom, JSON Feed. Reads it as a stream: memory does not grow with its size, but by
   the sets of what must be unique. What the format is, its content says. False only if
   it could not be read to its end. A feed that is no feed is a finding. */
bool fg_validate_feed(struct fg_run *run, const struct fg_input *input);
/* Judges a file of JSON chapters, and the type that its server gives it; seconds as above. False
   likewise. What has the form of one is no JSON Feed, and fg_validate_feed does this too. */
bool fg_validate_chapters(
	struct fg_run *run, const struct fg_input *input, double seconds);

/* ---- guard ---- */

/* What may be done to the published feed all the same. */
struct fg_allow {
	bool empty;      /* --allow-empty */
	bool shrink;     /* --allow-shrink */
	bool guids;      /* --allow-guid-change */
	bool dates;      /* --allow-date-change */
	bool enclosures; /* --allow-enclosure-change */
	bool clock;      /* --allow-clock */
};
/* Compares what is to be published with the feed at path: RSS, Atom or JSON Feed (absent:
   all is well; not understood: a warning, and all is well).
   False: refused, the reasons are errors of the rules guard/…. */
bool fg_guard(struct fg_run *run, const char *path, const struct fg_feed *feed,
	const struct fg_allow *allow);

/* The same with any feed, of which *allowed is what fg_guard would return. False: it could
   not be read or understood, and a diagnostic says why. */
bool fg_guard_against(struct fg_run *run, const struct fg_input *published,
	const struct fg_show *show, const struct fg_allow *allow, bool *allowed);

enum fg_change_kind { FG_ADDED, FG_REMOVED, FG_CHANGED };
/* What is not the same in two feeds: an episode, or one thing about it or the show. */
struct fg_change {
	enum fg_change_kind kind;
	bool of_show;           /* then there is neither guid nor title */
	const char *guid;       /* of the newer feed; of the older, if it is removed */
	const char *title;      /* likewise; NULL: it has none */
	const char *what;       /* of a CHANGED: "title", "date", "enclosure.url" … */
	const char *was, *is;   /* of a CHANGED; NULL: it is not there */
	unsigned was_at, is_at; /* lines in the feeds; 0: not there */
};
struct fg_changes {
	struct fg_change *data;
	size_t len, cap;
	size_t added, removed, changed, same; /* episodes */
};
/* Compares two finished feeds of any format, the way the guard does, and says in
   run->diags what it would refuse if the one were published and the other to replace it.
   False: one of them could not be read or understood, and a diagnostic says why. */
bool fg_diff(struct fg_run *run, const struct fg_input *was, const struct fg_input *is,
	struct fg_changes *changes);

/* The lock: an episode keeps the guid under which it was published, whatever becomes of
   its file, title, date or audio. Between fg_read_lock and fg_probe, in this order:

       fg_lock_seed       if there is no lock yet: takes what the published feed at path says,
                          which feed is to replace
       fg_pin_show        before fg_resolve, which makes guids from the show's
       fg_pin_episodes    after it

   Without a lock (lock->len is 0, no guid) the last two do nothing. What they find is in
   run->diags; with an error among it nothing may be published. */
void fg_lock_seed(struct fg_run *run, const char *path, const struct fg_feed *feed,
	struct fg_lock *lock);
void fg_pin_show(struct fg_run *run, struct fg_lock *lock, struct fg_show *show,
	const struct fg_allow *allow);
void fg_pin_episodes(struct fg_run *run, struct fg_lock *lock, struct fg_show *show,
	const struct fg_allow *allow);
/* Appends the text of the lock file for what is now published. */
void fg_lock_text(struct fg_run *run, const struct fg_lock *lock,
	const struct fg_show *show, struct sbuf *out);

/* ---- stamp ---- */

/*
 * What a build leaves behind that has found nothing to change: everything that it depended on,
 * and what it had to say. While all of that is as it was, another build could but come to the
 * same end, and need not begin.
 *
 * It depends on nothing that was changed while it ran, or so shortly before that another change
 * would not show: such a build leaves no stamp. That goes for what it has written itself too. So
 * the first build after a change writes the feed, the second one finds that it stands, and
 * leaves the stamp.
 */
struct fg_stamp_output {
	const char *path;
	size_t items;
	bool archive; /* it is one of several documents of a feed, and not the newest */
};
struct fg_stamp {
	const char *key; /* of the program and of what it was asked: a word of ASCII */
	/* The clock may make a difference before from, which is the settings' now, and again at
	   until. */
	int64_t from, until;
	size_t episodes, drafts, scheduled, left_out;
	int64_t next_due;
	struct {
		struct fg_stamp_output *data;
		size_t len, cap;
	} outputs;
	const enum fg_severity *levels; /* of each rule that was broken */
	struct fg_diags diags;
	/* Of each rule, how many findings there were beside those: who told them but counted
	   them. NULL: none. */
	const size_t *untold;
};
/* Appends the stamp to out, as text, with what settings->traces has. began: fs_clock before
   anything was read. False: there is to be none, or memory ran out. */
bool fg_stamp_text(struct fg_run *run, const struct fg_stamp *stamp, int64_t began,
	struct sbuf *out);
/* Reads a stamp into *stamp, and looks at all it depends on. False: it is none, or another
   key's, or something is not as it was; *stamp is not to be used then. Texts are in
   run->arena. */
bool fg_stamp_holds(struct fg_run *run, const char *text, size_t len, const char *key,
	struct fg_stamp *stamp);

#endif
