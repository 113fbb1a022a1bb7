/* SPDX-License-Identifier: ISC */
#include "app/clock.h"

#include <stdlib.h>
#include <time.h>
#include "app/cli.h"
#include "app/usage.h"
#include "base/str.h"

bool clock_read(int64_t *now)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long value;
	if (!epoch || !*epoch) {
		*now = (int64_t)time(NULL);
		return true;
	}
	if (!str_to_int(str_of(epoch), &value) || value > 253402300799) {
		usage_error("SOURCE_DATE_EPOCH is a number of seconds, not '%s'", epoch);
		return false;
	}
	*now = (int64_t)value;
	return true;
}
