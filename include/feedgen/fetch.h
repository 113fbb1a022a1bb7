/* SPDX-License-Identifier: ISC */
/*
 * fetch: documents of the web, whole: feeds, transcripts, chapters. Part of the room probe, by
 * whose rules it goes. Included by <feedgen/feedgen.h>.
 */
#ifndef FEEDGEN_FETCH_H
#define FEEDGEN_FETCH_H

#include <stdbool.h>
#include <stddef.h>

struct fg_run;
struct sbuf;

/* Fetches one document of the web, whole: a feed, a transcript, chapters.

       struct sbuf text;
       struct fg_fetched fetched;
       sbuf_init(&text, FG_FETCH_MAX);
       if (fg_fetch(run, "https://…/feed.xml", &text, &fetched)) …   text.data, text.len
       sbuf_release(&text);

   The rules of the probes hold: no private address, also behind a redirect, unless
   settings->allow_private; http and https alone; at most ten redirects; two retries of what
   may pass. It takes at most 150 seconds, or settings->deadline_s. gzip is unpacked; more
   than text.max bytes, counted unpacked, are refused. What came is as the server sent it:
   another encoding than UTF-8 stays that, and a page of HTML is a document too.

   False: text is not to be used, and one diagnostic of the rules fetch/… says why, placed at
   url. They are errors; to whom a failure is less, hands a run with diags of its own and says
   it in its own words. Texts of *fetched are in run->arena, printable ASCII. The process must
   ignore SIGPIPE. From the thread that has set up libcurl. */
enum { FG_FETCH_MAX = 32 * 1024 * 1024 };
struct fg_fetched {
	const char *url; /* where it was: behind redirects, if there were any */
	bool redirected;
	int temporary; /* status of the first redirect that is not for good (301, 308); 0:
	                  all are */
	const char *type;    /* the media type, in lower case; NULL: it is not said */
	const char *charset; /* its parameter, as it is said; NULL: none */
	bool validator;      /* the server named the version, by ETag or Last-Modified */
	bool packed;         /* it came with gzip */
	const char *unless;  /* the header that asks for another version; NULL: none */
	/* fg_fetch_manners sets these. */
	bool sent_again;   /* the same version was sent once more, and whole */
	bool head_refused; /* GET is answered well, HEAD is not */
	bool no_ranges;    /* asked for its first byte, the server sends all of it */
};
bool fg_fetch(struct fg_run *run, const char *url, struct sbuf *into,
	struct fg_fetched *fetched);
/* Fetches many, as politely as audio is asked about: a few at once, of a host at most so many at
   once and in a second (settings->per_host, per_second), and not for longer than all the asking
   may take (settings->deadline_s). done is called once for each, in any order; its text is good
   during the call alone. If it returns false, no more are wanted, and it is not called again.
   False: nothing can be fetched on this machine, which is a diagnostic. */
struct fg_document {
	const char *url;
	void *tag;         /* the caller's */
	struct sbuf *text; /* likewise; it is released behind done */
	struct fg_fetched fetched;
	const char *
		problem; /* why it is not there, in words that go on behind "URL: "; NULL: it
	                        is */
};
bool fg_fetch_all(struct fg_run *run, struct fg_document *docs, size_t n,
	bool (*done)(void *ctx, struct fg_document *doc), void *ctx);

/* Asks the server of a document that has come again, as apps and directories do: whether there
   is another version, by HEAD, and for the first byte. What fails is as if it had not been
   asked. */
void fg_fetch_manners(struct fg_run *run, struct fg_fetched *fetched);

#endif
