/* SPDX-License-Identifier: ISC */
#include "read/enclosure.h"

#include <string.h>
#include "base/duration.h"
#include "base/str.h"
#include "base/url.h"
#include "model/check.h"

/* Takes the next word off *rest; an empty one: there is none. */
static struct str next_word(struct str *rest)
{
	struct str s = str_trim(*rest);
	size_t n = 0;
	while (n < s.len && !ascii_is_space(s.data[n]))
		n++;
	*rest = str_slice(s, n, s.len);
	return str_slice(s, 0, n);
}

/* The playing time in what PHP makes of a list: a:1:{s:8:"duration";s:8:"01:02:03";} */
static bool find_duration(struct str text, int64_t *seconds)
{
	static const char name[] = "\"duration\";";
	size_t at = str_find(text, name, 0);
	if (at == STR_NONE)
		return false;
	size_t from = str_find_char(text, '"', at + strlen(name));
	size_t to = from == STR_NONE ? STR_NONE : str_find_char(text, '"', from + 1);
	return to != STR_NONE && duration_parse(str_slice(text, from + 1, to), seconds);
}

void enclosure_split(struct arena *a, struct fg_episode *ep)
{
	struct str rest = str_of(ep->enclosure.url), address = next_word(&rest);
	struct fg_pos at = ep->at[FG_EP_AUDIO];
	int64_t length;
	if (str_trim(rest).len == 0)
		return;
	const char *url = arena_strndup(a, address.data, address.len);
	if (!url_has_scheme(url) || !check_integer(next_word(&rest), &length))
		return;
	ep->enclosure.url = url;
	if (length > 0) {
		ep->enclosure.length = length;
		ep->at[FG_EP_LENGTH] = at;
	}
	struct str word = next_word(&rest);
	const char *type = arena_strndup(a, word.data, word.len);
	if (check_mime(type)) {
		ep->enclosure.type = type;
		ep->at[FG_EP_TYPE] = at;
	}
	if (find_duration(rest, &ep->duration))
		ep->at[FG_EP_DURATION] = at;
}
