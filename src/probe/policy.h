/* SPDX-License-Identifier: ISC */
/*
 * Policy: what an answer about an audio file means, and what to ask next.
 *
 * Everything here is a pure function. No clock, no socket and no file is touched: what
 * time it is and what a server said are arguments. http.c brings the answers, ask.c
 * does what is decided here, findings.c says it to people.
 *
 * The course of one URL: a HEAD request first. If that is refused (4xx, 501), gives no
 * length that can be trusted, or says HTML, one GET with "Range: bytes=0-0", which no
 * one counts as a download; the same as the last try if HEAD brings the server down. What
 * may pass is tried again. A redirect is an answer like any
 * other: its host is somebody else's, with a queue and a rate of its own. A document is asked
 * for with one plain GET: there is nothing to spare.
 *
 *     struct probe_course course = {.url = url, .at = url, .head_length = -1};
 *     do answer = ask(course.at, course.get, …);
 *     while (policy_next(limits, &course, &answer, left, &finding).step != PROBE_DONE);
 */
#ifndef PROBE_POLICY_H
#define PROBE_POLICY_H

#include <stdint.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

/* How patient and how polite to be. Times in milliseconds. */
struct probe_limits {
	unsigned live;     /* requests under way at once */
	unsigned per_host; /* … at one host */
	unsigned
		per_second; /* requests begun at one host in any second; 0: as many as come */
	int64_t connect_ms; /* until a connection stands, name look-up included */
	int64_t total_ms;   /* until one request is answered, redirects included */
	int64_t stall_s;    /* seconds without a byte of progress */
	unsigned retries; /* after 5xx and 429; half as many after a failed connection */
	int64_t retry_ms; /* first wait before a retry; doubles */
	int64_t patience_ms; /* a server that asks for a longer pause is given up in this run */
	int64_t deadline_ms; /* for all of it, plus twice what the rate allows for each URL */
	bool deadline_fixed; /* … or without that */
	unsigned breaker;    /* URLs given up in a row after which a host is left alone */
	int cache_ms;        /* for a cache that another run holds */
	int media_ms; /* for reading one audio file, which takes a thousandth of it */
};
extern const struct probe_limits probe_limits_default;

/* What came of a URL. */
enum probe_verdict {
	PROBE_GOOD,
	/* what may pass */
	PROBE_UNRESOLVED,  /* the host has no address */
	PROBE_UNCONNECTED, /* no connection */
	PROBE_REFUSED,     /* the host is there and takes no connection */
	PROBE_TIMEOUT,     /* connected, but no answer in time */
	PROBE_TLS, /* no encrypted connection, for another reason than a bad certificate */
	PROBE_BROKEN,       /* what came is no answer, or not all of it */
	PROBE_BUSY,         /* 429 or 503 to the end */
	PROBE_SERVER_ERROR, /* 5xx to the end */
	PROBE_DENIED,       /* another status that gives no audio */
	PROBE_REDIRECTS,    /* redirected in circles, or too often */
	PROBE_NOT_ASKED,    /* the time was up */
	PROBE_UNABLE,       /* this machine cannot ask */
	/* what is wrong for sure */
	PROBE_NOT_FOUND,   /* 404 or 410 */
	PROBE_HTML,        /* a web page instead of audio */
	PROBE_CERTIFICATE, /* the server's certificate is not valid */
	PROBE_PRIVATE,     /* an address that listeners cannot reach */
	PROBE_SCHEME,      /* a redirect to what is neither http nor https */
	PROBE_TOO_LARGE,   /* more than a document may have */
	PROBE_VERDICT_COUNT
};
bool policy_may_pass(enum probe_verdict verdict);
/* Did no server ever answer? All URLs of a host share that. */
bool policy_is_unreached(enum probe_verdict verdict);

/* Words about a Location that nobody can follow. */
#define POLICY_NO_ADDRESS "it redirects to what is no address"
/* Most redirects that are followed: the prefixes of the field need at most 8. And that should
   be: a service of prefixes advises four. */
enum { PROBE_REDIRECTS_MAX = 10, PROBE_REDIRECTS_GOOD = 4 };
enum { PROBE_TYPE_SIZE = 128, PROBE_CHARSET_SIZE = 41, PROBE_UNLESS_SIZE = 256 };

/* What one request brought: filled by header.c and http.c. Of the headers, only those of
   the last response count, behind all of status 1xx. */
struct probe_answer {
	enum probe_verdict failure; /* of the transport; PROBE_GOOD: none */
	const char *detail;         /* words about the failure; NULL: none */
	int status;                 /* 0: no status line came */
	bool headers_complete;      /* the empty line behind the headers was seen */
	int64_t length;             /* Content-Length; -1: none */
	bool lengths_differ; /* Content-Lengths that disagree, or one that is no number */
	int64_t range_total; /* of Content-Range; -1: none or unknown */
	int64_t retry_after; /* seconds; -1: no such header */
	bool encoded;        /* a Content-Encoding: lengths are of something else */
	bool gzip;           /* … and it is gzip alone */
	bool shared;         /* scripts of other sites' pages may read it */
	bool validator;      /* an ETag, or a Last-Modified */
	char type
		[PROBE_TYPE_SIZE]; /* Content-Type in lower case without parameters; "": none */
	char charset[PROBE_CHARSET_SIZE]; /* its charset parameter; "": none */
	char unless[PROBE_UNLESS_SIZE]; /* the header that asks for it again, unless it is
	                                     the same; "": it has no version */
	const char *location; /* where it redirects to, absolute; NULL: nowhere */
	int64_t range_first;  /* of Content-Range; -1: none */
	bool no_ranges;       /* Accept-Ranges: none, or a GET of a range got a 200 */
	const char *body;     /* as much of it as was to be kept */
	size_t body_len;
	int64_t date, retry_date; /* of Date and Retry-After; 0: none (header.c's own) */
};

/* What is known about a URL in the end. */
struct probe_finding {
	enum probe_verdict verdict;
	int status;          /* the HTTP status that decided; 0: none */
	int head_status;     /* what HEAD got, if a GET followed; 0: none did */
	int64_t length;      /* bytes; 0: unknown */
	unsigned notes;      /* enum probe_note */
	const char *type;    /* as the server says it, see probe_answer; NULL: not said */
	const char *detail;  /* words about the failure; NULL: none */
	const char *url;     /* where it was redirected to in the end; NULL: it was not */
	int64_t age;         /* seconds since it was found; 0: it is of this run */
	const char *charset; /* as type; of documents alone */
	int temporary; /* status of the first redirect that is not for good; 0: none */
	bool validator, packed; /* as validator and encoded of the answer; of documents */
	const char *unless;     /* as of the answer; NULL: none */
};
enum probe_note {
	PROBE_HEAD_REFUSED = 1, /* GET is answered well, HEAD is not */
	PROBE_DOWNGRADED = 2,   /* https became http on the way */
	PROBE_TYPE_GENERIC = 4, /* the type says no more than "some bytes" */
	PROBE_NO_RANGES = 8,    /* parts of the file are not given */
	PROBE_ODD_PORT = 16,    /* redirected to a port that web servers do not have */
	PROBE_LONG_WAY = 32,    /* redirected more often than PROBE_REDIRECTS_GOOD */
	PROBE_UNSHARED = 64, /* a text that scripts of other sites' pages may not read */
	PROBE_NOTES = 127    /* all of them */
};

/* What is asked for, and so what counts as found. */
enum probe_want {
	PROBE_WANT_AUDIO,   /* with its length; a web page is none */
	PROBE_WANT_IMAGE,   /* of any length; a web page is none */
	PROBE_WANT_TEXT,    /* of any length; it may be a web page */
	PROBE_WANT_DOCUMENT /* all of it; it may be a web page */
};

/* Where the asking about one URL stands. Zero to begin with, but for want, url and at, which are
   the same then, and head_length, which is -1; get is true where a document is wanted. */
struct probe_course {
	const char *url;
	enum probe_want want;
	const char *at;      /* the address to ask next: url, or one behind redirects */
	unsigned redirects;  /* that led there */
	bool downgraded;     /* one of them from https to http */
	int temporary;       /* as in the finding */
	bool no_retry;       /* there have been too many in this run */
	bool get;            /* the next request is a ranged GET, not HEAD */
	bool head_html;      /* HEAD said HTML */
	unsigned retries;    /* of the present method */
	int head_status;     /* 0: HEAD has not been answered */
	int64_t head_length; /* what HEAD said; -1: nothing usable */
};

enum probe_step {
	PROBE_DONE,  /* *finding is complete */
	PROBE_AGAIN, /* ask course->at by course->get, after wait_ms */
	PROBE_FOLLOW /* the same, but course->at is the answer's: keep a copy */
};
struct probe_next {
	enum probe_step step;
	int64_t wait_ms;
	bool pause_host; /* all of the host is to be left alone for wait_ms, even when DONE */
	bool leave_host; /* … and that is longer than this run can wait */
	bool retry;      /* the same once more: of these there should not be many */
};

/* Judges an answer. left_ms is the time that remains of the run: a retry that would not
   fit is not made. On DONE *finding is filled; its texts are the answer's. */
struct probe_next policy_next(const struct probe_limits *limits,
	struct probe_course *course, const struct probe_answer *answer, int64_t left_ms,
	struct probe_finding *finding);

/* Who asks: program, version, and where a server's operator finds the people behind it: the
   first of the show's two addresses that is a web URL and can stand in a header as it is. Both
   may be NULL: then nobody is named. */
const char *policy_agent(struct arena *a, const char *link, const char *feed_url);

/* A number that looks random but is always the same for the same text and salt (FNV-1a):
   jitter that a test can foresee, and that needs no state. */
uint32_t policy_chance(const char *text, uint32_t salt);
/* How long to wait before retry number retries (from 0): between a half and the whole of
   retry_ms * 2^retries. */
int64_t policy_retry_wait(
	const struct probe_limits *limits, unsigned retries, uint32_t chance);
/* Time for asking about urls URLs, should they all be at one host. */
int64_t policy_deadline(const struct probe_limits *limits, size_t urls);

/* Redirects are followed from here: HEAD is known to be refused at this host with
   head_status, so that the ranged GET comes first. */
void policy_skip_head(struct probe_course *course, int head_status);

/* Seconds for which a good finding is believed: 30 days; 7 in an episode's first month; one
   without length 1 day; +-20 % so that shows that began together do not stay together. */
int64_t policy_ttl(
	const struct probe_finding *finding, int64_t episode_age, uint32_t chance);
/* Seconds for which a known value is left in peace when asking anew failed for the nth
   time: 5 minutes, doubling, at most 6 hours. */
int64_t policy_backoff(unsigned failures);
/* Seconds for which a URL that never was good is left in peace, should a probe come to this
   for the nth time (from 0); 0: it is asked about in every run. What may pass: as above. Not
   found: an hour, 6 hours, a day, but only if the episode is older than a month: who has
   just published waits for the upload, and runs again. Other errors: not at all. */
int64_t policy_negative_ttl(
	const struct probe_finding *finding, int64_t episode_age, unsigned failures);

/* What a served type means for a file with this extension. */
enum policy_sense {
	TYPE_UNSAID, /* nothing */
	TYPE_AGREES, /* it fits the extension; or that is not known, and it is a media type */
	TYPE_GENERIC, /* "some bytes": the extension decides */
	TYPE_DIFFERS  /* something else: the extension decides, as it does at Apple */
};
/* The type to publish, in Apple's spelling; NULL: unknown. served may be NULL. */
const char *policy_type(
	struct str extension, const char *served, enum policy_sense *sense);

#endif
