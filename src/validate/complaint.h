/* SPDX-License-Identifier: ISC */
/*
 * complaint: what libxml2 has against a document. Included by the files of the room that
 * know libxml2, and by no other.
 */
#ifndef VALIDATE_COMPLAINT_H
#define VALIDATE_COMPLAINT_H

#include <stdbool.h>
#include <libxml/parser.h>

/* XML_PARSE_NOENT, DTDLOAD and HUGE stay off: what is ours needs none of them, and what
   is not must not gain by them. */
enum { XML_OPTIONS = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES };

#if LIBXML_VERSION < 21200
typedef xmlError *xml_error;
#else
typedef const xmlError *xml_error;
#endif

/* The first complaint. Those that follow are its consequences. */
struct complaint {
	bool made;
	int line, column;
	char message[200];
	xmlNodePtr within; /* if set, what is right under it is looked for … */
	xmlNodePtr child;  /* … and the first that a complaint is about, kept here */
};

/* Keeps what is worth keeping of an error that libxml2 reports. */
void complaint_note(struct complaint *c, const xmlError *e);

#endif
