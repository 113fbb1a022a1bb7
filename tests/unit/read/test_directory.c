/* SPDX-License-Identifier: ISC */
/* Which files of a folder are episodes, and what becomes of the others. */
#include "folder.h"

#include <errno.h>

#define EPISODE "---\ntitle: x\n---\n"

enum { NOBODY = 65534 };

static void takes_episodes_in_byte_order(void **state)
{
	struct folder *f = *state;
	put_file("b.md", EPISODE);
	put_file("a.markdown", EPISODE);
	put_file("B.MD", EPISODE);
	put_file("c d.yaml", "title: x\n");
	put_file("-x.md", EPISODE);
	put_file("é.yml", "title: x\n");
	/* what is not ours to read */
	put_file(".hidden.md", EPISODE);
	put_file(".a.md.swp", EPISODE);
	put_file("#a.md#", EPISODE);
	put_file("#a.md", EPISODE);
	put_file("a.md~", EPISODE);
	put_file("~a.md", EPISODE);
	put_file("_index.md", EPISODE);
	put_file("README.md", EPISODE);
	put_file("feed.lock.yaml", "title: x\n");
	put_file("feed.xml", EPISODE);
	put_file("a.mp3", EPISODE);
	put_file("a.txt", EPISODE);
	put_file("md", EPISODE);
	mkdir("folder", 0755);
	const struct fg_episodes *all = read_folder(f);
	const char *const names[] = {
		"-x.md", "B.MD", "a.markdown", "b.md", "c d.yaml", "é.yml"};
	assert_int_equal(all->len, 6);
	for (size_t i = 0; i < all->len; i++)
		assert_string_equal(all->data[i]->file, names[i]);
	assert_string_equal(all->data[4]->stem, "c d");
}

/* Pages that other programs make of their files look like episodes to who wrote them. */
static void warns_of_pages_that_it_cannot_read(void **state)
{
	struct folder *f = *state;
	put_file("a.adoc", EPISODE);
	put_file(".b.adoc", EPISODE);
	put_file("c.RST", "x\n");
	put_file("d.rst.bak", "x\n");
	assert_int_equal(read_folder(f)->len, 0);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_ENDING), 2);
	const struct fg_diag *d = unit_diag(&f->u, FG_RULE_FILE_ENDING);
	assert_string_equal(d->at.file, "a.adoc");
}

static void warns_of_subfolders(void **state)
{
	struct folder *f = *state;
	put_file("a.md", EPISODE);
	assert_int_equal(mkdir("audio", 0755), 0);
	put_file("audio/a.mp3", "x");
	assert_int_equal(mkdir("2024", 0755), 0);
	put_file("2024/march.md", EPISODE);
	assert_int_equal(mkdir(".git", 0755), 0);
	put_file(".git/x.md", EPISODE);
	assert_int_equal(mkdir("_drafts", 0755), 0);
	put_file("_drafts/x.md", EPISODE);
	assert_int_equal(mkdir("_posts", 0755), 0);
	put_file("_posts/2024-03-05-x.md", EPISODE);
	assert_int_equal(read_folder(f)->len, 1);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_SUBFOLDER), 2);
	assert_int_equal(f->u.diags.len, 2);
	const struct fg_diag *d = unit_diag(&f->u, FG_RULE_FILE_SUBFOLDER);
	assert_string_equal(d->at.file, "2024");
	assert_string_equal(d->message, "is not entered, and has files such as march.md");
}

/* Hugo, Gatsby and others: a folder for each episode. */
static void enters_page_bundles(void **state)
{
	struct folder *f = *state;
	put_file("c.md", EPISODE);
	assert_int_equal(mkdir("2024-03-05-b", 0755), 0);
	put_file("2024-03-05-b/index.md", EPISODE);
	put_file("2024-03-05-b/about.md", EPISODE);
	assert_int_equal(mkdir("d", 0755), 0);
	put_file("d/Index.markdown", EPISODE);
	assert_int_equal(mkdir("e", 0755), 0);
	put_file("e/_index.md", EPISODE);
	put_file("e/index.html", EPISODE);
	const struct fg_episodes *all = read_folder(f);
	assert_int_equal(all->len, 3);
	assert_string_equal(all->data[0]->file, "2024-03-05-b/index.md");
	assert_string_equal(all->data[0]->stem, "2024-03-05-b");
	assert_true(all->data[0]->bundled);
	assert_string_equal(all->data[1]->file, "c.md");
	assert_false(all->data[1]->bundled);
	assert_string_equal(all->data[2]->stem, "d");
	expect_none(&f->u);
	put_file("d.md", EPISODE);
	assert_int_equal(mkdir("x\ny", 0755), 0);
	put_file("x\ny/index.md", EPISODE);
	assert_int_equal(read_folder(f)->len, 4);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_TWINS), 1);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_NAME), 1);
	assert_int_equal(f->u.diags.len, 2);
}

/* F24: names that some disks do not tell apart. */
static void warns_of_twins(void **state)
{
	struct folder *f = *state;
	put_file("Ep1.md", EPISODE);
	put_file("ep1.md", EPISODE);
	put_file("ep1.yaml", "title: x\n");
	assert_int_equal(read_folder(f)->len, 3);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_TWINS), 2);
	const struct fg_diag *d = unit_diag(&f->u, FG_RULE_FILE_TWINS);
	assert_string_equal(d->at.file, "ep1.md");
	assert_string_equal(d->related.file, "Ep1.md");
}

/* F15: the show config may lie among the episodes, under whatever name. */
static void leaves_the_config_out(void **state)
{
	struct folder *f = *state;
	put_file("a.md", EPISODE);
	read_show(f, "title: S\n");
	assert_int_equal(read_folder(f)->len, 1);
	assert_int_equal(link("feed.yaml", "same.yaml"), 0);
	assert_int_equal(read_folder(f)->len, 1);
	expect_none(&f->u);
}

/* F16: as nobody, since root may read everything. */
static void reports_what_cannot_be_read(void **state)
{
	struct folder *f = *state;
	put_file("a.md", EPISODE);
	put_file("b.md", EPISODE);
	assert_int_equal(chmod("a.md", 0), 0);
	assert_int_equal(chmod(".", 0755), 0);
	if (geteuid() == 0)
		assert_int_equal(seteuid(NOBODY), 0);
	const struct fg_episodes *all = read_folder(f);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(all->len, 1);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_UNREADABLE, 0, 0,
				   strerror(EACCES), NULL});
	assert_string_equal(f->u.diags.data[0].at.file, "a.md");
}

/* A folder that may be listed but not entered. */
static void reports_what_cannot_be_reached(void **state)
{
	struct folder *f = *state;
	mkdir("closed", 0755);
	put_file("closed/a.md", EPISODE);
	assert_int_equal(chmod("closed", 0744), 0);
	assert_int_equal(chmod(".", 0755), 0);
	if (geteuid() == 0)
		assert_int_equal(seteuid(NOBODY), 0);
	assert_true(fg_read_episodes(&f->u.run, "closed", &f->show));
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	else
		chmod("closed", 0755);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_UNREADABLE, 0, 0,
				   strerror(EACCES), NULL});
	assert_string_equal(f->u.diags.data[0].at.file, "closed/a.md");
}

/* F19: links within the tree are followed, others not. */
static void follows_links_inside_only(void **state)
{
	struct folder *f = *state;
	mkdir("more", 0755);
	put_file("more/a.text", EPISODE);
	put_file("real.md", EPISODE);
	assert_int_equal(symlink("real.md", "link.md"), 0);
	assert_int_equal(symlink("more/a.text", "deep.md"), 0);
	assert_int_equal(read_folder(f)->len, 3);
	expect_none(&f->u);

	assert_int_equal(symlink("/etc/hostname", "out.md"), 0);
	assert_int_equal(read_folder(f)->len, 3);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_LINK_OUTSIDE, 0, 0,
				   "out of the folder", NULL});
	assert_string_equal(f->u.diags.data[0].at.file, "out.md");
	unlink("out.md");

	assert_int_equal(symlink("loop.md", "loop.md"), 0);
	assert_int_equal(read_folder(f)->len, 3);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_LINK_BROKEN, 0, 0,
				   strerror(ELOOP), NULL});
	unlink("loop.md");

	assert_int_equal(symlink("nowhere", "none.md"), 0);
	assert_int_equal(read_folder(f)->len, 3);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_LINK_BROKEN, 0, 0,
				   strerror(ENOENT), NULL});
}

/* A folder beside ours whose name begins like ours is outside. */
static void knows_where_the_folder_ends(void **state)
{
	struct folder *f = *state;
	mkdir("show", 0755);
	mkdir("show-private", 0755);
	put_file("show-private/key.md", EPISODE);
	assert_int_equal(symlink("../show-private/key.md", "show/a.md"), 0);
	assert_int_equal(symlink("show", "alias"), 0);
	assert_true(fg_read_episodes(&f->u.run, "alias", &f->show));
	assert_int_equal(f->show.episodes.len, 0);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_LINK_OUTSIDE), 1);
	put_file("show/b.md", EPISODE);
	assert_true(fg_read_episodes(&f->u.run, "alias/", &f->show));
	assert_int_equal(f->show.episodes.len, 1);
	assert_string_equal(f->show.episodes.data[0]->file, "alias/b.md");
}

/* F20: what is no file is not opened: a FIFO without a writer would block for ever. */
static void skips_what_is_no_file(void **state)
{
	struct folder *f = *state;
	struct expected is = {FG_RULE_FILE_NOT_REGULAR, 0, 0, NULL, NULL};
	assert_int_equal(mkfifo("a.md", 0644), 0);
	alarm(30);
	assert_int_equal(read_folder(f)->len, 0);
	alarm(0);
	expect_only(&f->u, &is);
	unlink("a.md");
	mkdir("b.md", 0755);
	assert_int_equal(read_folder(f)->len, 0);
	is.message = "is a folder";
	expect_only(&f->u, &is);
}

/* F21: refused by its size, before it is read. */
static void refuses_huge_files(void **state)
{
	struct folder *f = *state;
	put_file("a.md", EPISODE);
	assert_int_equal(truncate("a.md", (off_t)1 << 30), 0);
	assert_int_equal(read_folder(f)->len, 0);
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_TOO_LARGE, 0, 0,
				   "1073741824 bytes; at most 1048576", NULL});
	assert_int_equal(truncate("a.md", 0), 0);
	put_file("a.md", EPISODE);
	struct sbuf b;
	sbuf_init(&b, 1 << 21);
	sbuf_str(&b, EPISODE);
	while (b.len < 1 << 20)
		sbuf_char(&b, 'x');
	put_file("a.md", b.data);
	assert_int_equal(read_folder(f)->len, 1);
	sbuf_char(&b, 'x');
	put_file("a.md", b.data);
	assert_int_equal(read_folder(f)->len, 0);
	sbuf_release(&b);
}

/* F23: names that could forge a line of a log, or are in no encoding. */
static void refuses_strange_names(void **state)
{
	struct folder *f = *state;
	static const char *const names[][2] = {
		{"a\nb.md", "“a\\x0ab.md”"},
		{"\xe9.md", "“\\xe9.md”"},
		{"a\x7f.md", "“a\\x7f.md”"},
		{"\x1b[31m.md", "“\\x1b[31m.md”"},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		put_file(names[i][0], EPISODE);
		assert_int_equal(read_folder(f)->len, 0);
		const struct fg_diag *d = unit_diag(&f->u, FG_RULE_FILE_NAME);
		assert_int_equal(f->u.diags.len, 1);
		assert_string_equal(d->at.file, ".");
		assert_non_null(strstr(d->message, names[i][1]));
		assert_null(strpbrk(d->message, "\n\x1b\x7f\xe9"));
		unlink(names[i][0]);
	}
	char longest[256];
	memset(longest, 'x', sizeof longest);
	memcpy(longest + 252, ".md", 4);
	put_file(longest, EPISODE);
	assert_int_equal(read_folder(f)->len, 1);
	expect_none(&f->u);
}

static void reports_a_missing_folder(void **state)
{
	struct folder *f = *state;
	assert_false(fg_read_episodes(&f->u.run, "nowhere", &f->show));
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_UNREADABLE, 0, 0,
				   strerror(ENOENT), NULL});
	assert_string_equal(f->u.diags.data[0].at.file, "nowhere");
	put_file("file", "x");
	assert_false(fg_read_episodes(&f->u.run, "file", &f->show));
}

static void goes_on_after_a_broken_file(void **state)
{
	struct folder *f = *state;
	put_file("a.md", "---\ntitle: a: b\n---\n");
	put_file("b.md", EPISODE);
	put_file("c.md", "---\ntitle: x\n");
	put_file("d.md", "---\nnumber: x\n---\n");
	const struct fg_episodes *all = read_folder(f);
	assert_int_equal(all->len, 2);
	assert_string_equal(all->data[0]->file, "b.md");
	assert_string_equal(all->data[1]->file, "d.md");
	assert_int_equal(f->u.diags.len, 3);
	assert_string_equal(f->u.diags.data[2].at.file, "d.md");
}

static void reads_an_empty_folder(void **state)
{
	struct folder *f = *state;
	assert_int_equal(read_folder(f)->len, 0);
	expect_none(&f->u);
}

/* A file that changed is not what the feed was made for. */
static void refuses_changed_bodies(void **state)
{
	struct folder *f = *state;
	struct fg_body body;
	put_file("a.md", "---\ntitle: x\n---\nbody\n");
	const struct fg_episode *ep = read_folder(f)->data[0];
	assert_true(fg_read_body(&f->u.run, ep, &body));
	assert_string_equal(body.text, "body\n");
	put_file("a.md", "---\ntitle: x\n---\nlonger body\n");
	assert_false(fg_read_body(&f->u.run, ep, &body));
	expect_only(
		&f->u, &(struct expected){FG_RULE_FILE_CHANGED, 0, 0, "changed", NULL});
	f->u.diags.len = 0;
	unlink("a.md");
	assert_false(fg_read_body(&f->u.run, ep, &body));
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_CHANGED, 0, 0, NULL, NULL});
	f->u.diags.len = 0;
	/* The same size in another file: another inode. */
	put_file("b.md", "---\ntitle: x\n---\nbodY\n");
	assert_int_equal(rename("b.md", "a.md"), 0);
	assert_false(fg_read_body(&f->u.run, ep, &body));
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_CHANGED, 0, 0, NULL, NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			takes_episodes_in_byte_order, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			warns_of_pages_that_it_cannot_read, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			warns_of_subfolders, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			enters_page_bundles, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			warns_of_twins, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			leaves_the_config_out, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reports_what_cannot_be_read, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reports_what_cannot_be_reached, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			follows_links_inside_only, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			knows_where_the_folder_ends, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			skips_what_is_no_file, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			refuses_huge_files, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			refuses_strange_names, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reports_a_missing_folder, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			goes_on_after_a_broken_file, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reads_an_empty_folder, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			refuses_changed_bodies, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
