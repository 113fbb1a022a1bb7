/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/policy.h"

static const struct probe_limits *const limits = &probe_limits_default;
enum { LONG_TIME = 1000000 };

/* A good answer to HEAD. */
static struct probe_answer head(int status, int64_t length)
{
	return (struct probe_answer){.status = status,
		.headers_complete = true,
		.length = length,
		.range_total = -1,
		.retry_after = -1,
		.type = "audio/mpeg"};
}

static void set_type(struct probe_answer *a, const char *type)
{
	snprintf(a->type, sizeof a->type, "%s", type);
}

static struct probe_course begin(void)
{
	return (struct probe_course){.url = "https://a.example/x.mp3",
		.at = "https://a.example/x.mp3",
		.head_length = -1};
}

static struct probe_answer failed(enum probe_verdict failure)
{
	struct probe_answer a = head(0, -1);
	a.headers_complete = false;
	a.failure = failure;
	a.detail = "why";
	return a;
}

static struct probe_next next(
	struct probe_course *c, const struct probe_answer *a, struct probe_finding *f)
{
	return policy_next(limits, c, a, LONG_TIME, f);
}

/* Of pictures and texts the length does not matter, and a transcript may be a page. */
static void test_wants_other_than_audio(void **state)
{
	static const struct {
		enum probe_want want;
		const char *type;
		enum probe_step step;
	} rows[] = {
		{PROBE_WANT_AUDIO, "audio/mpeg", PROBE_AGAIN},
		{PROBE_WANT_IMAGE, "image/png", PROBE_DONE},
		{PROBE_WANT_IMAGE, "text/html", PROBE_AGAIN},
		{PROBE_WANT_TEXT, "text/html", PROBE_DONE},
		{PROBE_WANT_TEXT, "text/vtt", PROBE_DONE},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct probe_course c = begin();
		struct probe_finding f;
		struct probe_answer a = head(200, i % 2 ? -1 : 12);
		c.want = rows[i].want;
		set_type(&a, rows[i].type);
		assert_int_equal(next(&c, &a, &f).step, rows[i].step);
		if (rows[i].step == PROBE_DONE)
			assert_int_equal(f.verdict, PROBE_GOOD);
	}
}

static void test_good_head_is_all(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(200, 5000);
	assert_int_equal(next(&c, &a, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 5000);
	assert_int_equal(f.notes, 0);
	assert_int_equal(f.head_status, 0);
	assert_string_equal(f.type, "audio/mpeg");
}

/* What a HEAD must be like for a GET to follow. */
static void test_doubtful_head_asks_get(void **state)
{
	(void)state;
	struct probe_answer doubtful[] = {head(200, -1), head(200, 0), head(200, 1023),
		head(204, 0), head(206, 2), head(304, 0), head(416, 0), head(400, 9),
		head(403, 9), head(404, 9), head(405, 9), head(410, 9), head(501, 9),
		head(200, 5000), head(200, 5000), head(200, 5000)};
	size_t n = sizeof doubtful / sizeof *doubtful;
	doubtful[n - 1].encoded = true;
	doubtful[n - 2].lengths_differ = true;
	set_type(&doubtful[n - 3], "text/html");
	for (size_t i = 0; i < n; i++) {
		struct probe_course c = begin();
		struct probe_finding f;
		struct probe_next step = next(&c, &doubtful[i], &f);
		assert_int_equal(step.step, PROBE_AGAIN);
		assert_int_equal(step.wait_ms, 0);
		assert_true(c.get);
	}
}

/* A HEAD, then a GET. */
static struct probe_finding both(struct probe_answer first, struct probe_answer second)
{
	struct probe_course c = begin();
	struct probe_finding f = {0};
	assert_int_equal(next(&c, &first, &f).step, PROBE_AGAIN);
	assert_int_equal(next(&c, &second, &f).step, PROBE_DONE);
	return f;
}

static struct probe_answer range(int64_t total)
{
	struct probe_answer a = head(206, 1);
	a.range_total = total;
	return a;
}

static void test_get_decides(void **state)
{
	(void)state;
	struct probe_finding f = both(head(405, 0), range(7777));
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 7777);
	assert_int_equal(f.notes, PROBE_HEAD_REFUSED);
	assert_int_equal(f.head_status, 405);

	f = both(head(200, -1), range(7777));
	assert_int_equal(f.length, 7777);
	assert_int_equal(f.notes, 0);

	/* HEAD said something else. */
	f = both(head(200, 500), range(7777));
	assert_int_equal(f.length, 7777);
	assert_int_equal(f.notes, PROBE_HEAD_REFUSED);
	f = both(head(200, 500), range(500));
	assert_int_equal(f.notes, 0);

	/* The length of a 206 is that of the range. */
	f = both(head(200, -1), range(-1));
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 0);
	f = both(head(405, -1), head(200, 8888));
	assert_int_equal(f.length, 8888);
}

static void test_not_found_needs_both(void **state)
{
	(void)state;
	assert_int_equal(both(head(404, 0), head(404, 0)).verdict, PROBE_NOT_FOUND);
	assert_int_equal(both(head(404, 0), head(410, 0)).verdict, PROBE_NOT_FOUND);
	assert_int_equal(both(head(405, 0), head(404, 0)).verdict, PROBE_NOT_FOUND);
	assert_int_equal(both(head(404, 0), range(7777)).verdict, PROBE_GOOD);
	assert_int_equal(both(head(200, -1), head(404, 0)).verdict, PROBE_DENIED);
	assert_int_equal(both(head(404, 0), head(403, 0)).verdict, PROBE_DENIED);
	assert_false(policy_may_pass(PROBE_NOT_FOUND));
	assert_true(policy_may_pass(PROBE_DENIED));
}

static void test_html_needs_both(void **state)
{
	(void)state;
	struct probe_answer page = head(200, 5000), strict = head(200, 5000);
	set_type(&page, "text/html");
	set_type(&strict, "application/xhtml+xml");
	assert_int_equal(both(page, page).verdict, PROBE_HTML);
	assert_int_equal(both(strict, strict).verdict, PROBE_HTML);
	struct probe_finding f = both(page, range(7777));
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.notes, PROBE_HEAD_REFUSED);
	/* An error page of a refusal is no audio, but it is the refusal that counts. */
	page.status = 403;
	assert_int_equal(both(page, page).verdict, PROBE_DENIED);
}

static void test_empty_file(void **state)
{
	(void)state;
	struct probe_answer none = head(416, 0);
	none.range_total = 0;
	struct probe_finding f = both(head(200, 0), none);
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 0);
	assert_int_equal(both(head(405, 0), none).verdict, PROBE_DENIED);
}

static struct probe_answer redirect(const char *location)
{
	struct probe_answer a = head(302, 0);
	a.location = location;
	return a;
}

static void test_redirects_end(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer to = redirect("https://a.example/x.mp3");
	for (int i = 0; i < PROBE_REDIRECTS_MAX; i++)
		assert_int_equal(next(&c, &to, &f).step, PROBE_FOLLOW);
	assert_int_equal(next(&c, &to, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_REDIRECTS);
	c = begin();
	to.location = "ftp://a.example/x.mp3";
	assert_int_equal(next(&c, &to, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_SCHEME);
	assert_string_equal(f.url, "ftp://a.example/x.mp3");
	/* Not modified, whatever it says. */
	c = begin();
	to.status = 304;
	assert_int_equal(next(&c, &to, &f).step, PROBE_AGAIN);
	assert_true(c.get);
}

/* The GET that follows a doubtful HEAD is led its own way. */
static void test_get_begins_at_the_beginning(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer to = redirect("http://b.example/refused"), no = head(405, 0),
			    yes = head(206, 1);
	next(&c, &to, &f);
	assert_int_equal(next(&c, &no, &f).step, PROBE_AGAIN);
	assert_string_equal(c.at, "https://a.example/x.mp3");
	yes.range_total = 5000;
	assert_int_equal(next(&c, &yes, &f).step, PROBE_DONE);
	assert_null(f.url);
	assert_int_equal(f.notes, PROBE_HEAD_REFUSED);
}

/* What libcurl can make no address of, it hands over as it stands. */
static void test_a_redirect_to_no_address(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer to = redirect("/\001");
	assert_int_equal(next(&c, &to, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_BROKEN);
	assert_string_equal(f.detail, "it redirects to what is no address");
	assert_null(f.url);
}

static void test_no_retry_when_there_were_too_many(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(500, 0);
	c.no_retry = true;
	assert_int_equal(next(&c, &a, &f).step, PROBE_DONE);
	c = begin();
	assert_true(next(&c, &a, &f).retry);
}

static void test_a_host_that_is_known_to_refuse_head(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(206, 1);
	a.range_total = 5000;
	policy_skip_head(&c, 405);
	assert_true(c.get);
	assert_int_equal(next(&c, &a, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.head_status, 405);
	assert_int_equal(f.notes, PROBE_HEAD_REFUSED);
}

static void test_notes(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(200, 5000);
	struct probe_answer to = redirect("http://b.example/x.mp3");
	assert_int_equal(next(&c, &to, &f).step, PROBE_FOLLOW);
	assert_string_equal(c.at, "http://b.example/x.mp3");
	to.location = "https://c.example/x.mp3";
	assert_int_equal(next(&c, &to, &f).step, PROBE_FOLLOW);
	set_type(&a, "application/octet-stream");
	a.no_ranges = true;
	next(&c, &a, &f);
	assert_int_equal(
		f.notes, PROBE_DOWNGRADED | PROBE_TYPE_GENERIC | PROBE_NO_RANGES);
	assert_string_equal(f.url, "https://c.example/x.mp3");
	set_type(&a, "audio/mpeg");
	a.no_ranges = false;
	c = begin();
	next(&c, &to, &f);
	next(&c, &a, &f);
	assert_int_equal(f.notes, 0);
	assert_string_equal(f.url, "https://c.example/x.mp3");
}

/* How often an answer is asked for again. */
static unsigned retries_of(struct probe_answer a, enum probe_verdict verdict)
{
	struct probe_course c = begin();
	struct probe_finding f;
	unsigned n = 0;
	while (next(&c, &a, &f).step == PROBE_AGAIN)
		assert_in_range(++n, 1, 10);
	assert_int_equal(f.verdict, verdict);
	assert_int_equal(c.get, verdict == PROBE_SERVER_ERROR);
	return n;
}

static void test_retries(void **state)
{
	(void)state;
	static const enum probe_verdict once[] = {PROBE_UNRESOLVED, PROBE_UNCONNECTED,
		PROBE_REFUSED, PROBE_TIMEOUT, PROBE_TLS, PROBE_BROKEN};
	static const enum probe_verdict never[] = {PROBE_CERTIFICATE, PROBE_PRIVATE,
		PROBE_SCHEME, PROBE_REDIRECTS, PROBE_UNABLE};
	for (size_t i = 0; i < sizeof once / sizeof *once; i++)
		assert_int_equal(retries_of(failed(once[i]), once[i]), 1);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_int_equal(retries_of(failed(never[i]), never[i]), 0);
	assert_int_equal(retries_of(head(500, 0), PROBE_SERVER_ERROR), 2);
	assert_int_equal(retries_of(head(408, 0), PROBE_SERVER_ERROR), 2);
	assert_int_equal(retries_of(head(503, 0), PROBE_BUSY), 2);
	assert_int_equal(retries_of(head(429, 0), PROBE_BUSY), 2);
}

/* HEAD alone may be what breaks a server: the last try is a GET. */
static void test_a_head_that_breaks_the_server(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer down = head(500, 0), up = head(206, 1);
	struct probe_answer to = redirect("http://b.example/x.mp3");
	next(&c, &to, &f);
	assert_int_equal(next(&c, &down, &f).step, PROBE_AGAIN);
	assert_int_equal(next(&c, &down, &f).step, PROBE_AGAIN);
	assert_true(c.get);
	assert_string_equal(c.at, "https://a.example/x.mp3");
	up.range_total = 5000;
	assert_int_equal(next(&c, &up, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 5000);
	assert_int_equal(f.notes, 0);
}

static void test_cut_headers_are_no_answer(void **state)
{
	(void)state;
	struct probe_answer a = head(200, 5000);
	a.headers_complete = false;
	assert_int_equal(retries_of(a, PROBE_BROKEN), 1);
}

static void test_retry_waits(void **state)
{
	(void)state;
	for (unsigned n = 0; n < 4; n++) {
		int64_t most = limits->retry_ms << n;
		assert_int_equal(policy_retry_wait(limits, n, 0), most / 2);
		assert_int_equal(policy_retry_wait(limits, n, UINT32_MAX), most);
	}
	/* No retry that would not fit into what is left. */
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(500, 0);
	assert_int_equal(policy_next(limits, &c, &a, 400, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_SERVER_ERROR);
	c = begin();
	assert_int_equal(policy_next(limits, &c, &a, 1001, &f).step, PROBE_AGAIN);
}

/* All URLs of a host share a failed look-up or connection, and so the wait behind it. */
static void test_the_host_waits_when_nobody_was_reached(void **state)
{
	static const enum probe_verdict alone[] = {
		PROBE_TIMEOUT, PROBE_TLS, PROBE_BROKEN};
	static const enum probe_verdict shared[] = {
		PROBE_UNRESOLVED, PROBE_UNCONNECTED, PROBE_REFUSED};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct probe_finding f;
		struct probe_course c = begin(), d = begin();
		struct probe_answer a = failed(shared[i]), b = failed(alone[i]);
		assert_true(next(&c, &a, &f).pause_host);
		assert_false(next(&c, &a, &f).pause_host); /* it is given up */
		assert_false(next(&d, &b, &f).pause_host);
	}
}

static struct probe_next busy_for(int64_t seconds, struct probe_finding *f)
{
	struct probe_course c = begin();
	struct probe_answer a = head(429, 0);
	a.retry_after = seconds;
	return next(&c, &a, f);
}

static void test_retry_after(void **state)
{
	(void)state;
	struct probe_finding f;
	struct probe_next n = busy_for(0, &f);
	assert_int_equal(n.step, PROBE_AGAIN);
	assert_int_equal(n.wait_ms, 1000);
	assert_true(n.pause_host);
	assert_false(n.leave_host);
	n = busy_for(30, &f);
	assert_int_equal(n.step, PROBE_AGAIN);
	assert_int_equal(n.wait_ms, 30000);
	n = busy_for(31, &f);
	assert_int_equal(n.step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_BUSY);
	assert_true(n.pause_host);
	assert_true(n.leave_host);
	assert_int_equal(n.wait_ms, 31000);
	assert_int_equal(busy_for(INT64_MAX, &f).wait_ms, 900000);
}

static void test_a_shown_audio_survives_a_bad_get(void **state)
{
	(void)state;
	struct probe_course c = begin();
	struct probe_finding f;
	struct probe_answer a = head(200, 500), bad = failed(PROBE_TIMEOUT);
	next(&c, &a, &f);
	assert_int_equal(next(&c, &bad, &f).step, PROBE_AGAIN);
	assert_int_equal(next(&c, &bad, &f).step, PROBE_DONE);
	assert_int_equal(f.verdict, PROBE_GOOD);
	assert_int_equal(f.length, 500);
	assert_int_equal(f.status, 200);
}

static void check_type(const char *extension, const char *served, const char *type,
	enum policy_sense sense)
{
	enum policy_sense got;
	const char *found = policy_type(str_of(extension), served, &got);
	if (type)
		assert_string_equal(found, type);
	else
		assert_null(found);
	assert_int_equal(got, sense);
}

static void test_types(void **state)
{
	(void)state;
	check_type("mp3", "audio/mpeg", "audio/mpeg", TYPE_AGREES);
	check_type("mp3", "audio/mp3", "audio/mpeg", TYPE_AGREES);
	check_type("MP3", "audio/x-mpeg", "audio/mpeg", TYPE_AGREES);
	check_type("m4a", "audio/mp4", "audio/x-m4a", TYPE_AGREES);
	check_type("mp3", NULL, "audio/mpeg", TYPE_UNSAID);
	check_type("mp3", "application/octet-stream", "audio/mpeg", TYPE_GENERIC);
	check_type("mp3", "text/plain", "audio/mpeg", TYPE_GENERIC);
	check_type("mp3", "audio/ogg", "audio/mpeg", TYPE_DIFFERS);
	check_type("", "audio/x-mp3", "audio/mpeg", TYPE_AGREES);
	check_type("php", "video/mp4", "video/mp4", TYPE_AGREES);
	check_type("", "application/octet-stream", NULL, TYPE_GENERIC);
	check_type("", "image/png", NULL, TYPE_DIFFERS);
	check_type("", NULL, NULL, TYPE_UNSAID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_head_is_all),
		cmocka_unit_test(test_wants_other_than_audio),
		cmocka_unit_test(test_doubtful_head_asks_get),
		cmocka_unit_test(test_get_decides),
		cmocka_unit_test(test_not_found_needs_both),
		cmocka_unit_test(test_html_needs_both),
		cmocka_unit_test(test_empty_file),
		cmocka_unit_test(test_redirects_end),
		cmocka_unit_test(test_get_begins_at_the_beginning),
		cmocka_unit_test(test_no_retry_when_there_were_too_many),
		cmocka_unit_test(test_a_host_that_is_known_to_refuse_head),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_a_redirect_to_no_address),
		cmocka_unit_test(test_retries),
		cmocka_unit_test(test_a_head_that_breaks_the_server),
		cmocka_unit_test(test_cut_headers_are_no_answer),
		cmocka_unit_test(test_retry_waits),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_the_host_waits_when_nobody_was_reached),
		cmocka_unit_test(test_a_shown_audio_survives_a_bad_get),
		cmocka_unit_test(test_types),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
