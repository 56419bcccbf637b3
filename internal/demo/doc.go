// Package demo makes an organisation that does not exist, so that people can try the program and measure it without
// anything about a real person.
//
// Small: Build lives a fortnight of May 2020 in it. The people of the cast come in through the door of a demonstration,
// open pages, fill in forms and send them, each at its own moment, so that versions, audit lines and everything else are
// those of a program in use. Large: Fill makes any number of residents, the same ones for the same seed.
//
// It knows every slice by its pages and a few by their stores, and owns no tables. Only app imports it.
package demo
