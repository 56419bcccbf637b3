// Package app puts the program together: it reads the configuration, knows every feature and every command, and is
// the only package that may know all others.
package app

import (
	"errors"
	"fmt"
	"io"
	"strings"

	// Europe/Amsterdam must exist on a machine without zone files too, such as an empty container.
	_ "time/tzdata"

	"nabij/internal/platform/clock"

	"github.com/alecthomas/kong"
)

// The exit codes, for scripts. They are a promise: a code never changes its meaning.
const (
	ExitOK     = 0 // it went well
	ExitFailed = 1 // it was tried and failed
	ExitUsage  = 2 // the command was not understood; nothing was tried
	ExitIssues = 3 // it went well, and there is something to mend: content with issues, a check that failed
)

// Main runs the program with these words and gives its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	lookup := lookupIn(env)
	console := &Console{In: stdin, Out: stdout, Err: stderr, Env: lookup, Clock: clock.System{}}
	console.Lang = chooseLang(args, lookup)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	return console.execute(args)
}

// execute parses the words and runs the command they name.
func (console *Console) execute(args []string) (code int) {
	// Kong asks to end the program after --help; deferred work must still run, so that becomes a panic that ends here.
	defer func() {
		switch value := recover().(type) {
		case nil:
		case exit:
			code = int(value)
		default:
			panic(value)
		}
	}()
	parser, flags, err := newParser(console)
	if err != nil {
		return console.fail(fmt.Errorf("the commands do not fit together: %w", err))
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(console.Err, "nabij: %s\n%s\n", usageMessage(err, console), console.T("see_help", helpWords(err)))
		return ExitUsage
	}
	console.Lang = flags.Lang // the configuration file may have chosen it
	return console.fail(ctx.Run(console))
}

// exit carries an exit code up to execute.
type exit int

// coded is an error with an exit code of its own.
type coded struct {
	code int
	err  error
}

// Error gives the message.
func (c *coded) Error() string { return c.err.Error() }

// Unwrap gives the error.
func (c *coded) Unwrap() error { return c.err }

// withCode gives err an exit code other than ExitFailed. A nil err ends the command with that code and no message.
func withCode(code int, err error) error {
	if err == nil {
		err = errSilent
	}
	return &coded{code, err}
}

// errSilent is for commands that have said everything themselves.
var errSilent = errors.New("")

// fail tells what went wrong and gives the exit code that belongs to it.
func (c *Console) fail(err error) int {
	if err == nil {
		return ExitOK
	}
	if !errors.Is(err, errSilent) {
		fmt.Fprintf(c.Err, "nabij: %s\n", safeMessage(err, c.Lang))
	}
	var with *coded
	if errors.As(err, &with) {
		return with.code
	}
	return ExitFailed
}

// lookupIn reads an environment like that of os.Environ.
func lookupIn(env []string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := len(env) - 1; i >= 0; i-- { // the last one counts, as everywhere
			if value, ok := strings.CutPrefix(env[i], name+"="); ok {
				return value, true
			}
		}
		return "", false
	}
}

// helpWords gives what to type for the help that fits: that of the command, if there was one.
func helpWords(err error) string {
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil {
		if node := parse.Context.Selected(); node != nil {
			return "nabij " + node.Path() + " --help"
		}
	}
	return "nabij --help"
}
