/* SPDX-License-Identifier: ISC */
/* A folder read on several threads is what it is on one. */
#include "folder.h"

#include "base/trace.h"

enum { FILES = 200 };

/* Good episodes, and every kind of file that something is said about. */
static void fill_folder(void)
{
	char name[40];
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof name, "%03d.md", i);
		if (i % 10 == 3) /* a broken one */
			put_file(name, "---\ntitle: a: b\n---\n");
		else if (i % 10 == 5) /* none */
			put_file(name, "no front matter\n");
		else if (i % 10 == 7) /* with a slip */
			put_file(name, "---\ntitel: x\ndate: never\n---\n");
		else
			put_file(name, "---\ntitle: x\nguest: Ada\n---\nNotes\n");
		if (i % 20 == 0) { /* a twin, read whole */
			snprintf(name, sizeof name, "%03d.yaml", i);
			put_file(name, "title: x\n");
		}
		if (i % 20 == 1) { /* links: inside, and to nowhere */
			snprintf(name, sizeof name, "%03d-link.md", i);
			assert_int_equal(symlink(i % 40 == 1 ? "000.md" : "x", name), 0);
		}
		if (i % 20 == 2) { /* with a folder to itself */
			snprintf(name, sizeof name, "%03d", i);
			assert_int_equal(mkdir(name, 0755), 0);
			snprintf(name, sizeof name, "%03d/index.md", i);
			put_file(name, "---\ntitle: x\n---\n");
		}
	}
}

struct reading {
	struct fg_show show;
	struct fg_diags diags;
	struct traces traces;
};

static void read_on(struct folder *f, unsigned threads, struct reading *r)
{
	struct unit *u = &f->u;
	*r = (struct reading){0};
	traces_init(&r->traces, &u->arena);
	u->settings.jobs = threads;
	u->settings.traces = &r->traces;
	u->diags = (struct fg_diags){.arena = &u->arena};
	assert_true(fg_read_episodes(&u->run, ".", &r->show));
	r->diags = u->diags;
}

static void assert_same_episode(const struct fg_episode *a, const struct fg_episode *b)
{
	assert_text_as(a->file, b->file);
	assert_text_as(a->stem, b->stem);
	assert_text_as(a->title, b->title);
	assert_int_equal(a->bundled, b->bundled);
	assert_int_equal(a->body_at, b->body_at);
	assert_int_equal(a->identity.inode, b->identity.inode);
	assert_int_equal(a->people.len, b->people.len);
}

static void assert_same_traces(const struct traces *a, const struct traces *b)
{
	assert_int_equal(a->files.len, b->files.len);
	for (size_t i = 0; i < a->files.len; i++)
		assert_string_equal(a->files.data[i], b->files.data[i]);
	assert_int_equal(a->names.len, b->names.len);
	for (size_t i = 0; i < a->names.len; i++)
		assert_string_equal(a->names.data[i].dir, b->names.data[i].dir);
	assert_int_equal(a->places.len, b->places.len);
	for (size_t i = 0; i < a->places.len; i++)
		assert_string_equal(a->places.data[i].real, b->places.data[i].real);
}

static void assert_same(const struct reading *a, const struct reading *b)
{
	assert_int_equal(a->show.episodes.len, b->show.episodes.len);
	for (size_t i = 0; i < a->show.episodes.len; i++)
		assert_same_episode(a->show.episodes.data[i], b->show.episodes.data[i]);
	assert_int_equal(a->show.passed_over.len, b->show.passed_over.len);
	for (size_t i = 0; i < a->show.passed_over.len; i++)
		assert_string_equal(
			a->show.passed_over.data[i], b->show.passed_over.data[i]);
	assert_int_equal(a->show.unread, b->show.unread);
	assert_same_diags(&a->diags, &b->diags);
	assert_same_traces(&a->traces, &b->traces);
}

static void reads_the_same_on_any_number_of_threads(void **state)
{
	struct folder *f = *state;
	struct reading alone, many;
	fill_folder();
	read_on(f, 1, &alone);
	assert_int_equal(alone.show.episodes.len, 185);
	assert_int_equal(alone.show.passed_over.len, 45);
	assert_int_equal(alone.traces.names.len, 11);
	assert_int_equal(unit_count(&f->u, FG_RULE_FILE_TWINS), 20);
	for (unsigned threads = 2; threads <= 5; threads++) {
		read_on(f, threads, &many);
		assert_same(&alone, &many);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_the_same_on_any_number_of_threads,
			folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
