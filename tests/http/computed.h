/* SPDX-License-Identifier: ISC */
/*
 * The answers of badserver that depend on the request, and what they are made with.
 */
#ifndef HTTP_COMPUTED_H
#define HTTP_COMPUTED_H

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/sbuf.h"
#include "canned.h"

enum { HEAD_MAX = 8192, PATH_SIZE = 1024, CHUNK = 64 * 1024 };

struct request {
	char method[16], path[PATH_SIZE], range[64], type[128];
	bool head;
	long long size;
	const char *rest; /* of the path, behind the first segment */
	const char *dir;  /* where files are */
	bool packed;      /* the query says gzip=1 */
	bool undated;     /* the query says undated=1 */
	bool same;        /* it asks for another version than "1" */
	int seen;         /* how often this path was asked for before */
};

struct conn {
	int fd;
	struct in_addr address; /* ours */
	char in[HEAD_MAX];
	size_t in_len;
	bool answering;
	char path[PATH_SIZE];
	/* The answer: out, then text again and again, then a body. */
	struct sbuf out;
	size_t out_sent;
	const char *text;
	long repeats;
	int gap_ms;           /* between repeats */
	long long body, sent; /* bytes to come, bytes gone */
	int64_t due;          /* nothing is sent before */
	enum ending ending;
};

static void status(struct conn *c, const char *code)
{
	sbuf_printf(&c->out, "HTTP/1.1 %.3s Status\r\nContent-Length: 0\r\n\r\n", code);
}

/* The range that is asked for: byte number n is the letter n % 26. */
static void part(struct conn *c, const struct request *r)
{
	char *end = NULL;
	long long first = strtoll(r->range + strlen("bytes="), &end, 10);
	long long last = strtoll(end + 1, NULL, 10);
	if (last >= r->size)
		last = r->size - 1;
	sbuf_printf(&c->out,
		STATUS("206") "Content-Type: %s\r\nContent-Range: bytes "
			      "%lld-%lld/%lld\r\nContent-Length: %lld\r\n\r\n",
		r->type, first, last, r->size, last - first + 1);
	for (long long n = first; n <= last; n++)
		sbuf_char(&c->out, (char)('a' + n % 26));
}

/* Good audio: HEAD, GET of a range or of all. */
static void audio(struct conn *c, const struct request *r)
{
	if (r->range[0]) {
		part(c, r);
		return;
	}
	sbuf_printf(&c->out,
		STATUS("200") "Content-Type: %s\r\nContent-Length: %lld\r\n\r\n", r->type,
		r->size);
	c->body = r->head ? 0 : r->size;
}

/* /head/STATUS/…: HEAD gets the status, GET the audio. */
static void head_status(struct conn *c, const struct request *r)
{
	if (r->head)
		status(c, r->rest);
	else
		audio(c, r);
}

/* /status/STATUS/…: both get it. */
static void any_status(struct conn *c, const struct request *r)
{
	status(c, r->rest);
}

/* /get/STATUS/…: HEAD gets the audio's headers without a length, GET the status. */
static void get_status(struct conn *c, const struct request *r)
{
	if (r->head)
		sbuf_str(&c->out, STATUS("200") AUDIO CHUNKED END);
	else
		status(c, r->rest);
}

/* /head-good/STATUS/…: HEAD gets the audio's headers, GET the status. */
static void head_good(struct conn *c, const struct request *r)
{
	if (r->head)
		audio(c, r);
	else
		status(c, r->rest);
}

static void redirect(struct conn *c, const char *where)
{
	sbuf_printf(&c->out, STATUS("302") "Location: %s\r\n" LENGTH("0") END, where);
}

static void loop(struct conn *c, const struct request *r)
{
	redirect(c, r->path);
}

/* /chain/N/…: N redirects, then the audio. */
static void chain(struct conn *c, const struct request *r)
{
	char where[64];
	long n = strtol(r->rest, NULL, 10);
	snprintf(where, sizeof where, "/chain/%ld/x.mp3", n - 1);
	if (n > 0)
		redirect(c, where);
	else
		audio(c, r);
}

/* /to/URL: wherever it says. */
static void to(struct conn *c, const struct request *r)
{
	redirect(c, r->rest);
}

/* /5xx-then-ok/N/…: 500 so many times. */
static void flapping(struct conn *c, const struct request *r)
{
	if (r->seen < strtol(r->rest, NULL, 10))
		status(c, "500");
	else
		audio(c, r);
}

/* /ra/seconds/… and /ra/date/…: the first time to wait a second. */
static void retry_after(struct conn *c, const struct request *r)
{
	const char *when = *r->rest == 's' ? "1" : "Tue, 05 Mar 2024 06:30:01 GMT";
	if (r->seen > 0)
		audio(c, r);
	else
		sbuf_printf(&c->out, STATUS("429") "Retry-After: %s\r\n" LENGTH("0") END,
			when);
}

/* /moved/URL: the same for good. */
static void moved(struct conn *c, const struct request *r)
{
	sbuf_printf(&c->out, STATUS("301") "Location: %s\r\n" LENGTH("0") END, r->rest);
}

/* /file/NAME: that file of the folder, as type=; none if that is empty. */
static void file(struct conn *c, const struct request *r)
{
	static char bytes[3 * CHUNK];
	char path[2 * PATH_SIZE];
	snprintf(path, sizeof path, "%s/%.*s", r->dir, (int)strcspn(r->rest, "/?"),
		r->rest);
	FILE *from = fopen(path, "rb");
	if (!from) {
		status(c, "404");
		return;
	}
	size_t n = fread(bytes, 1, sizeof bytes, from);
	fclose(from);
	if (r->same) {
		sbuf_printf(&c->out, STATUS("304") "ETag: \"1\"\r\n" END);
		return;
	}
	if (r->head && strstr(r->path, "headless=1")) {
		status(c, "405");
		return;
	}
	char range[80] = "";
	size_t at = 0, size = n;
	if (r->range[0] && !strstr(r->path, "whole=1")) {
		char *end;
		at = strtoul(r->range + strlen("bytes="), &end, 10);
		n = strtoul(end + 1, NULL, 10) + 1 - at;
		snprintf(range, sizeof range, "Content-Range: bytes %zu-%zu/%zu\r\n", at,
			at + n - 1, size);
	}
	sbuf_printf(&c->out, "%s%s%s%s%s%s%sContent-Length: %zu\r\n\r\n",
		*range ? STATUS("206") : STATUS("200"), range,
		r->undated ? "" : "ETag: \"1\"\r\n", r->packed ? GZIP : "",
		*r->type ? "Content-Type: " : "", r->type, *r->type ? "\r\n" : "", n);
	if (!r->head)
		sbuf_add(&c->out, bytes + at, n);
}

static void nul(struct conn *c, const struct request *r)
{
	(void)r;
	sbuf_str(&c->out, STATUS("200"));
	sbuf_add(&c->out, "X-Nul: a\0b\r\n", 12);
	sbuf_str(&c->out, LENGTH("123456") END);
	c->ending = CLOSE;
}

/* HTTP/2 frames for who speaks HTTP/1.1: SETTINGS, and with /h2/goaway/… also GOAWAY with
   ENHANCE_YOUR_CALM and the end; else silence. */
static void http2(struct conn *c, const struct request *r)
{
	static const char settings[9] = {0, 0, 0, 4};
	static const char goaway[17] = {0, 0, 8, 7, [16] = 0xb};
	sbuf_add(&c->out, settings, sizeof settings);
	c->ending = HANG;
	if (*r->rest != 'g')
		return;
	sbuf_add(&c->out, goaway, sizeof goaway);
	c->ending = CLOSE;
}

static const struct computed {
	const char *name;
	void (*answer)(struct conn *c, const struct request *r);
} computed[] = {
	{"head", head_status},
	{"status", any_status},
	{"get", get_status},
	{"head-good", head_good},
	{"loop", loop},
	{"chain", chain},
	{"to", to},
	{"moved", moved},
	{"file", file},
	{"5xx-then-ok", flapping},
	{"ra", retry_after},
	{"nul", nul},
	{"h2", http2},
};

#endif
