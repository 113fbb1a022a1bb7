/* SPDX-License-Identifier: ISC */
/*
 * A single fault anywhere in a channel or an item is refused, once, by a message that
 * names the element.
 */
#include "fixture.h"

#include <libxml/parser.h>

/* ---- faults by the table: each row dropped, each row doubled ---- */

/* Is the link's relation, after its name at at, that? */
static bool has_relation(const char *at, const char *relation)
{
	const char *rel = strstr(at, " rel=\"") + strlen(" rel=\"");
	return strncmp(rel, relation, strlen(relation)) == 0;
}

/* The lines of the first element of that name in the text, at its scope's depth. */
static bool find_lines(
	const struct sbuf *text, const struct element *e, size_t *from, size_t *to)
{
	const char *indent = e->scope == ELEMENT_ITEM ? "      " : "    ";
	char start[64], close[64], last[64], rel[64];
	snprintf(start, sizeof start, "\n%s<%s", indent, e->rss);
	snprintf(last, sizeof last, "\n%s</%s>\n", indent, e->rss);
	snprintf(close, sizeof close, "</%s>\n", e->rss);
	snprintf(rel, sizeof rel, "%s", element_own_key(e) + strlen(e->rss));
	rel[strcspn(rel, "]")] = '\0';
	const char *at = text->data;
	do {
		at = strstr(at, start);
		if (!at)
			return false;
		at += strlen(start);
	} while (!strchr(" />", *at) || (*rel && !has_relation(at, rel + 1)));
	*from = (size_t)(at - strlen(start) + 1 - text->data);
	const char *line_end = strchr(at, '\n');
	const char *end = line_end + 1;
	if (line_end[-2] != '/' &&
		strncmp(line_end - strlen(close) + 1, close, strlen(close))) {
		const char *far = strstr(line_end, last);
		end = far ? far + strlen(last) : strstr(line_end, close) + strlen(close);
	}
	*to = (size_t)(end - text->data);
	return true;
}

/* The good text into bad, without any e (copies 0), or with so many of its first. */
static void repeat(struct fixture *f, const struct element *e, unsigned copies)
{
	const struct sbuf *text = good(f, e->scope);
	size_t from = 0, to = 0;
	sbuf_reset(&f->bad);
	assert_true(find_lines(text, e, &from, &to));
	sbuf_add(&f->bad, text->data, from);
	for (unsigned i = 0; i < copies; i++)
		sbuf_add(&f->bad, text->data + from, to - from);
	sbuf_add(&f->bad, text->data + to, text->len - to);
	while (copies == 0 && find_lines(&f->bad, e, &from, &to)) {
		struct sbuf rest;
		sbuf_init(&rest, 1 << 20);
		sbuf_add(&rest, f->bad.data + to, f->bad.len - to);
		sbuf_cut(&f->bad, from);
		sbuf_slice(&f->bad, sbuf_text(&rest));
		sbuf_release(&rest);
	}
}

static void least_counts(void **state)
{
	struct fixture *f = *state;
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (!*e->rss)
			continue;
		repeat(f, e, 0);
		char words[64];
		snprintf(words, sizeof words, "the %s has no <%s>",
			e->scope == ELEMENT_ITEM ? "item" : "channel",
			element_own_key(e));
		if (e->least > 0)
			assert_refused(f, e->scope, FG_RULE_VALIDATE_SCHEMA, words);
		else if (!check(f, e->scope, &f->bad))
			fail_msg("<%s> is not optional: %s", e->rss,
				f->u.diags.data[0].message);
	}
}

static void most_counts(void **state)
{
	struct fixture *f = *state;
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (!*e->rss)
			continue;
		repeat(f, e, 2);
		char words[64];
		snprintf(words, sizeof words, "<%s> 2 times; once is allowed", e->rss);
		if (e->most == 1)
			assert_refused(f, e->scope, FG_RULE_VALIDATE_SCHEMA, words);
		else if (!check(f, e->scope, &f->bad))
			fail_msg("<%s> may not be repeated: %s", e->rss,
				f->u.diags.data[0].message);
	}
}

/* ---- faults of single values ---- */

static void assert_mutations(
	struct fixture *f, enum element_scope scope, const struct mutation *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		replace(f, scope, m[i].from, m[i].to);
		assert_refused(f, scope, FG_RULE_VALIDATE_SCHEMA, m[i].words);
	}
}

static const struct mutation channel_faults[] = {
	{"<title>Salt &amp; Tide<", "<title> <", "<title> </title>"},
	{"<title>Salt &amp; Tide<", "<title a=\"1\">x<", "<title a=\"1\">x</title>"},
	{"<title>Salt &amp; Tide<", "<title><b/>x<", "<title>"},
	{"<link>https://salt.example/<", "<link>salt.example<",
		"<link>salt.example</link> must be an absolute http or https "
		"URL"},
	{"<link>https://salt.example/<", "<link>https://salt example/<", "<link>"},
	{"<link>https://salt.example/<", "<link>javascript:alert(1)<", "<link>"},
	{" rel=\"self\"", "", "<atom:link"},
	{" rel=\"self\"", " rel=\"hub\"", "<atom:link[self]>"},
	{" rel=\"self\" type=\"application/rss+xml\"", " rel=\"self\" type=\"text/xml\"",
		"<atom:link"},
	{"<atom:link href=\"https://salt.example/feed.xml\"",
		"<atom:link href=\"feed.xml\"", "<atom:link href=\"feed.xml\""},
	{"<language>en-GB<", "<language>en_GB<", "<language>en_GB</language>"},
	{"<language>en-GB<", "<language>e<", "<language>"},
	{"<pubDate>Tue, 05 Mar 2024 06:30:00 +0000<", "<pubDate>2024-03-05<",
		"<pubDate>2024-03-05</pubDate> must be a date"},
	{"06:30:00 +0000</last", "06:30:00 CEST</last", "<lastBuildDate>"},
	{"Mar 2024 06:30:00 +0000</last", "M\xc3\xa4r 2024 06:30:00 +0000</last",
		"<lastBuildDate>"},
	{"<itunes:explicit>false<", "<itunes:explicit>no<",
		"<itunes:explicit>no</itunes:explicit> must be true or false"},
	{"<itunes:explicit>false<", "<itunes:explicit>False<", "<itunes:explicit>"},
	{"<itunes:explicit>false<", "<itunes:explicit> false<", "<itunes:explicit>"},
	{"text=\"History\"", "text=\"history\"", "<itunes:category text=\"history\"/>"},
	{"text=\"History\"", "text=\"Places &amp; Travel\"", "<itunes:category"},
	{"text=\"History\"", "", "<itunes:category/>"},
	{"text=\"Places &amp; Travel\"", "text=\"Books\"", "<itunes:category"},
	{"text=\"Places &amp; Travel\"", "text=\"History\"", "<itunes:category"},
	{"cover.jpg\"/>", "cover.jpg\">x</itunes:image>", "<itunes:image"},
	{"itunes:image href=\"https:", "itunes:image href=\"ftp:",
		"must be an absolute http or https URL"},
	{"itunes:image href=", "itunes:image url=", "<itunes:image url="},
	{"<itunes:email>hello@salt.example<", "<itunes:email>hello<", "<itunes:owner>"},
	{"<url>https://salt.example/cover.jpg</url>", "", "<image>"},
	{"<itunes:type>serial<", "<itunes:type>Serial<", "<itunes:type>Serial"},
	{"<itunes:new-feed-url>https", "<itunes:new-feed-url>feed",
		"<itunes:new-feed-url>"},
	{"<itunes:block>Yes<", "<itunes:block>yes<",
		"<itunes:block>yes</itunes:block> must be Yes"},
	{"<itunes:complete>Yes<", "<itunes:complete>No<", "<itunes:complete>"},
	{"<podcast:guid>917393e3-", "<podcast:guid>917393e3", "<podcast:guid>"},
	{"owner=\"hello@salt.example\"", "owner=\"Salt Audio\"", "<podcast:locked"},
	{">yes</podcast:locked>", ">true</podcast:locked>", "<podcast:locked"},
	{"role=\"host\" group", "role=\"\" group", "<podcast:person role=\"\""},
	{"img=\"https:", "img=\"/img", "<podcast:person"},
	{">Host Two<", "><", "<podcast:person/>"},
	{"    <itunes:type>", "    <itunes:Type>x</itunes:Type>\n    <itunes:type>",
		"the channel has <itunes:Type>, which does not belong there"},
	{"    <itunes:type>", "    <enclosure/><itunes:type>",
		"the channel has <enclosure>"},
	{"    <itunes:type>", "text<itunes:type>", "channel"},
	{"<rss version=\"2.0\"", "<rss version=\"0.92\"", "channel"},
	{"<rss version=\"2.0\"", "<rss", "channel"},
};

static void channel_mutations(void **state)
{
	assert_mutations(*state, ELEMENT_CHANNEL, channel_faults,
		sizeof channel_faults / sizeof *channel_faults);
}

static const struct mutation item_faults[] = {
	{"<title>The lighthouse &lt;keeper&gt;<", "<title><",
		"<title/> is not what the grammar allows"},
	{"<link>https://", "<link>", "<link>salt.example"},
	{"<description>&lt;p&gt;", "<description><p/>", "<description>"},
	{"<enclosure url=\"https://cdn.", "<enclosure url=\"cdn.",
		"<enclosure url=\"cdn.salt.example/12.mp3?a=1&b=2\""},
	{" length=\"12345678\"", "", "<enclosure"},
	{" length=\"12345678\"", " length=\"-1\"", "length=\"-1\""},
	{" length=\"12345678\"", " length=\"\"", "length=\"\""},
	{" length=\"12345678\"", " length=\"12 MB\"", "length=\"12 MB\""},
	{" type=\"audio/mpeg\"", "", "<enclosure"},
	{" type=\"audio/mpeg\"", " type=\"mp3\"", "type=\"mp3\""},
	{"<guid isPermaLink=\"false\">", "<guid>", "<guid>salt-0012</guid>"},
	{"<guid isPermaLink=\"false\">", "<guid isPermaLink=\"true\">",
		"<guid isPermaLink=\"true\">salt-0012</guid>"},
	{"<guid isPermaLink=\"false\">", "<guid isPermaLink=\"no\">", "<guid"},
	{"isPermaLink=\"false\">salt-0012", "isPermaLink=\"yes\">https://a.example/",
		"<guid"},
	{"salt-0012", "", "<guid isPermaLink=\"false\"/>"},
	{"+0000</pubDate>", "+0100</pubDate>", "<pubDate>"},
	{"Tue, 05", "Die, 05", "<pubDate>"},
	{"05 Mar 2024", "5 Mar 24", "<pubDate>"},
	{"<itunes:duration>3723<", "<itunes:duration>1:02:03<",
		"<itunes:duration>1:02:03</itunes:duration> must be a whole "
		"number"},
	{"<itunes:image href=\"https://salt.example/12.jpg\"",
		"<itunes:image href=\"12.jpg\"", "<itunes:image href=\"12.jpg\"/>"},
	{"<itunes:explicit>true<", "<itunes:explicit>clean<", "<itunes:explicit>clean"},
	{"<itunes:episode>12<", "<itunes:episode>0<", "<itunes:episode>0"},
	{"<itunes:episode>12<", "<itunes:episode>+12<", "<itunes:episode>"},
	{"<itunes:episode>12<", "<itunes:episode>012<", "<itunes:episode>"},
	{"<itunes:season>2<", "<itunes:season>two<", "<itunes:season>two"},
	{"<itunes:episodeType>full<", "<itunes:episodeType>Full<",
		"<itunes:episodeType>"},
	{"<itunes:block>Yes<", "<itunes:block>true<", "<itunes:block>true"},
	{"name=\"Winter\">2<", "name=\"Winter\"><", "<podcast:season name=\"Winter\"/>"},
	{"name=\"Winter\"", "name=\"\"", "<podcast:season"},
	{"display=\"Twelve\">12<", "display=\"Twelve\">12.<", "<podcast:episode"},
	{"role=\"guest\"", "rolle=\"guest\"", "<podcast:person rolle=\"guest\">"},
	{"type=\"text/vtt\"", "type=\"application/srt\"", "<podcast:transcript"},
	{"<podcast:transcript url=", "<podcast:transcript href=", "<podcast:transcript"},
	{"type=\"application/json+chapters\"", "type=\"application/json\"",
		"<podcast:chapters"},
	{"    </item>", "<itunes:summary>x</itunes:summary></item>",
		"the item has <itunes:summary>, which does not belong there"},
	{"    </item>", "<title xmlns=\"urn:x\">x</title></item>", "<title>"},
	{"    </item>", "text</item>", "item"},
	{"    <item>", "    <item id=\"1\">", "item"},
};

static void item_mutations(void **state)
{
	assert_mutations(*state, ELEMENT_ITEM, item_faults,
		sizeof item_faults / sizeof *item_faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(least_counts),
		TEST(most_counts),
		TEST(channel_mutations),
		TEST(item_mutations),
	};
	int failed = cmocka_run_group_tests_name("validate/faults", tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
