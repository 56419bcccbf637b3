// Package framework is the engine of Nabij (Dutch: kader): it reads content packs, checks them, and evaluates a
// deliberation with an explanation. It is pure: no network, no database, no files other than an fs.FS, no clock and
// no randomness. Time comes in as a parameter.
//
//	lib, issues := framework.LoadLibrary(fsys, ".")  // every pack below a folder; every issue with file, line and remedy
//	fw, issues  := lib.Compile(id, "", layers...)    // ids resolved, types agree, sizes proven; fw.Dead() looks further
//	advice      := fw.Evaluate(c)                    // a value with its reasons; unanswered, unknown and refused differ
//	told        := advice.Tell("nl")                 // the same in words
//
// Every verdict has three values, and what is settled stays settled whatever else is answered. Nothing that a pack says
// can make evaluating fail or run on: Compile proves the size of every setting, and the searches for open questions and
// turning answers work within a budget (limits.go).
//
// What it never does: decide, or add everything up to one score. Only rules give advice; values, wishes, intuition and
// agreements are asked, shown and kept apart.
package framework
