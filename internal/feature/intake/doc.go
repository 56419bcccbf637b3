// Package intake (invoeren en samenvoegen) is how files come in by the list, and how two files of one person become one:
// a list from another program in steps, with a preview and a way back, and the pages of possible doubles.
//
// What a file says is told in the words of the pages about a resident, which the program passes in.
package intake
