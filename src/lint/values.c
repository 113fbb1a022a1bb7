/* SPDX-License-Identifier: ISC */
/* What checks ask of values. */
#include "lint/lint.h"

#include "base/url.h"

bool lint_blank(const char *text)
{
	return !text || str_trim(str_of(text)).len == 0;
}

bool lint_is_whole(const char *number)
{
	long long n;
	return number && str_to_int(str_of(number), &n) && n > 0;
}

bool lint_is_picture(const char *url, const struct fg_picture *picture)
{
	struct str e = url_extension(url);
	return picture->type || str_case_is(e, "jpg") || str_case_is(e, "jpeg") ||
	       str_case_is(e, "png");
}

bool lint_is_full(const struct fg_episode *ep)
{
	return lint_blank(ep->episode_type) || strcmp(ep->episode_type, "full") == 0;
}
