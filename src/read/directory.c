/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/diag.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/sbuf.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/rule.h"
#include "read/defaults.h"
#include "read/episode.h"

/* A folder of episodes, being read. */
struct folder {
	struct fg_run *run;
	struct fg_show *show;
	const char *dir;
	const char *real;       /* dir without symbolic links; NULL: cannot be told */
	struct fs_facts config; /* the show config, which may lie in the folder */
	struct fs_names names;  /* what it has */
	struct reader *readers; /* a worker's each */
	struct map stems;       /* lower-case stems, and the episode of each */
	struct arena listing;   /* until all is read */
	bool gone;              /* a file vanished between listing and reading */
};

/* Reads one file at a time, beside others. */
struct reader {
	const struct folder *folder;
	struct fg_run run;
	struct fg_settings settings; /* those of the run, but for the traces */
	struct traces traces;
	struct names names;
	struct arena kept; /* becomes part of the run's */
	/* What came of the name that it has read, until it is taken: */
	struct arena scratch;
	struct fg_diags diags;
	const char *path; /* where its episode should be; NULL: it is nobody's name */
	struct fg_episode *ep; /* NULL: it makes none */
	bool gone;
};

/* ---- which names are episodes ---- */

static bool ends(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return n > m && str_case_is((struct str){name + n - m, m}, suffix);
}

/* Editors' files (.ep1.md.swp, #ep1.md#, ep1.md~), what site generators keep to
   themselves (_index.md), show configs, locks and read-mes are nobody's episodes. */
static bool is_wanted(const char *name)
{
	static const char *const suffixes[] = {
		".md", ".markdown", ".mdx", ".yaml", ".yml"};
	if (strchr("._#~", name[0]) || strcmp(name, "feed.yaml") == 0 ||
		ends(name, ".lock.yaml") || ends(name, ".lock.yml") ||
		str_case_is(str_of(name), "readme.md"))
		return false;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (ends(name, suffixes[i]))
			return true;
	}
	return false;
}

/* Pages of site generators, in languages that we do not read. */
static bool ends_foreign(const char *name)
{
	static const char *const suffixes[] = {".rst", ".adoc", ".org", ".mdown", ".mkd"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (ends(name, suffixes[i]))
			return true;
	}
	return false;
}

static bool is_page(const char *name)
{
	return is_wanted(name) || (ends_foreign(name) && !strchr("._#~", name[0]));
}

/* Names become addresses and stand in messages: control characters and bytes that are
   not UTF-8 have no place in either. */
static bool name_is_sound(const char *name)
{
	for (const char *c = name; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return false;
	}
	return utf8_clean_len(str_of(name)) == strlen(name);
}

static void fail_name(struct reader *r, const char *name)
{
	struct sbuf shown;
	sbuf_init(&shown, 4 * NAME_MAX + 1);
	for (const char *c = name; *c; c++) {
		unsigned char byte = (unsigned char)*c;
		if (byte >= 0x20 && byte < 0x7f)
			sbuf_char(&shown, *c);
		else
			sbuf_printf(&shown, "\\x%02x", byte);
	}
	diag_add(&r->diags, FG_RULE_FILE_NAME, (struct fg_place){r->folder->dir, 0, 0},
		"the file name “%s” has control characters or is not UTF-8", shown.data);
	sbuf_release(&shown);
}

/* ---- what lies under a name ---- */

static bool is_under(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	return strncmp(path, folder, n) == 0 &&
	       (path[n] == '/' || str_is(str_of(folder), "/"));
}

/* What there is to say about a path that stat fails for; errno says why. */
static bool fail_stat(struct reader *r, const char *path)
{
	if (errno == ENOENT)
		r->gone = true;
	else
		diag_add(&r->diags, FG_RULE_FILE_UNREADABLE,
			(struct fg_place){path, 0, 0}, "cannot be read: %s",
			strerror(errno));
	return false;
}

/* A link may lead to another file of the same tree, but not out of it: what others may
   write here must not publish what only we may read. */
static bool link_is_sound(struct reader *r, const char *path)
{
	struct fg_place at = {path, 0, 0};
	char *target = realpath(path, NULL);
	if (!target && errno == ENOMEM)
		r->kept.exhausted(); /* an episode must not be left out for that */
	if (!target) {
		diag_add(&r->diags, FG_RULE_FILE_LINK_BROKEN, at,
			"is a symbolic link that leads nowhere (%s); it is left out",
			strerror(errno));
		return false;
	}
	trace_real(r->settings.traces, path, target);
	const char *real = r->folder->real;
	bool sound = real && is_under(target, real);
	if (!sound)
		diag_add(&r->diags, FG_RULE_FILE_LINK_OUTSIDE, at,
			"is a symbolic link out of the folder; it is left out");
	free(target);
	return sound;
}

/* A folder that is a link is as good as the place it leads to. */
static bool folder_is_sound(struct reader *r, const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return fail_stat(r, path);
	return !S_ISLNK(st.st_mode) || link_is_sound(r, arena_strdup(&r->kept, path));
}

static bool is_config(const struct folder *f, const struct stat *st)
{
	return f->config.inode == st->st_ino && f->config.size == st->st_size;
}

/* Is path a regular file, or a link to one, that may be an episode? */
static bool is_candidate(struct reader *r, const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return fail_stat(r, path);
	if (S_ISLNK(st.st_mode)) {
		if (!link_is_sound(r, path))
			return false;
		if (stat(path, &st) != 0)
			return fail_stat(r, path);
	}
	if (S_ISREG(st.st_mode))
		return !is_config(r->folder, &st);
	diag_add(&r->diags, FG_RULE_FILE_NOT_REGULAR, (struct fg_place){path, 0, 0},
		"is a %s, not a file; it is left out",
		S_ISDIR(st.st_mode) ? "folder" : "pipe, socket or device");
	return false;
}

/* ---- reading ---- */

/* The episode at r->path, in memory that is kept; bundle as for episode_read. NULL: it makes
   none, and why was told. */
static struct fg_episode *read_file(struct reader *r, const char *bundle)
{
	struct episode_reader reader = {&r->run, &r->scratch, &r->names};
	struct source src;
	if (ends_foreign(r->path)) {
		diag_add(&r->diags, FG_RULE_FILE_ENDING, (struct fg_place){r->path, 0, 0},
			"is not read: episodes end in .md, .markdown, .mdx, .yaml or "
			".yml");
		return NULL;
	}
	if (!is_candidate(r, r->path))
		return NULL;
	enum source_result result =
		source_read_front(&r->run, &r->scratch, r->path, &src);
	r->gone = r->gone || result == SOURCE_GONE;
	return result == SOURCE_OK ? episode_read(&reader, &src, bundle) : NULL;
}

/* The page of a page bundle, by whatever ending; NULL: the folder is none. */
static const char *page_of(const struct fs_names *names)
{
	static const char page[] = "index.";
	for (size_t i = 0; i < names->len; i++) {
		const char *name = names->data[i];
		if (is_page(name) && str_case_starts(str_of(name), page) &&
			!strchr(name + strlen(page), '.'))
			return name;
	}
	return NULL;
}

/* Folders of a year and the like are not entered; a folder of audio or pictures is nothing to
   speak of. */
static void warn_subfolder(
	struct reader *r, const char *path, const struct fs_names *names)
{
	for (size_t i = 0; i < names->len; i++) {
		if (!is_wanted(names->data[i]))
			continue;
		diag_add(&r->diags, FG_RULE_FILE_SUBFOLDER,
			(struct fg_place){arena_strdup(&r->kept, path), 0, 0},
			"is not entered, and has files such as %s", names->data[i]);
		return;
	}
}

/* A page bundle, as Hugo calls it, is an episode with a folder to itself: ep1/index.md, and
   beside it audio and pictures. Of what site generators keep to themselves, Jekyll has its
   posts in _posts. */
static void read_folder(struct reader *r, const char *name)
{
	struct fs_names names;
	const char *path = fs_join(&r->scratch, r->folder->dir, name);
	if (strchr("._", name[0]) && strcmp(name, "_posts") != 0)
		return;
	trace_file(r->settings.traces, path);
	if (!fs_is_dir(path) || !fs_list(&r->scratch, path, &names))
		return;
	trace_list(r->settings.traces, path, &names);
	const char *page = page_of(&names);
	if (!page) {
		warn_subfolder(r, path, &names);
	} else if (!name_is_sound(name)) {
		fail_name(r, name);
	} else if (folder_is_sound(r, path)) {
		r->path = fs_join(&r->kept, arena_strdup(&r->kept, path), page);
		r->ep = read_file(r, arena_strdup(&r->kept, name));
	}
}

/* False: the name is none of such a file. */
static bool look_at_defaults(struct reader *r, const char *name)
{
	const struct folder *f = r->folder;
	struct episode_reader reader = {&r->run, &r->scratch, &r->names};
	const char *path = fs_join(&r->scratch, f->dir, name);
	bool real = strcmp(f->dir, ".") == 0 || str_ends(str_of(f->dir), "/.");
	if (!defaults_are_in(real && f->real ? f->real : f->dir, name))
		return false;
	trace_file(r->settings.traces, path);
	defaults_tell(&reader, f->show, path);
	return true;
}

static bool read_name(void *ctx, unsigned worker, size_t i)
{
	const struct folder *f = ctx;
	struct reader *r = &f->readers[worker];
	const char *name = f->names.data[i];
	arena_reset(&r->scratch);
	r->diags = (struct fg_diags){.arena = &r->scratch};
	r->path = NULL;
	r->ep = NULL;
	r->gone = false;
	if (!is_page(name)) {
		if (!look_at_defaults(r, name))
			read_folder(r, name);
	} else if (!name_is_sound(name)) {
		fail_name(r, name);
	} else {
		r->path = fs_join(&r->kept, f->dir, name);
		r->ep = read_file(r, NULL);
	}
	return true;
}

/* ---- what was read, in the order of names ---- */

/* Ep1.md and ep1.md are one file on some disks, and one address on most servers. */
static void warn_twin(struct folder *f, struct fg_episode *ep)
{
	char *key = arena_strdup(&f->listing, ep->stem);
	for (char *c = key; *c; c++)
		*c = ascii_lower(*c);
	const struct fg_episode *twin = map_get(&f->stems, key);
	if (!twin) {
		map_put(&f->stems, key, ep);
		return;
	}
	struct fg_diag *d = diag_add(f->run->diags, FG_RULE_FILE_TWINS,
		(struct fg_place){ep->file, 0, 0},
		"has the same name as %s, but for case or ending", twin->file);
	d->related = (struct fg_place){twin->file, 0, 0};
}

static bool take_name(void *ctx, unsigned worker, size_t i)
{
	struct folder *f = ctx;
	struct reader *r = &f->readers[worker];
	struct traces *traces = f->run->settings->traces;
	(void)i;
	if (r->path)
		trace_lasting_file(traces, r->path);
	traces_move(traces, &r->traces);
	diag_move(f->run->diags, &r->diags, r->path);
	f->gone = f->gone || r->gone;
	if (r->ep) {
		*vec_push(f->run->arena, &f->show->episodes) = r->ep;
		warn_twin(f, r->ep);
	} else if (r->path) {
		*vec_push(f->run->arena, &f->show->passed_over) = r->path;
	}
	return true;
}

static void reader_open(struct reader *r, const struct folder *f)
{
	r->folder = f;
	arena_init(&r->kept, f->run->arena->exhausted);
	arena_init(&r->scratch, f->run->arena->exhausted);
	traces_init(&r->traces, &r->kept);
	r->settings = *f->run->settings;
	if (r->settings.traces)
		r->settings.traces = &r->traces;
	r->run = (struct fg_run){&r->kept, &r->diags, &r->settings};
	names_init(&r->names, &r->kept, f->show);
}

/* With fewer files a thread would hardly gain what it costs. */
enum { FILES_WORTH = 64 };

static void read_names(struct folder *f)
{
	unsigned threads = f->names.len < FILES_WORTH ? 1 : f->run->settings->jobs;
	unsigned n = pool_workers(threads);
	struct pool_jobs jobs = {
		.count = f->names.len, .ctx = f, .work = read_name, .take = take_name};
	f->readers = arena_array(&f->listing, n, sizeof *f->readers);
	for (unsigned i = 0; i < n; i++)
		reader_open(&f->readers[i], f);
	if (!pool_run(threads, &jobs))
		f->run->arena->exhausted();
	for (unsigned i = 0; i < n; i++) {
		arena_join(f->run->arena, &f->readers[i].kept);
		arena_release(&f->readers[i].scratch);
	}
}

static bool read_all(struct folder *f)
{
	arena_reset(&f->listing);
	f->stems = (struct map){.arena = &f->listing};
	f->gone = false;
	f->show->episodes.len = f->show->passed_over.len = 0;
	if (!fs_list(&f->listing, f->dir, &f->names)) {
		diag_add(f->run->diags, FG_RULE_FILE_UNREADABLE,
			(struct fg_place){f->dir, 0, 0}, "the folder cannot be read: %s",
			strerror(errno));
		return false;
	}
	trace_list(f->run->settings->traces, f->dir, &f->names);
	read_names(f);
	return true;
}

/* A file that vanishes while we read may come back under another name: a second look
   tells. If the folder still changes then, nothing that we know of it is sure. */
static bool read_twice(struct folder *f)
{
	size_t told = f->run->diags->len;
	if (!read_all(f))
		return false;
	if (!f->gone)
		return true;
	f->run->diags->len = told;
	if (!read_all(f))
		return false;
	if (f->gone)
		diag_add(f->run->diags, FG_RULE_FILE_CHANGED,
			(struct fg_place){f->dir, 0, 0},
			"files vanish from the folder while it is read");
	return true;
}

static size_t count_errors(const struct fg_diags *diags, size_t from)
{
	size_t n = 0;
	for (size_t i = from; i < diags->len; i++)
		n += fg_rule_at((size_t)diags->data[i].rule)->severity >= FG_ERROR;
	return n;
}

bool fg_read_episodes(struct fg_run *run, const char *dir, struct fg_show *show)
{
	struct folder f = {.run = run, .show = show};
	size_t told = run->diags->len;
	f.dir = arena_strdup(run->arena, dir);
	char *real = realpath(dir, NULL);
	if (!real && errno == ENOMEM)
		run->arena->exhausted();
	f.real = real;
	if (real)
		trace_real(run->settings->traces, dir, real);
	if (show->file && fs_stat(show->file, &f.config) != FS_OK)
		f.config = (struct fs_facts){.size = -1};
	arena_init(&f.listing, run->arena->exhausted);
	bool good = read_twice(&f);
	show->unread = count_errors(run->diags, told);
	arena_release(&f.listing);
	free(real);
	return good;
}
