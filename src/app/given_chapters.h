/* SPDX-License-Identifier: ISC */
/* given_chapters: the files of chapters that a feed names, fetched and judged. */
#ifndef APP_GIVEN_CHAPTERS_H
#define APP_GIVEN_CHAPTERS_H

#include <feedgen/feedgen.h>
#include "app/cli.h"

/* Each file once, though several items name it. What is told of one has the element that names
   it first as its related place; of one that cannot be had, there. Offline nothing is asked. */
void given_judge_chapters(
	struct cli *cli, struct fg_run *run, const struct fg_named_files *files);

#endif
