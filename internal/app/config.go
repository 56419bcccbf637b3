package app

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settings finds the value of a flag that was not typed: first in the environment as NABIJ_NAME, then in the
// configuration file. So the order is flag, environment, file, default.
type settings struct {
	env    func(string) (string, bool)
	config func() string // the --config that was typed
	file   map[string]any
	read   bool
}

// variable gives the name of a flag in the environment.
func variable(flag string) string {
	return "NABIJ_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// Validate satisfies kong.Resolver; the file is checked when it is read.
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve gives the value of a flag that was not typed, or nil.
func (s *settings) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if flag.Name == "help" {
		return nil, nil
	}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	if value, ok := s.env(variable(flag.Name)); ok && value != "" {
		return value, nil
	}
	if value, ok := s.file[flag.Name]; ok && flag.Name != "config" {
		return fmt.Sprint(value), nil
	}
	return nil, nil
}

// load reads the configuration file once, if one was named.
func (s *settings) load(ctx *kong.Context) error {
	if s.read {
		return nil
	}
	s.read = true
	path := typed(ctx, "config")
	if path == "" {
		path, _ = s.env(variable("config"))
	}
	if path == "" {
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("the configuration file cannot be read: %w", err)
	}
	if err := yaml.Unmarshal(content, &s.file); err != nil {
		return fmt.Errorf("the configuration file %s is not right: %w", path, err)
	}
	return checkKeys(path, s.file, flagNames(ctx.Model.Node))
}

// typed gives the value of a flag on the command line itself.
func typed(ctx *kong.Context, name string) string {
	for _, path := range ctx.Path {
		if path.Flag != nil && path.Flag.Name == name {
			return fmt.Sprint(ctx.FlagValue(path.Flag))
		}
	}
	return ""
}

// checkKeys refuses a key that no command knows: a setting with a slip in its name would otherwise do nothing.
func checkKeys(path string, file map[string]any, known []string) error {
	var wrong []error
	for _, key := range slices.Sorted(maps.Keys(file)) {
		switch value := file[key].(type) {
		case map[string]any, []any:
			wrong = append(wrong, fmt.Errorf("%s: %s must be one value", path, key))
		case nil:
			delete(file, key)
		default:
			_ = value
			if !slices.Contains(known, key) {
				wrong = append(wrong, fmt.Errorf("%s: there is no setting %q%s", path, key, nearest(key, known)))
			}
		}
	}
	return errors.Join(wrong...)
}

// flagNames lists the flags of all commands that may stand in a file.
func flagNames(node *kong.Node) []string {
	var names []string
	for _, flag := range node.Flags {
		if flag.Name != "help" && flag.Name != "config" {
			names = append(names, flag.Name)
		}
	}
	for _, child := range node.Children {
		names = append(names, flagNames(child)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// defaultData gives the data folder when nobody chose: that of this user, or data in the current folder.
func defaultData(env func(string) (string, bool)) string {
	if dir, ok := env("XDG_DATA_HOME"); ok && filepath.IsAbs(dir) {
		return filepath.Join(dir, "nabij")
	}
	home, _ := env("HOME")
	switch runtime.GOOS {
	case "windows":
		if dir, ok := env("LOCALAPPDATA"); ok && dir != "" {
			return filepath.Join(dir, "Nabij")
		}
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support", "Nabij")
		}
	}
	if home != "" && home != "/" {
		return filepath.Join(home, ".local", "share", "nabij")
	}
	return "data"
}
