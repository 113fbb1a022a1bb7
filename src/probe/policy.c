/* SPDX-License-Identifier: ISC */
#include "probe/policy.h"

#include <string.h>
#include "base/url.h"
#include "model/check.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
/* A HEAD that claims less than this for a sound file is asked again with GET. */
enum { LENGTH_DOUBTFUL = 1024 };
/* Retry-After is kept between a second and a quarter of an hour. */
enum { PAUSE_MIN_S = 1, PAUSE_MAX_S = 15 * MINUTE };

const struct probe_limits probe_limits_default = {
	.live = 64,
	.per_host = 2,
	.per_second = 5,
	.connect_ms = 5000,
	.total_ms = 15000,
	.stall_s = 5,
	.retries = 2,
	.retry_ms = 1000,
	.patience_ms = 30000,
	.deadline_ms = 300000,
	.breaker = 5,
	.cache_ms = 10000,
	.media_ms = 5000,
};

bool policy_may_pass(enum probe_verdict verdict)
{
	return verdict > PROBE_GOOD && verdict < PROBE_NOT_FOUND;
}

bool policy_is_unreached(enum probe_verdict verdict)
{
	return verdict == PROBE_UNRESOLVED || verdict == PROBE_UNCONNECTED ||
	       verdict == PROBE_REFUSED;
}

/* ---- numbers ---- */

uint32_t policy_chance(const char *text, uint32_t salt)
{
	uint32_t hash = 2166136261u ^ salt;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	/* The last bytes have hardly reached the high bits (MurmurHash3's finish). */
	hash = (hash ^ hash >> 16) * 0x85ebca6bu;
	hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
	return hash ^ hash >> 16;
}

/* Between 0 and span, both included. */
static int64_t share(int64_t span, uint32_t chance)
{
	return (int64_t)((double)span * (chance / (double)UINT32_MAX));
}

int64_t policy_retry_wait(
	const struct probe_limits *limits, unsigned retries, uint32_t chance)
{
	int64_t most = limits->retry_ms << (retries < 8 ? retries : 8);
	return most / 2 + share(most - most / 2, chance);
}

int64_t policy_deadline(const struct probe_limits *limits, size_t urls)
{
	if (limits->per_second == 0 || limits->deadline_fixed)
		return limits->deadline_ms;
	return limits->deadline_ms + (int64_t)urls * 2000 / limits->per_second;
}

int64_t policy_ttl(
	const struct probe_finding *finding, int64_t episode_age, uint32_t chance)
{
	int64_t base = episode_age < 30 * DAY ? 7 * DAY : 30 * DAY;
	if (finding->length == 0)
		base = DAY;
	return base - base / 5 + share(base / 5 * 2, chance);
}

int64_t policy_backoff(unsigned failures)
{
	int64_t wait = 5 * MINUTE << (failures < 8 ? failures : 8);
	return wait < 6 * HOUR ? wait : 6 * HOUR;
}

int64_t policy_negative_ttl(
	const struct probe_finding *finding, int64_t episode_age, unsigned failures)
{
	static const int64_t missing[] = {HOUR, 6 * HOUR, DAY};
	/* No status and no words: the host was not even asked. */
	if (finding->verdict == PROBE_NOT_ASKED || finding->verdict == PROBE_UNABLE ||
		(finding->verdict == PROBE_BUSY && finding->status == 0))
		return 0;
	if (policy_may_pass(finding->verdict))
		return policy_backoff(failures);
	if (finding->verdict != PROBE_NOT_FOUND || episode_age < 30 * DAY)
		return 0;
	return missing[failures < 2 ? failures : 2];
}

/* ---- types ---- */

static const char *const generic_types[] = {"application/octet-stream",
	"binary/octet-stream", "application/x-download", "application/download",
	"application/force-download", "application/binary", "application/unknown",
	"multipart/byteranges", "text/plain"};

/* What servers call MPEG audio. */
static const char *const mpeg_types[] = {"audio/mp3", "audio/x-mp3", "audio/mpeg3",
	"audio/x-mpeg-3", "audio/x-mpeg", "audio/mpg", "audio/x-mpg", "audio/mpegaudio"};

static bool is_generic(const char *type)
{
	return STR_IS_AMONG(type, generic_types);
}

/* ---- what an answer means ---- */

static bool is_html(const char *type)
{
	struct str t = str_of(type);
	return str_is(t, "text/html") || str_is(t, "application/xhtml+xml");
}

static bool is_web_scheme(const char *url, const char *scheme)
{
	return url && str_case_starts(str_of(url), scheme);
}

/* Bytes of the whole file as this answer has them; -1: it does not say. */
static int64_t length_said(const struct probe_answer *answer)
{
	if (answer->encoded || answer->lengths_differ)
		return -1;
	if (answer->status == 206)
		return answer->range_total;
	/* libcurl makes a length of 0 of a 204, 304 or 416; only a 200 tells the file's. */
	return answer->status == 200 ? answer->length : -1;
}

/* What is being judged. */
struct judging {
	const struct probe_limits *limits;
	struct probe_course *course;
	const struct probe_answer *answer;
	int64_t left_ms;
	struct probe_finding *finding;
};

/* Is it a page for people instead of what is wanted? */
static bool is_wrong_page(const struct judging *j)
{
	bool any = j->course->want == PROBE_WANT_TEXT ||
		   j->course->want == PROBE_WANT_DOCUMENT;
	return !any && is_html(j->answer->type);
}

static bool is_breakdown(int status)
{
	return status == 408 || (status >= 500 && status != 501);
}

static bool head_was_good(const struct probe_course *course)
{
	return course->head_status == 200 && !course->head_html;
}

static struct probe_next done(const struct judging *j, enum probe_verdict verdict)
{
	const struct probe_answer *a = j->answer;
	*j->finding = (struct probe_finding){
		.verdict = verdict,
		.status = a->status,
		.head_status = j->course->head_status,
		.type = a->type[0] ? a->type : NULL,
		.detail = a->detail,
		.url = j->course->redirects > 0 ? j->course->at : NULL,
		.charset = a->charset[0] ? a->charset : NULL,
		.temporary = j->course->temporary,
		.validator = a->validator,
		.packed = a->encoded,
		.unless = a->unless[0] ? a->unless : NULL,
	};
	if (j->course->downgraded)
		j->finding->notes |= PROBE_DOWNGRADED;
	return (struct probe_next){.step = PROBE_DONE};
}

static struct probe_next good(const struct judging *j, int64_t length)
{
	struct probe_next next = done(j, PROBE_GOOD);
	j->finding->length = length > 0 ? length : 0;
	if (is_generic(j->answer->type))
		j->finding->notes |= PROBE_TYPE_GENERIC;
	if (j->answer->no_ranges)
		j->finding->notes |= PROBE_NO_RANGES;
	if (j->course->want == PROBE_WANT_TEXT && !j->answer->shared)
		j->finding->notes |= PROBE_UNSHARED;
	if (j->course->redirects > PROBE_REDIRECTS_GOOD)
		j->finding->notes |= PROBE_LONG_WAY;
	return next;
}

/* It may pass, but not in this run. */
static struct probe_next give_up(const struct judging *j, enum probe_verdict verdict)
{
	/* HEAD has shown that the audio is there; only its length was asked for again. */
	if (j->course->get && head_was_good(j->course)) {
		struct probe_next next = good(j, j->course->head_length);
		j->finding->status = j->course->head_status;
		return next;
	}
	return done(j, verdict);
}

static struct probe_next retry_or(
	const struct judging *j, enum probe_verdict verdict, unsigned most)
{
	struct probe_course *c = j->course;
	int64_t wait = policy_retry_wait(
		j->limits, c->retries, policy_chance(c->url, c->retries));
	if (c->retries >= most || c->no_retry || wait >= j->left_ms)
		return give_up(j, verdict);
	c->retries++;
	return (struct probe_next){.step = PROBE_AGAIN, .wait_ms = wait, .retry = true};
}

/* 429, and 503 with or without a time. */
static struct probe_next busy(const struct judging *j)
{
	int64_t wait = j->answer->retry_after;
	if (wait < 0)
		return retry_or(j, PROBE_BUSY, j->limits->retries);
	wait = wait < PAUSE_MIN_S ? PAUSE_MIN_S : wait > PAUSE_MAX_S ? PAUSE_MAX_S : wait;
	wait *= 1000;
	bool too_long = wait > j->limits->patience_ms || wait >= j->left_ms;
	struct probe_next next = {.step = PROBE_AGAIN};
	if (too_long || j->course->no_retry || j->course->retries >= j->limits->retries) {
		next = give_up(j, PROBE_BUSY);
	} else {
		j->course->retries++;
		next.retry = true;
	}
	next.wait_ms = wait;
	next.pause_host = true;
	next.leave_host = too_long;
	return next;
}

static struct probe_next after_failure(
	const struct judging *j, enum probe_verdict failure)
{
	struct probe_next next;
	switch (failure) {
	case PROBE_UNRESOLVED:
	case PROBE_UNCONNECTED:
	case PROBE_REFUSED:
	case PROBE_TIMEOUT:
	case PROBE_TLS:
	case PROBE_BROKEN:
		next = retry_or(j, failure, (j->limits->retries + 1) / 2);
		next.pause_host = next.retry && policy_is_unreached(failure);
		return next;
	default:
		return policy_may_pass(failure) ? give_up(j, failure) : done(j, failure);
	}
}

/* From the start: HEAD may have been led somewhere else than GET. */
static void begin_get(struct probe_course *c)
{
	c->at = c->url;
	c->redirects = 0;
	c->temporary = 0;
	c->downgraded = false;
	c->get = true;
}

/* The server broke down. Some do so at every HEAD and at no GET: that is the last try. */
static struct probe_next after_breakdown(const struct judging *j)
{
	struct probe_course *c = j->course;
	struct probe_next next = retry_or(j, PROBE_SERVER_ERROR, j->limits->retries);
	if (next.retry && !c->get && c->retries == j->limits->retries) {
		c->head_status = j->answer->status;
		begin_get(c);
	}
	return next;
}

static struct probe_next after_head(const struct judging *j)
{
	struct probe_course *c = j->course;
	int64_t length = length_said(j->answer);
	c->head_status = j->answer->status;
	c->head_html = is_wrong_page(j);
	/* Nobody asked for a range: a 206 is of a range that we do not know. */
	c->head_length = c->head_status == 200 ? length : -1;
	if (head_was_good(c) &&
		(length >= LENGTH_DOUBTFUL || c->want != PROBE_WANT_AUDIO)) {
		struct probe_next next = good(j, length);
		j->finding->head_status = 0;
		return next;
	}
	begin_get(c);
	c->retries = 0;
	return (struct probe_next){.step = PROBE_AGAIN};
}

void policy_skip_head(struct probe_course *course, int head_status)
{
	course->get = true;
	course->head_status = head_status;
}

static bool is_redirect(const struct probe_answer *answer)
{
	return answer->status / 100 == 3 && answer->status != 304 && answer->location;
}

static bool is_for_good(int status)
{
	return status == 301 || status == 308;
}

static struct probe_next redirected(const struct judging *j)
{
	struct probe_course *c = j->course;
	const char *to = j->answer->location;
	bool web = is_web_scheme(to, "http:") || is_web_scheme(to, "https:");
	/* What cannot be resolved comes as it is. */
	if (!url_has_scheme(to)) {
		struct probe_next next = done(j, PROBE_BROKEN);
		j->finding->detail = POLICY_NO_ADDRESS;
		return next;
	}
	if (c->redirects >= PROBE_REDIRECTS_MAX)
		return done(j, PROBE_REDIRECTS);
	c->downgraded = c->downgraded ||
			(is_web_scheme(c->at, "https:") && is_web_scheme(to, "http:"));
	if (!c->temporary && !is_for_good(j->answer->status))
		c->temporary = j->answer->status;
	c->redirects++;
	c->at = to;
	if (!web)
		return done(j, PROBE_SCHEME);
	c->retries = 0;
	return (struct probe_next){.step = PROBE_FOLLOW};
}

/* Or did it say another length? A breakdown is no refusal: it may have passed. */
static bool head_was_refused(const struct probe_course *c, int64_t length)
{
	if (!head_was_good(c))
		return !is_breakdown(c->head_status);
	return c->head_length >= 0 && length > 0 && c->head_length != length;
}

static struct probe_next after_get(const struct judging *j)
{
	const struct probe_course *c = j->course;
	int status = j->answer->status;
	/* Nobody asked for a part of a document. */
	bool served = status == 200 || (status == 206 && c->want != PROBE_WANT_DOCUMENT);
	if (served && is_wrong_page(j))
		return done(j, PROBE_HTML);
	if (served) {
		int64_t length = length_said(j->answer);
		struct probe_next next = good(j, length);
		if (head_was_refused(c, length))
			j->finding->notes |= PROBE_HEAD_REFUSED;
		return next;
	}
	if ((status == 404 || status == 410) && !head_was_good(c))
		return done(j, PROBE_NOT_FOUND);
	/* An empty file has no byte 0. */
	if (status == 416 && head_was_good(c))
		return good(j, c->head_length);
	return done(j, PROBE_DENIED);
}

struct probe_next policy_next(const struct probe_limits *limits,
	struct probe_course *course, const struct probe_answer *answer, int64_t left_ms,
	struct probe_finding *finding)
{
	struct probe_answer cut;
	struct judging j = {limits, course, answer, left_ms, finding};
	int status = answer->status;
	if (answer->failure)
		return after_failure(&j, answer->failure);
	/* libcurl calls a header block that ends in the middle a success. */
	if (!answer->headers_complete) {
		cut = *answer;
		cut.detail = "the answer ends in the middle of its headers";
		j.answer = &cut;
		return after_failure(&j, PROBE_BROKEN);
	}
	if (status == 429 || status == 503)
		return busy(&j);
	if (is_breakdown(status))
		return after_breakdown(&j);
	if (is_redirect(answer))
		return redirected(&j);
	return course->get ? after_get(&j) : after_head(&j);
}

/* ---- the type to publish ---- */

static bool is_media(const char *type)
{
	struct str t = str_of(type);
	return str_starts(t, "audio/") || str_starts(t, "video/") ||
	       str_is(t, "application/pdf") || str_is(t, "application/epub+zip");
}

const char *policy_type(
	struct str extension, const char *served, enum policy_sense *sense)
{
	const char *expected = mime_of_extension(extension);
	*sense = TYPE_UNSAID;
	if (!served)
		return expected;
	*sense = TYPE_GENERIC;
	if (is_generic(served))
		return expected;
	*sense = TYPE_AGREES;
	if (STR_IS_AMONG(served, mpeg_types))
		served = "audio/mpeg";
	if (expected && mime_agrees(extension, served))
		return expected;
	if (!expected && is_media(served))
		return served;
	*sense = TYPE_DIFFERS;
	return expected;
}

/* ---- who asks ---- */

/* No space, nothing that ends the comment of a User-Agent (RFC 9110 5.6.5) or escapes in it. */
static bool is_contact(const char *url)
{
	if (!url || !url_is_web(url))
		return false;
	for (const char *c = url; *c; c++) {
		if (*c <= ' ' || *c > '~' || strchr("()\\\"", *c))
			return false;
	}
	return true;
}

const char *policy_agent(struct arena *a, const char *link, const char *feed_url)
{
	static const char name[] = "feedgen/" FEEDGEN_VERSION;
	const char *contact = is_contact(link) ? link : feed_url;
	if (!is_contact(contact))
		return arena_printf(a, "%s (podcast feed builder)", name);
	return arena_printf(a, "%s (+%s; podcast feed builder)", name, contact);
}
