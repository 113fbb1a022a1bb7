/* SPDX-License-Identifier: ISC */
/* The checks of kinds that are not in values.c itself, for its table. */
#ifndef VALIDATE_VALUES_H
#define VALIDATE_VALUES_H

#include "validate/judge.h"

/* Is value of the kind? If not, complains. */
bool value_prose(struct judge *j, const char *value);
bool value_line(struct judge *j, const char *value);
bool value_short(struct judge *j, const char *value);
bool value_display(struct judge *j, const char *value);
bool value_identifier(struct judge *j, const char *value);
bool value_note(struct judge *j, const char *value);
bool value_link(struct judge *j, const char *value);
bool value_web(struct judge *j, const char *value);
bool value_secure(struct judge *j, const char *value);
bool value_address(struct judge *j, const char *value);
bool value_mail(struct judge *j, const char *value);
bool value_contact(struct judge *j, const char *value);
bool value_iri(struct judge *j, const char *value);
bool value_iri_absolute(struct judge *j, const char *value);
/* Of a web address that is good otherwise: tells if not everybody can reach its host. */
void value_host(struct judge *j, const char *value);
bool value_media_type(struct judge *j, const char *value);
bool value_language_tag(struct judge *j, const char *value);
bool value_addr_spec(struct judge *j, const char *value);
bool value_signed(struct judge *j, const char *value);
bool value_signed_whole(struct judge *j, const char *value);
bool value_point(struct judge *j, const char *value);
bool value_line_of_points(struct judge *j, const char *value);
bool value_polygon(struct judge *j, const char *value);
bool value_box(struct judge *j, const char *value);
bool value_latitude(struct judge *j, const char *value);
bool value_longitude(struct judge *j, const char *value);
/* Those of model/form.h. Is it one of them? Then *good says whether value is of it. */
bool value_form(struct judge *j, enum kind kind, const char *value, bool *good);

#endif
