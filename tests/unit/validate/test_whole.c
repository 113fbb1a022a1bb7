/* SPDX-License-Identifier: ISC */
/* fg_validate_whole: what is in the file is what was written, whole and well-formed. */
#include "unit.h"
#include "sample.h"

#include <unistd.h>
#include <sys/mman.h>
#include <libxml/parser.h>
#include "base/fs.h"

enum { ITEMS = 3 };

struct fixture {
	struct unit u;
	struct sbuf feed;
	int fd;
};

static int open_fixture(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct sample s;
	unit_open(&f->u);
	sample_fill(&s);
	sbuf_init(&f->feed, 1 << 20);
	fg_write_head(
		&f->u.run, &(struct fg_feed){FG_RSS, &s.show, NULL, NULL}, &f->feed);
	for (int i = 0; i < ITEMS; i++)
		fg_write_item(&f->u.run, &(struct fg_feed){FG_RSS, &s.show, NULL, NULL},
			&s.episode, &s.notes, &f->feed);
	fg_write_tail(
		&f->u.run, &(struct fg_feed){FG_RSS, &s.show, NULL, NULL}, &f->feed);
	assert_false(f->feed.failed);
	f->fd = memfd_create("feed", MFD_CLOEXEC);
	assert_true(f->fd >= 0);
	*state = f;
	return 0;
}

static int close_fixture(void **state)
{
	struct fixture *f = *state;
	close(f->fd);
	sbuf_release(&f->feed);
	unit_close(&f->u);
	free(f);
	return 0;
}

/* Is a file of this text accepted as a feed of so many items? */
static bool whole(struct fixture *f, const char *text, size_t len, size_t items)
{
	f->u.diags.len = 0;
	assert_int_equal(ftruncate(f->fd, 0), 0);
	assert_true(lseek(f->fd, 0, SEEK_SET) == 0);
	assert_true(fs_write_all(f->fd, text, len));
	return fg_validate_whole(&f->u.run, FG_RSS, f->fd, items);
}

static void assert_ill_formed(struct fixture *f, const char *text, const char *words)
{
	assert_false(whole(f, text, strlen(text), 0));
	const struct fg_diag *d = unit_diag(&f->u, FG_RULE_VALIDATE_ILL_FORMED);
	if (!strstr(d->message, words))
		fail_msg("\"%s\" does not say \"%s\"", d->message, words);
	assert_int_equal(f->u.diags.len, 1);
}

static void good(void **state)
{
	struct fixture *f = *state;
	assert_true(whole(f, f->feed.data, f->feed.len, ITEMS));
	assert_int_equal(f->u.diags.len, 0);
	/* The offset of the descriptor does not matter, and is left as it was. */
	assert_int_equal(lseek(f->fd, 0, SEEK_CUR), f->feed.len);
}

static void wrong_count(void **state)
{
	struct fixture *f = *state;
	assert_false(whole(f, f->feed.data, f->feed.len, ITEMS + 1));
	assert_string_equal(unit_diag(&f->u, FG_RULE_VALIDATE_ITEM_COUNT)->message,
		"the feed has 3 items, but 4 were written");
	assert_false(whole(f, f->feed.data, f->feed.len, ITEMS - 1));
	unit_diag(&f->u, FG_RULE_VALIDATE_ITEM_COUNT);
	assert_false(whole(f, f->feed.data, f->feed.len, 0));
}

/* Cut anywhere before its last tag is complete, it is refused. */
static void truncated(void **state)
{
	struct fixture *f = *state;
	size_t end = f->feed.len - 1; /* the final line feed is no loss */
	for (size_t len = 0; len < end; len += len < end - 40 ? 37 : 1) {
		if (whole(f, f->feed.data, len, ITEMS))
			fail_msg("accepted with %zu of %zu bytes", len, f->feed.len);
		assert_int_equal(f->u.diags.len, 1);
		unit_diag(&f->u, FG_RULE_VALIDATE_ILL_FORMED);
	}
	assert_true(whole(f, f->feed.data, end, ITEMS));
}

static void zeroed_block(void **state)
{
	struct fixture *f = *state;
	memset(f->feed.own + f->feed.len / 2, 0, 64);
	assert_false(whole(f, f->feed.data, f->feed.len, ITEMS));
	unit_diag(&f->u, FG_RULE_VALIDATE_ILL_FORMED);
}

static void written_twice(void **state)
{
	struct fixture *f = *state;
	struct sbuf twice;
	sbuf_init(&twice, 1 << 20);
	sbuf_slice(&twice, sbuf_text(&f->feed));
	sbuf_slice(&twice, sbuf_text(&f->feed));
	assert_false(whole(f, twice.data, twice.len, 2 * ITEMS));
	unit_diag(&f->u, FG_RULE_VALIDATE_ILL_FORMED);
	sbuf_release(&twice);
}

static void other_documents(void **state)
{
	struct fixture *f = *state;
	static const char not_a_feed[] = "not one <rss> with one <channel>";
	assert_ill_formed(f, "", "line ");
	assert_ill_formed(f, "not XML", "line 1");
	assert_ill_formed(f, "\n<?xml version=\"1.0\"?><rss><channel/></rss>", "line 2");
	assert_ill_formed(f, "<html/>", not_a_feed);
	assert_ill_formed(f, "<rss/>", not_a_feed);
	assert_ill_formed(f, "<rss><channel/><channel/></rss>", not_a_feed);
	assert_ill_formed(f, "<rss xmlns=\"urn:x\"><channel/></rss>", not_a_feed);
	assert_ill_formed(f, "<feed><rss><channel/></rss></feed>", not_a_feed);
	assert_ill_formed(f, "<rss><channel>\n<x:y/></channel></rss>", "line 2, column");
	assert_ill_formed(f, "<rss><channel>&a;</channel></rss>", "'a' not defined");
	assert_ill_formed(f, "<rss><channel>\xff</channel></rss>", "line 1");
	assert_ill_formed(f, "<rss><channel></chanel></rss>", "mismatch");
}

/* Only what is right under the channel is an item; the same goes for the others. */
static void items_elsewhere(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "<rss><channel><item><item/><channel/><rss/></item>"
				   "<x:item xmlns:x=\"urn:x\"/></channel><item/></rss>";
	assert_true(whole(f, text, strlen(text), 1));
}

/* What a quick look is not sure of may be good all the same. */
static void not_plain(void **state)
{
	struct fixture *f = *state;
	static const char fancy[] = "<rss><channel><!-- x --><item><![CDATA[x]]></item>\n"
				    "</channel></rss>";
	assert_true(whole(f, fancy, strlen(fancy), 1));
	char *line = calloc(1, 1 << 18);
	assert_non_null(line);
	snprintf(line, 1 << 18, "<rss><channel>\n<item>%0*d</item></channel></rss>",
		200000, 0);
	assert_true(whole(f, line, strlen(line), 1));
	assert_false(whole(f, line, strlen(line), 2));
	unit_diag(&f->u, FG_RULE_VALIDATE_ITEM_COUNT);
	free(line);
}

/* What libxml2 only warns of is no fault. */
static void warnings(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "<rss xml:space=\"odd\"><channel/></rss>";
	assert_true(whole(f, text, strlen(text), 0));
	assert_int_equal(f->u.diags.len, 0);
}

/* Entities that grow: nothing of a DOCTYPE is used. */
static void expanding_entities(void **state)
{
	struct fixture *f = *state;
	assert_ill_formed(f,
		"<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
		"\"&a;&a;&a;&a;&a;\">]>"
		"<rss><channel>&b;</channel></rss>",
		"line 1");
}

/* A text longer than any buffer, cut by the reads in every way. */
static void long_text(void **state)
{
	struct fixture *f = *state;
	struct sbuf b;
	sbuf_init(&b, 1 << 22);
	sbuf_str(&b, "<rss><channel><item>");
	while (b.len < 3000000)
		sbuf_str(&b, "\xf0\x9f\x98\x80 a long text &amp; more ");
	sbuf_str(&b, "</item></channel></rss>");
	assert_true(whole(f, b.data, b.len, 1));
	sbuf_release(&b);
}

/* A feed of many items, which is longer than what is read at a time. */
static size_t make_long(struct fixture *f, struct sbuf *b)
{
	enum { LENGTH = 300000 };
	struct str feed = sbuf_text(&f->feed);
	size_t first = str_find(feed, "<item>", 0), items = 0;
	size_t end = str_find(feed, "</item>", first) + strlen("</item>\n");
	sbuf_init(b, 1 << 20);
	sbuf_slice(b, str_slice(feed, 0, first));
	for (; b->len < LENGTH; items++)
		sbuf_slice(b, str_slice(feed, first, end));
	sbuf_slice(b, str_slice(feed, str_find(feed, "</channel>", 0), feed.len));
	assert_false(b->failed);
	return items;
}

/* Writes the text by and by, and has it followed. */
static struct fg_readback *follow(struct fixture *f, const struct sbuf *b, size_t step)
{
	f->u.diags.len = 0;
	assert_int_equal(ftruncate(f->fd, 0), 0);
	assert_true(lseek(f->fd, 0, SEEK_SET) == 0);
	struct fg_readback *r = fg_readback_new(&f->u.run, FG_RSS, f->fd);
	for (size_t at = 0; at < b->len; at += step) {
		size_t n = b->len - at < step ? b->len - at : step;
		assert_true(fs_write_all(f->fd, b->data + at, n));
		fg_readback_follow(r, (int64_t)(at + n));
	}
	return r;
}

static void followed(void **state)
{
	struct fixture *f = *state;
	struct sbuf b;
	size_t items = make_long(f, &b);
	for (size_t step = 7000; step < 2 * b.len; step *= 3) {
		assert_true(fg_readback_end(follow(f, &b, step), items));
		assert_int_equal(f->u.diags.len, 0);
		assert_false(fg_readback_end(follow(f, &b, step), items - 1));
		unit_diag(&f->u, FG_RULE_VALIDATE_ITEM_COUNT);
	}
	for (size_t at = 1000; at < b.len; at += b.len / 7) {
		char was = b.own[at];
		b.own[at] = '\0';
		assert_false(fg_readback_end(follow(f, &b, 9000), items));
		unit_diag(&f->u, FG_RULE_VALIDATE_ILL_FORMED);
		assert_int_equal(f->u.diags.len, 1);
		b.own[at] = was;
	}
	sbuf_release(&b);
}

/* So the end is soon reached. */
static void what_was_followed_is_not_read_again(void **state)
{
	struct fixture *f = *state;
	struct sbuf b;
	size_t items = make_long(f, &b);
	struct fg_readback *r = follow(f, &b, 9000);
	assert_int_equal(pwrite(f->fd, "\0", 1, (off_t)b.len / 2), 1);
	assert_true(fg_readback_end(r, items));
	sbuf_release(&b);
}

static void unreadable(void **state)
{
	struct fixture *f = *state;
	assert_false(fg_validate_whole(&f->u.run, FG_RSS, -1, 0));
	assert_string_equal(unit_diag(&f->u, FG_RULE_VALIDATE_READ_BACK)->message,
		"the finished feed cannot be read back: Bad file descriptor");
	assert_int_equal(f->u.diags.len, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(good),
		TEST(wrong_count),
		TEST(truncated),
		TEST(zeroed_block),
		TEST(written_twice),
		TEST(other_documents),
		TEST(items_elsewhere),
		TEST(not_plain),
		TEST(warnings),
		TEST(expanding_entities),
		TEST(long_text),
		TEST(followed),
		TEST(what_was_followed_is_not_read_again),
		TEST(unreadable),
	};
	int failed = cmocka_run_group_tests_name("validate/whole", tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
