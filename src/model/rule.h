/* SPDX-License-Identifier: ISC */
/*
 * The rules table: everything that feedgen can complain about. Rows are in
 * rules.def; their enum, struct fg_rule and the look-ups are public
 * (<feedgen/feedgen.h>). This header is what the rooms include to complain.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include <feedgen/feedgen.h>
#include "base/diag.h"

#endif
