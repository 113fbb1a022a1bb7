/* SPDX-License-Identifier: ISC */
/*
 * The model: what a show and an episode are.
 *
 * Structs hold data only. The read room fills them, resolve and probe complete
 * them, and from lint onwards they are const. Every pointer lives in the run's
 * arena. A string is never NULL-padded, is valid UTF-8 and holds only
 * characters that XML 1.0 allows; NULL means absent.
 *
 * at[F] says where the value of field F came from. A field whose origin is
 * FG_ABSENT has no value: numbers are then meaningless, pointers NULL; a line is there
 * if the file names the field without giving it a value.
 */
#ifndef FEEDGEN_MODEL_H
#define FEEDGEN_MODEL_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include <feedgen/diag.h>

enum fg_origin {
	FG_ABSENT,  /* no value */
	FG_WRITTEN, /* in the file itself: line and column are there */
	FG_INHERITED, /* from the show config (its line and column), e.g. through a template */
	FG_DERIVED, /* computed by feedgen from other fields */
	FG_PROBED   /* found by asking a server or a local audio file */
};

/* Small, for a show of 10,000 episodes has half a million: fg_written_at. */
struct fg_pos {
	unsigned line : 20, column : 16;
	enum fg_origin origin : 3;
	unsigned refused : 1; /* no value, but something is written, which was told */
} __attribute__((packed));

/* FG_SHOW_TITLE …, FG_EP_TITLE …: one for each row of fields.def. */
enum fg_show_field {
#define SHOW(name, ...) FG_SHOW_##name,
#define EPISODE(name, ...)
#include "model/fields.def"
	FG_SHOW_FIELD_COUNT
};
enum fg_episode_field {
#define SHOW(name, ...)
#define EPISODE(name, ...) FG_EP_##name,
#include "model/fields.def"
	FG_EP_FIELD_COUNT
};

struct fg_list {
	const char **data;
	unsigned len, cap;
};

struct fg_person {
	const char *name;
	const char *role;  /* NULL: host (podcast:person's default) */
	const char *group; /* NULL: cast */
	const char *href;
	const char *img;
	struct fg_list aka; /* other spellings that mean this person */
	bool is_contributor; /* listed as such: a guest, if the show config knows no better */
	struct fg_pos at;
};
struct fg_people {
	struct fg_person *data;
	unsigned len, cap;
};

/* One name and text as written: template ingredients, shortcodes, rule levels. */
struct fg_entry {
	const char *name;
	const char *text;
	struct fg_pos at;
};
struct fg_entries {
	struct fg_entry *data;
	unsigned len, cap;
};

/* Elements that go into a feed as they are written. One whose key is among them is not made
   from a field. */
struct fg_xml {
	const char *text; /* well-formed, its prefixes known; NULL: none */
	struct fg_entries
		parts; /* each element of text: its key, as "itunes:keywords", and itself */
};

/* An element of the Podcasting 2.0 namespace, as model/tag.h describes it: podcast:funding.
   Its values and texts are those of the feed once resolve is done. */
struct fg_tag_value {
	const char *text; /* NULL: absent */
	struct fg_pos at;
};
struct fg_tags {
	struct fg_tag *data;
	unsigned len, cap;
};
struct fg_tag {
	int id;           /* enum tag_id */
	int field;        /* of the show or the episode: what it was written for */
	const char *text; /* NULL: none */
	struct fg_tag_value *values; /* its attributes, in the order of the table */
	struct fg_tags children;
	struct fg_pos at;
	const char *
		file; /* the local file that its address names, or NULL; a path that opens */
};

/* An Apple category: sub is NULL for a top category alone. */
struct fg_category {
	const char *top, *sub;
	struct fg_pos at;
};
struct fg_categories {
	struct fg_category *data;
	size_t len, cap;
};

struct fg_enclosure {
	const char *url;  /* absolute after resolve */
	const char *file; /* the local file the audio is in, or NULL; a path that opens */
	const char *type; /* MIME type */
	int64_t length;   /* bytes; 0: unknown */
	const char *
		integrity; /* "sha384-…" (SRI) of a file that has other formats beside it,
	                      from the probe; NULL: unknown */
};

/* The same audio in another format than the enclosure's. */
struct fg_variant {
	const char
		*format; /* "opus": as people name it, else by the file; in lower case */
	struct fg_enclosure audio;
	struct fg_pos at;
};
struct fg_variants {
	struct fg_variant *data;
	unsigned len, cap;
};

/* What is known of an image beside its address. */
struct fg_picture {
	const char *file; /* the local file it is in, or NULL; a path that opens */
	const char *type; /* MIME type by its content, from the probe; NULL: unknown */
};

/* A mark in the audio. */
struct fg_chapter {
	int64_t start_ms, end_ms;       /* end_ms 0: not said */
	const char *title, *href, *img; /* href and img: web addresses; NULL: none */
	const char *place, *geo,
		*osm;     /* where it is, as the JSON format has it; NULL: not said */
	bool hidden;      /* not for lists of chapters ("toc": false) */
	struct fg_pos at; /* where it is written; line 0: nowhere */
};
struct fg_chapters {
	struct fg_chapter *data; /* by start */
	unsigned len, cap;
};

/* What one person says at a stretch, or a heading in a transcript. */
struct fg_turn {
	int64_t start_ms, end_ms; /* since the beginning of the audio; -1: not known */
	const char *speaker;      /* NULL: it is not said who */
	const char *text;         /* plain; a line for each paragraph */
	unsigned line, column;    /* where it begins in its file */
	bool heading;
	bool written; /* start_ms is; else it is worked out, or not known */
};
struct fg_transcript {
	struct fg_turn *data; /* in the order of the file, and so by start */
	size_t len, cap;
	const char *file; /* that it is in */
	bool timed;       /* everything that is said has a start and an end */
};

/* Where a file goes that is made for an episode: its name, and its address, both without
   what follows the name (".vtt"). NULL: none is made. */
struct fg_sidecar_place {
	const char *name, *url;
};

/* What the file was when its front matter was read: a later read must find the same. */
struct fg_identity {
	int64_t size, mtime_ns;
	uint64_t inode;
};

/* Why an episode is not in the feed, as fg_resolve found. */
enum fg_held {
	FG_HELD_NOT,
	FG_HELD_DRAFT,
	FG_HELD_DATE,   /* it is still to come */
	FG_HELD_MISTAKE /* no audio, or a status that nobody knows */
};

struct fg_episode {
	const char *
		file; /* the path as people know it: what they gave, and the name in it */
	const char *stem; /* file name without directory and extension; of a page bundle,
	                     the name of its folder */
	struct fg_identity identity;
	size_t body_at;     /* byte offset of the body in the file's normalised text */
	unsigned body_line; /* line on which the body begins */
	unsigned pin_line;  /* in the lock file, if the guid is from there; else 0 */

	/* identity and order */
	const char *guid;
	const char *slug; /* last part of the page's address */
	const char *path; /* page path as the site has it, e.g. "victoria" */
	const char *link;
	const char *date_text; /* as written */
	int64_t date;          /* seconds since 1970 UTC; set by resolve */
	const char *updated_text;
	int64_t updated; /* likewise */
	const char *status;

	/* what it is called */
	const char *title, *itunes_title, *subtitle, *description, *author;
	const char *number; /* canonical decimal: "1", "315.5" (podcast:episode) */
	const char *number_display;
	int64_t season;
	const char *season_name;
	const char *episode_type; /* full, trailer, bonus */
	const char *image;
	struct fg_picture picture;
	struct fg_list keywords;
	struct fg_people people;
	struct fg_tags tags; /* of all fields that are tags */

	/* media */
	struct fg_enclosure enclosure;
	const char
		*audio_format; /* the enclosure's, as in a variant; "" or NULL: unknown */
	struct fg_variants variants; /* beside the enclosure; no two of a format */
	int64_t duration;            /* seconds */
	const char *transcript,
		*chapters; /* URL or file, as written; absolute after resolve */
	const char *transcript_file, *chapters_file; /* as of fg_picture */
	struct fg_chapters own_chapters;      /* written as a list; chapters is NULL */
	struct fg_chapters embedded_chapters; /* in the audio file; set by probe */
	struct fg_sidecar_place transcript_place, chapters_place; /* set by resolve */

	struct fg_list omit;
	struct fg_xml xml,
		atom; /* for RSS and, as far as they fit, Atom; for Atom alone */
	struct fg_entries json; /* members for JSON Feed: name, and value on one line */
	struct fg_list lint_ignore;
	/* Scalars of the front matter, dotted names, source text: those that a template of the
	   show may ask for. */
	struct fg_entries entries;
	uint8_t held; /* enum fg_held */
	bool bundled; /* file is the page in a folder of its own: stem/index.md */
	bool guid_is_permalink, draft, is_explicit, block;
	bool verbatim; /* body and description are for the feed as they are */
	struct fg_pos at[FG_EP_FIELD_COUNT];
};

struct fg_episodes {
	struct fg_episode **data;
	size_t len, cap;
};

/* How hard one server may be asked, at most. */
enum { FG_PER_HOST_MAX = 64, FG_PER_SECOND_MAX = 10000 };

struct fg_show {
	const char *file;
	const char *lock_file; /* where pinned guids stand; NULL: nowhere */
	const char *title, *itunes_title, *subtitle, *description, *link, *feed_url,
		*atom_url, *atom_id, *json_url, *language;
	const char *timezone; /* IANA name */
	int64_t publish_time; /* seconds after midnight for dates without a time */
	const char *author, *owner_name, *owner_email, *copyright, *image, *type, *guid;
	const char *new_feed_url;
	struct fg_picture picture;    /* what image is */
	struct fg_list hubs;          /* of WebSub */
	struct fg_list audio_formats; /* whose turn it is to be the enclosure, in order */
	bool notify_index;            /* if written; else true */
	int64_t archive_size;         /* episodes in a document; if written */
	bool is_explicit, locked, block, complete;
	struct fg_categories categories;
	struct fg_people people;
	struct fg_list keywords;
	struct fg_tags tags; /* of all fields that are tags */

	struct fg_entry templates
		[FG_EP_FIELD_COUNT]; /* episode: a template per field; text NULL: none */
	struct fg_entries
		audio_templates;      /* that of the audio if it has several: format, in
	                                      lower case, and template */
	struct fg_entries shortcodes; /* name and template */
	struct fg_entries rules;      /* rule id and level, as written */
	struct fg_entries fields; /* a name people write, and the field it means here */
	const char *episodes_dir; /* as written: seen from the config's folder */
	struct fg_list outputs;   /* likewise, each FILE or FORMAT:FILE */
	struct fg_list omit;
	struct fg_entries namespaces; /* prefix and URI; one of feedgen's is rebound */
	struct fg_xml xml, atom;      /* as those of an episode, for the channel */
	struct fg_entries json;
	const char *transcript_heading; /* "Transcript" */
	bool transcript_keep;
	/* Folders for files that are made, as written; the addresses absolute after resolve. */
	const char *transcript_dir, *transcript_url, *chapters_dir, *chapters_url;
	bool chapters_inline, chapters_description;
	int64_t probe_per_host, probe_per_second; /* if written: FG_PER_HOST_MAX … */
	bool probe_direct;

	int64_t published;           /* newest date of a live episode; set by resolve */
	int64_t updated;             /* likewise, of dates and updates */
	struct fg_episodes episodes; /* after resolve: the live ones, in feed order */
	size_t drafts, scheduled, left_out; /* how many were not taken, and why */
	size_t unread; /* errors while reading: episodes may be missing here */
	struct fg_list passed_over; /* files that look like episodes and are none */
	int64_t next_due;           /* date of the first scheduled episode; 0: none */
	struct fg_pos at[FG_SHOW_FIELD_COUNT];
};

/* What is remembered of one published episode: enough to know it again. Texts but the guid
   are NULL, and the date 0, where they are not known. */
struct fg_pin {
	const char *guid;
	const char *file; /* its name, without folder; of a page bundle, ep1/index.md */
	const char *title, *audio, *link;
	int64_t date;  /* seconds since 1970 */
	unsigned line; /* where this stands */
	bool live;     /* an episode of this run is the one; set by fg_pin_episodes */
};

/* What was published, and under which guids: the lock file of a show or, before it has one,
   its published feed. */
struct fg_lock {
	const char *file; /* where it is read from */
	bool exists;      /* there is such a file */
	bool is_feed;     /* it is a published feed */
	const char *guid; /* the show's podcast:guid; NULL: not known */
	unsigned line;    /* of that guid */
	struct fg_pin *data;
	size_t len, cap;
	struct fg_identity identity; /* of the file as it was read */
	const char *text;            /* all of it */
	size_t text_len;
	struct fg_episodes
		all; /* what was in the folder before fg_resolve took some out */
};

/* The episode's audio in that format, or its enclosure if it has none or format is NULL. */
const struct fg_enclosure *fg_audio(const struct fg_episode *ep, const char *format);

/* Where something is written; a line or column that a position cannot hold is the largest that
   it can. */
struct fg_pos fg_written_at(unsigned line, unsigned column);

/* The place of a field, for a diagnostic. The file is the episode's, or the show
   config's when the value was inherited. A field without a line gives the file. */
struct fg_place fg_episode_place(const struct fg_show *show, const struct fg_episode *ep,
	enum fg_episode_field field);
struct fg_place fg_show_place(const struct fg_show *show, enum fg_show_field field);

#endif
