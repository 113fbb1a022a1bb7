/* SPDX-License-Identifier: ISC */
/* Atom: feeds, entries, sources, people. What rows of vocabulary_feed.def cannot say. */
#include "validate/atom.h"

#include "model/check_iri.h"
#include "model/check_time.h"
#include "validate/rss.h"

enum { FIRST_DAY = 7305 /* 1990-01-01 */, DAY = 86400 };

struct atom *atom_of(struct judge *j)
{
	if (j->atom)
		return j->atom;
	j->atom = arena_new(j->run->arena, struct atom);
	seen_init(&j->atom->ids, j->run->arena);
	seen_init(&j->atom->links.alternates, j->run->arena);
	seen_init(&j->atom->entry.links.alternates, j->run->arena);
	seen_init(&j->atom->entry.source_links.alternates, j->run->arena);
	return j->atom;
}

void atom_release(struct atom *atom)
{
	seen_release(&atom->ids);
	seen_release(&atom->links.alternates);
	seen_release(&atom->entry.links.alternates);
	seen_release(&atom->entry.source_links.alternates);
}

static void links_begin(struct atom_links *links)
{
	seen_release(&links->alternates);
	*links = (struct atom_links){.alternates = links->alternates};
}

static bool in_row(const struct judge *j, enum row_id row)
{
	const struct node *parent = judge_parent(j);
	return parent && parent->row == (int)row;
}

void atom_ordered(struct judge *j)
{
	if (!in_row(j, ROW_FEED) || !atom_of(j)->entry_met)
		return;
	judge_say(j, FG_RULE_ATOM_ORDER, "<%s> of the feed stands behind an <entry>",
		judge_node(j)->name);
}

void atom_metadata(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		atom_ordered(j);
	else if (judge_node(j)->row == ROW_ATOM_GENERATOR)
		judge_blank(j, j->text);
}

void atom_not_blank(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		judge_blank(j, j->text);
}

/* ---- feed ---- */

/* RFC 4287 4.1.2: each entry has an author, or its source, or the feed. */
static void authors(struct judge *j)
{
	struct atom *atom = atom_of(j);
	if (atom->has_author || atom->authorless == 0)
		return;
	struct fg_diag *d = judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "author");
	d->message = arena_printf(j->run->diags->arena,
		"the feed has no <author>, and neither have %u of its entries",
		atom->authorless);
	d->at.line = atom->authorless_at.line;
	d->at.column = atom->authorless_at.column;
}

static void history(struct judge *j)
{
	bool complete = judge_count(j, ROW_FH_COMPLETE),
	     archive = judge_count(j, ROW_FH_ARCHIVE);
	const char *paging = atom_of(j)->links.paging;
	if (complete && (archive || paging))
		judge_say(j, FG_RULE_ATOM_HISTORY,
			"the feed is complete (fh:complete), but has %s%s",
			archive ? "fh:archive" : "a link to another page, rel=",
			archive ? "" : paging);
}

void atom_feed(struct judge *j, enum moment moment)
{
	if (moment == BEGINS) {
		judge_say(j, FG_RULE_FEED_NOT_RSS, "this is Atom; podcast apps want RSS");
		return;
	}
	authors(j);
	history(j);
	items_end(&j->items);
	atom_feed_links(j);
}

/* ---- entry ---- */

/* RFC 4287 4.1.1: entries of one id are versions of one entry. */
static void versions(struct judge *j)
{
	struct atom *atom = atom_of(j);
	const struct atom_entry *e = &atom->entry;
	if (!e->id || !e->updated)
		return;
	const char *key = arena_printf(&j->scratch, "%s\n%s", e->id, e->updated);
	struct xmlscan_place first;
	if (!seen_before(&atom->ids, key, judge_node(j)->at, &first))
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_ATOM_ENTRY_TWICE,
		"another entry has this id and the same <updated>: %s",
		judge_quote(j, e->id));
	d->related = (struct fg_place){j->file, first.line, first.column};
}

/* An entry is dated by when it was published, or else by its last change. */
static void dates(struct judge *j)
{
	const struct atom_entry *e = &atom_of(j)->entry;
	struct item *item = &j->items.item;
	item->seconds = e->published_s ? e->published_s : e->updated_s;
	item->has_seconds = item->seconds != 0;
	if (e->updated_s && e->updated_s < e->published_s)
		judge_say(j, FG_RULE_FEED_UPDATED_EARLY,
			"<entry> was updated before it was published: %s",
			judge_quote(j, e->updated));
}

static void entry_ends(struct judge *j)
{
	struct atom *atom = atom_of(j);
	struct atom_entry *e = &atom->entry;
	bool content = judge_count(j, ROW_ATOM_CONTENT),
	     summary = judge_count(j, ROW_ATOM_SUMMARY);
	if (!content && !e->links.alternate)
		judge_say(j, FG_RULE_ATOM_ALTERNATE,
			"<entry> has neither <content> nor a <link rel=\"alternate\">");
	if (e->needs_summary && !summary)
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "summary");
	else if (!content && !summary)
		judge_say(j, FG_RULE_ATOM_TEXT_MISSING,
			"<entry> has neither <content> nor <summary>");
	versions(j);
	dates(j);
	atom_entry_links(j);
	if (rss_is_show(j) || e->links.enclosure) {
		rss_episode_ends(j);
		items_end_item(&j->items);
	}
	if (e->has_author)
		return;
	if (j->depth == 1)
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "author");
	else if (atom->authorless++ == 0)
		atom->authorless_at = judge_node(j)->at;
}

void atom_entry(struct judge *j, enum moment moment)
{
	struct atom *atom = atom_of(j);
	if (moment == ENDS) {
		entry_ends(j);
		return;
	}
	if (j->depth == 1)
		judge_say(j, FG_RULE_FEED_NOT_RSS,
			"this is one entry of Atom; podcast apps want RSS");
	atom->entry_met = true;
	rss_of(j)->item = (struct rss_item){.has_person = false};
	items_begin(&j->items, judge_node(j)->at);
	struct atom_entry *e = &atom->entry;
	links_begin(&e->links);
	links_begin(&e->source_links);
	*e = (struct atom_entry){.links = e->links, .source_links = e->source_links};
}

static const char *kept(struct judge *j)
{
	return arena_strdup(&j->scratch, j->text);
}

void atom_id(struct judge *j, enum moment moment)
{
	if (moment == BEGINS) {
		atom_ordered(j);
		return;
	}
	judge_keep(j, FACT_GUID, j->text);
	if (in_row(j, ROW_ENTRY))
		atom_of(j)->entry.id = kept(j);
	if (check_iri(j->text, CHECK_IRI_ABSOLUTE))
		return;
	const char *problem = check_iri_canonical(j->text);
	if (problem)
		judge_say(j, FG_RULE_ATOM_ID_FORM, "%s %s: %s", judge_what(j), problem,
			judge_quote(j, j->text));
}

void atom_updated(struct judge *j, enum moment moment)
{
	int64_t seconds;
	const char *problem;
	if (moment == BEGINS) {
		atom_ordered(j);
		return;
	}
	bool in_entry = in_row(j, ROW_ENTRY);
	if (in_entry)
		atom_of(j)->entry.updated = kept(j);
	if (check_rfc3339(j->text, &seconds, &problem) == DATE_BAD)
		return;
	if (in_entry)
		atom_of(j)->entry.updated_s = seconds;
	if (in_entry && !j->items.item.facts[FACT_DATE].text)
		judge_keep(j, FACT_DATE, j->text);
	bool early = seconds < (int64_t)FIRST_DAY * DAY;
	if (early || seconds > j->run->settings->now + DAY)
		judge_say(j, FG_RULE_DATE_IMPLAUSIBLE, "%s is %s: %s", judge_what(j),
			early ? "long before there were feeds" : "in the future",
			judge_quote(j, j->text));
}

enum { SLACK = 600 }; /* seconds; clocks differ */

void atom_published(struct judge *j, enum moment moment)
{
	int64_t seconds;
	const char *problem;
	if (moment == BEGINS || check_rfc3339(j->text, &seconds, &problem) == DATE_BAD)
		return;
	atom_of(j)->entry.published_s = seconds;
	judge_keep(j, FACT_DATE, j->text);
	if (seconds > j->run->settings->now + SLACK)
		judge_say(j, FG_RULE_FEED_DATE_FUTURE, "%s is still to come: %s",
			judge_what(j), judge_quote(j, j->text));
}

/* ---- source, people, categories ---- */

void atom_source(struct judge *j, enum moment moment)
{
	static const struct {
		enum row_id row;
		const char *name;
	} wanted[] = {{ROW_SOURCE_ID, "id"}, {ROW_SOURCE_TITLE, "title"},
		{ROW_SOURCE_UPDATED, "updated"}};
	if (moment == BEGINS) {
		links_begin(&atom_of(j)->entry.source_links);
		return;
	}
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (!judge_count(j, wanted[i].row))
			judge_lacks(j, FG_RULE_ATOM_SOURCE, wanted[i].name);
	}
}

void atom_author(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		return;
	atom_ordered(j);
	if (in_row(j, ROW_FEED))
		atom_of(j)->has_author = true;
	else
		atom_of(j)->entry.has_author = true;
}

void atom_category(struct judge *j, enum moment moment)
{
	const char *term = judge_attribute(j, "term");
	if (moment == ENDS)
		return;
	atom_ordered(j);
	j->attribute = "term";
	if (term)
		judge_blank(j, term);
	j->attribute = NULL;
}
