package app

import (
	"errors"
	"slices"
	"strings"

	"nabij/internal/platform/web"

	"github.com/alecthomas/kong"
)

// command is something the program can be told to do.
//
// To add one: write command_NAME.go with a struct of flags and a method Run(*Console) error, add a line to commands,
// and write locale/NAME.nl.yaml and locale/NAME.en.yaml with the keys NAME (its purpose in one line), NAME_help (more,
// if needed), NAME_example (one or more lines to type) and, if it has exit codes of its own, NAME_exit. A subcommand
// SUB has the keys NAME_SUB, and so on. Help of flags and arguments: `help:"${key}"`. Tests hold all of it to that.
type command struct {
	name string
	run  any // a pointer to a struct that kong can read
}

// commands is THE list of commands, in the order of the help.
func commands() []command {
	return []command{
		{"serve", &serveCommand{}},
		{"weigh", &weighCommand{}},
		{"content", &contentCommand{}},
		{"account", &accountCommand{}},
		{"audit", &auditCommand{}},
		{"demo", &demoCommand{}},
		{"doctor", &doctorCommand{}},
		{"version", &versionCommand{}},
	}
}

// everywhere are the flags of every command.
type everywhere struct {
	Lang   string `enum:"nl,en" default:"nl" placeholder:"nl|en" help:"${flag_lang}"`
	Config string `placeholder:"FILE" help:"${flag_config}"`
}

// forParser gives the texts that descriptions of flags, arguments and commands speak of. The parser copies what it gets for
// every flag, and most texts are what commands say later.
func forParser(texts map[string]string) map[string]string {
	out := map[string]string{}
	for key, text := range texts {
		group, _, _ := strings.Cut(key, "_")
		if group == "flag" || group == "arg" || strings.Count(key, "_") == 1 && slices.Contains(groups, group) {
			out[key] = text
		}
	}
	return out
}

// groups are the commands that have commands of their own.
var groups = []string{"account", "audit", "content"}

// newParser makes the parser of the command line in the language of the console.
func newParser(console *Console) (*kong.Kong, *everywhere, error) {
	all, err := catalogue()
	if err != nil {
		return nil, nil, err
	}
	flags := &everywhere{}
	options := []kong.Option{
		kong.Name("nabij"),
		kong.Description(console.T("about")),
		kong.Vars(forParser(all[console.Lang])),
		kong.Vars{"default_data": defaultData(console.Env), "default_exit": web.DefaultExit},
		kong.Writers(console.Out, console.Err),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Help(printHelp(console)),
		kong.Resolvers(&settings{env: console.Env, config: func() string { return flags.Config }}),
		kong.Bind(console),
	}
	for _, c := range commands() {
		options = append(options, kong.DynamicCommand(c.name, console.T(c.name), "", c.run))
	}
	parser, err := kong.New(flags, options...)
	if err != nil {
		return nil, nil, err
	}
	if parser.Model.HelpFlag == nil {
		return nil, nil, errors.New("there is no help")
	}
	parser.Model.HelpFlag.Help = console.T("flag_help")
	return parser, flags, nil
}
