// Package reliability breaks the program on purpose, and counts what that costs the people who use it.
//
// It holds no code of the program: it starts the program as it is served, signs in over HTTP as people do, and ends it,
// fills its disk, moves its clock, drops its database or lies to its forms. Each program here has a guard: the same run
// against a copy of the program with one fault sown in it must fail, otherwise the run proves nothing.
//
// `go test ./...` runs a small version of each in a few seconds. `make reliability` runs them at their full numbers,
// with their guards, and docs/reliability.md tells what came out.
package reliability
