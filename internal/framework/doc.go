// Package framework is the engine of Nabij (Dutch: kader): it reads content packs, checks them, and evaluates a
// deliberation with an explanation. It is pure: no network, no database, no files other than an fs.FS, no clock and
// no randomness. Time comes in as a parameter.
//
//	pack, issues := framework.Load(fsys)              // one folder: every issue with file, line and remedy
//	fw, issues   := framework.Compile(pack, others…)  // ids resolved, types agree, nothing unreachable
//	advice       := fw.Evaluate(c)                    // a value with its reasons; unanswered, unknown and refused differ
//	told         := advice.Tell("nl")                 // the same in words
//
// What it never does: decide, or add everything up to one score. Only rules give advice; values, wishes, intuition and
// agreements are asked, shown and kept apart.
package framework
