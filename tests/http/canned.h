/* SPDX-License-Identifier: ISC */
/*
 * The answers of badserver that are always the same, as they go over the wire.
 */
#ifndef HTTP_CANNED_H
#define HTTP_CANNED_H

#define LARGE 209715200

/* What is done when all has been sent. */
enum ending { KEEP, CLOSE, RESET, HANG };

#define STR(x)       #x
#define NUMBER(x)    STR(x)
#define STATUS(code) "HTTP/1.1 " code " Status\r\nDate: Tue, 05 Mar 2024 06:30:00 GMT\r\n"
#define AUDIO        "Content-Type: audio/mpeg\r\n"
#define LENGTH(n)    "Content-Length: " n "\r\n"
#define CHUNKED      "Transfer-Encoding: chunked\r\n"
#define HTML         "Content-Type: text/html; charset=utf-8\r\n"
#define XML          "Content-Type: application/rss+xml\r\n"
#define GZIP         "Content-Encoding: gzip\r\n"
#define END          "\r\n"
#define BOTH(text)   .head = text, .get = text
#define X80                                                                              \
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
	"xx"

/* What HEAD gets, and what GET gets; NULL: good audio. Behind that, text is repeated, and
   a GET gets so many bytes of body. */
static const struct canned {
	const char *name;
	const char *head, *get;
	const char *text;
	long repeats;
	int gap_ms;
	long long body;
	enum ending ending;
} canned[] = {
	{.name = "ok"},
	{.name = "stale", .ending = CLOSE},
	{.name = "nolen", .head = STATUS("200") AUDIO CHUNKED END},
	{.name = "nolen-ever",
		.head = STATUS("200") AUDIO CHUNKED END,
		.get = STATUS("200") AUDIO CHUNKED END "4\r\nxxxx\r\n0\r\n\r\n"},
	{.name = "fin", BOTH(STATUS("200") AUDIO "Content-Le"), .ending = CLOSE},
	{.name = "rst", BOTH(STATUS("200") AUDIO), .ending = RESET},
	{.name = "empty-reply", BOTH(""), .ending = CLOSE},
	{.name = "hang", BOTH(""), .ending = HANG},
	{.name = "slow",
		BOTH(STATUS("200")),
		.text = "X-Slow: yes\r\n",
		.repeats = 1000000,
		.gap_ms = 100},
	{.name = "dupcl",
		BOTH(STATUS("200") AUDIO LENGTH("1111") LENGTH("222222") END),
		.ending = CLOSE},
	{.name = "dupcl-same",
		.head = STATUS("200") AUDIO LENGTH("123456") LENGTH("123456") END},
	{.name = "neg", BOTH(STATUS("200") AUDIO LENGTH("-5") END), .ending = CLOSE},
	{.name = "digits20",
		BOTH(STATUS("200") AUDIO LENGTH("99999999999999999999") END),
		.ending = CLOSE},
	{.name = "206", .head = STATUS("206") AUDIO LENGTH("2") END},
	{.name = "lies", .head = STATUS("200") AUDIO LENGTH("500") END},
	{.name = "empty",
		.head = STATUS("200") AUDIO LENGTH("0") END,
		.get = STATUS("416") "Content-Range: bytes */0\r\n" LENGTH("0") END},
	{.name = "html", BOTH(STATUS("200") HTML LENGTH("5000") END), .body = 5000},
	{.name = "html-head", .head = STATUS("200") HTML LENGTH("5000") END},
	{.name = "gzip", .head = STATUS("200") AUDIO GZIP LENGTH("7777") END},
	{.name = "gzip-ever",
		BOTH(STATUS("200") AUDIO GZIP LENGTH("7777") END),
		.body = 7777},
	{.name = "ra-huge",
		BOTH(STATUS("429") "Retry-After: 99999999999999999999\r\n" LENGTH("0")
				END)},
	{.name = "ra-long", BOTH(STATUS("503") "Retry-After: 3600\r\n" LENGTH("0") END)},
	{.name = "bigbody-ignores-range",
		.head = STATUS("405") LENGTH("0") END,
		.get = STATUS("200") AUDIO LENGTH(NUMBER(LARGE)) END,
		.body = LARGE,
		.ending = CLOSE},
	{.name = "drip-ignores-range",
		.head = STATUS("405") LENGTH("0") END,
		.get = STATUS("200") AUDIO LENGTH(NUMBER(LARGE)) END,
		.text = " ",
		.repeats = 100000,
		.gap_ms = 100},
	{.name = "no-accept",
		.head = STATUS("200")
			AUDIO LENGTH("123456") "Accept-Ranges: none\r\n" END},
	{.name = "no-ranges",
		.get = STATUS("200") AUDIO LENGTH("123456") END,
		.body = 123456},
	{.name = "hdr-flood",
		BOTH(STATUS("200")),
		.text = "X-Flood: " X80 "\r\n",
		.repeats = 1000000},
	{.name = "100-flood", BOTH(""), .text = STATUS("100") END, .repeats = 1000000},
	{.name = "onehdr",
		BOTH(STATUS("200") "X-Long: "),
		.text = X80,
		.repeats = 300 * 1024 / 80,
		.ending = CLOSE},
	/* Documents: cut off, cut off in a chunk, without end, a little at a time. */
	{.name = "cut",
		BOTH(STATUS("200") XML LENGTH("5000") END "<rss"),
		.ending = CLOSE},
	{.name = "cut-chunk",
		BOTH(STATUS("200") XML CHUNKED END "100\r\n<rss"),
		.ending = CLOSE},
	{.name = "endless",
		BOTH(STATUS("200") XML END "<rss version='2.0'>"),
		.text = X80,
		.repeats = 100000000},
	{.name = "huge",
		BOTH(STATUS("200") XML LENGTH(NUMBER(LARGE)) END),
		.body = LARGE},
	{.name = "drip",
		BOTH(STATUS("200") XML END),
		.text = " ",
		.repeats = 100000,
		.gap_ms = 100},
	{.name = "silent",
		BOTH(STATUS("200") XML LENGTH("5000") END "<rss"),
		.ending = HANG},
	{.name = "odd-packing",
		BOTH(STATUS("200") XML "Content-Encoding: parcel\r\n" LENGTH("4") END
			"<rss"),
		.ending = CLOSE},
	{.name = "part", BOTH(STATUS("206") XML LENGTH("4") END "<rss")},
	{.name = "nowhere", BOTH(STATUS("302") LENGTH("0") END)},
	{.name = "switch",
		BOTH(STATUS("101") "Connection: Upgrade\r\nUpgrade: h2c\r\n" END),
		.ending = HANG},
	{.name = "http09", BOTH("no status line\n"), .ending = CLOSE},
	/* The body that HEAD must not have spoils what comes next on this connection. */
	{.name = "head-with-body",
		.head = STATUS("200") AUDIO LENGTH("123456") END X80 X80 X80},
};

#endif
