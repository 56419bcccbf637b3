package app

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The budgets of docs/architecture.md.
const (
	longestFile    = 400
	engineBranches = 10
)

// source is one file of the program.
type source struct {
	path  string
	lines int
	test  bool
	tree  *ast.File // nil when it is not Go
	fset  *token.FileSet
	err   error
}

// readProgram reads the files that the rules are about. Nested modules and what others made are left out.
func readProgram(program fs.FS) ([]source, error) {
	var files []source
	err := fs.WalkDir(program, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			base := path.Base(name)
			if name != "." && (base == "node_modules" || base == "testdata" || base == "bench" || base == "tools" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		ext := path.Ext(name)
		inside := strings.HasPrefix(name, "internal/") || strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "content/") || strings.HasPrefix(name, "migrations/")
		if !inside || !slices.Contains([]string{".go", ".html", ".sql"}, ext) {
			return nil
		}
		text, err := fs.ReadFile(program, name)
		if err != nil {
			return err
		}
		f := source{path: name, lines: strings.Count(string(text), "\n"), test: strings.HasSuffix(name, "_test.go"), fset: token.NewFileSet()}
		if ext == ".go" {
			f.tree, f.err = parser.ParseFile(f.fset, name, text, parser.SkipObjectResolution)
		}
		files = append(files, f)
		return nil
	})
	return files, err
}

// checkProgram gives one sentence for each rule that is broken.
func checkProgram(files []source) []string {
	var told []string
	branches := 0
	for _, f := range files {
		if f.err != nil {
			told = append(told, fmt.Sprintf("%s cannot be read as Go: %v", f.path, f.err))
			continue
		}
		if f.lines > longestFile {
			told = append(told, fmt.Sprintf("%s has %d lines, at most %d fit in a head: split it by what it does", f.path, f.lines, longestFile))
		}
		told = append(told, checkPlace(f)...)
		if f.tree == nil || f.test {
			continue
		}
		told = append(told, checkImports(f)...)
		told = append(told, checkClockAndGoroutines(f)...)
		told = append(told, checkSQL(f)...)
		n := countBranches(f)
		branches += n
		if n > 0 && !strings.HasPrefix(f.path, "internal/platform/db/") && !strings.Contains(path.Base(f.path), "store") {
			told = append(told, f.path+" asks for the kind of database: only platform/db may, or a second file beside store.go with a test that both give the same rows")
		}
	}
	if branches > engineBranches {
		told = append(told, fmt.Sprintf("the program branches on the kind of database %d times, the budget is %d: write one portable statement", branches, engineBranches))
	}
	return told
}

// vague are names of packages that say nothing about what is in them.
var vague = []string{"util", "utils", "common", "helper", "helpers", "misc", "models", "types", "shared", "base", "lib"}

// rooms lists the places a file can live.
var rooms = regexp.MustCompile(`^(cmd/nabij/|internal/(app|people|framework|questionnaire|demo)/|internal/(feature|platform)/[a-z]+/|content/|migrations/)`)

func checkPlace(f source) []string {
	dir := path.Dir(f.path)
	for _, part := range strings.Split(dir, "/") {
		if slices.Contains(vague, part) {
			return []string{fmt.Sprintf("%s: the name %q says nothing about what is in the folder; name it after what it does", f.path, part)}
		}
	}
	if !rooms.MatchString(dir + "/") {
		return []string{f.path + " has no place in the house; docs/architecture.md tells which folders there are and why"}
	}
	return nil
}

// area gives the part of the house a path or import lies in, and the name of a slice or platform package.
func area(p string) (kind, name string) {
	parts := strings.Split(p, "/")
	switch {
	case parts[0] == "cmd", parts[0] == "content", parts[0] == "migrations":
		return parts[0], ""
	case len(parts) > 2 && (parts[1] == "feature" || parts[1] == "platform"):
		return parts[1], parts[2]
	case len(parts) > 1:
		return parts[1], ""
	}
	return "", ""
}

func checkImports(f source) (told []string) {
	kind, name := area(f.path)
	for _, spec := range f.tree.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		ours, inside := strings.CutPrefix(p, "nabij/")
		toKind, toName := "", ""
		if inside {
			toKind, toName = area(ours)
		}
		if reason := refuse(kind, name, p, toKind, toName); reason != "" {
			told = append(told, fmt.Sprintf("%s imports %s: %s", f.path, p, reason))
		}
		if path.Base(f.path) == "rules.go" && (slices.Contains(impure, strings.Split(p, "/")[0]) || slices.Contains(impure, p) || (inside && toKind != "people" && toKind != "framework")) {
			told = append(told, fmt.Sprintf("%s imports %s: rules are pure; no context, clock, database, files, log or HTTP, and of our own only people and framework. Move it to service.go, or pass what it needs as a parameter", f.path, p))
		}
	}
	return told
}

// impure are the packages of the standard library with which a function can do more than reckon.
var impure = []string{"net", "database", "os", "log", "context", "syscall", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "unsafe", "plugin"}

// refuse tells why one part of the house may not import another, or nothing.
func refuse(kind, name, p, toKind, toName string) string {
	switch {
	case kind == "cmd" && toKind != "" && toKind != "app":
		return "cmd/nabij only calls app; what it does belongs there"
	case toKind == "app" && kind != "cmd" && kind != "app":
		return "only cmd/nabij imports app, which knows everything; what you need there belongs in platform, people or framework"
	case kind == "feature" && toKind == "feature" && toName != name:
		return "slices never import each other. Use an id and a link, a small interface that app satisfies, or a job"
	case kind == "questionnaire" && (toKind == "feature" || toKind == "people" || toKind == "content" || toKind == "platform" && toName != "web" && toName != "fault"):
		return "the questionnaire shows a framework on the web, and knows nobody and no storage. Turn it around: let the slice pass in what it must show"
	case (kind == "people" || kind == "platform" || kind == "framework") && toKind == "questionnaire":
		return "only slices and app show a questionnaire"
	case toKind == "demo" && kind != "app" && kind != "demo":
		return "only app makes a demonstration: what is made up may never get into a slice"
	case kind == "people" && (toKind == "feature" || toKind == "framework"):
		return "people are the shared nouns; they stand on the platform alone"
	case kind == "platform" && (toKind == "feature" || toKind == "people" || toKind == "framework" || toKind == "content"):
		return "the platform knows nothing of social work. Turn it around: let the slice pass in what the platform needs"
	case (kind == "content" || kind == "migrations") && toKind != "":
		return "these folders hold files only; code belongs in internal"
	case kind == "framework" && p != "go.yaml.in/yaml/v3" && (toKind != "framework" && (toKind != "" || !standard(p)) || slices.Contains(impure, strings.Split(p, "/")[0]) || slices.Contains(impure, p)):
		return "the engine is pure: the standard library without network, database, files, clock or chance, and the YAML reader. What it must know is a parameter"
	}
	return ""
}

// standard tells whether an import is of the standard library: its first part has no dot.
func standard(p string) bool { return !strings.Contains(strings.Split(p, "/")[0], ".") }

func checkClockAndGoroutines(f source) (told []string) {
	timeName := ""
	for _, spec := range f.tree.Imports {
		if spec.Path.Value == `"time"` {
			timeName = "time"
			if spec.Name != nil {
				timeName = spec.Name.Name
			}
		}
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if !strings.HasPrefix(f.path, "internal/platform/run/") {
				told = append(told, fmt.Sprintf("%s starts a goroutine with a bare go statement; a panic in it would end the program. Use run.Go", f.fset.Position(n.Pos())))
			}
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if ok && timeName != "" && x.Name == timeName && slices.Contains([]string{"Now", "Since", "Until"}, n.Sel.Name) && !strings.HasPrefix(f.path, "internal/platform/clock/") {
				told = append(told, fmt.Sprintf("%s asks the machine for the time (time.%s). Take a clock.Clock, or better a moment or day as a parameter", f.fset.Position(n.Pos()), n.Sel.Name))
			}
		}
		return true
	})
	return told
}

// statement recognises the beginning of a SQL statement on one of our tables.
var statement = regexp.MustCompile(`(?is)^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+table\s)`)

// checkSQL keeps SQL in store files, where the tests run it on both engines.
func checkSQL(f source) (told []string) {
	if strings.HasPrefix(f.path, "internal/platform/db/") || strings.Contains(path.Base(f.path), "store") {
		return nil
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil && statement.MatchString(text) {
				told = append(told, fmt.Sprintf("%s holds SQL; every statement of a slice is in its store.go", f.fset.Position(lit.Pos())))
			}
		}
		return true
	})
	return told
}

// countBranches counts comparisons and cases on the kind of database.
func countBranches(f source) (n int) {
	engine := func(e ast.Expr) bool {
		switch e := e.(type) {
		case *ast.Ident:
			return strings.HasPrefix(f.path, "internal/platform/db/") && (e.Name == "SQLite" || e.Name == "PostgreSQL")
		case *ast.SelectorExpr:
			x, ok := e.X.(*ast.Ident)
			return ok && x.Name == "db" && (e.Sel.Name == "SQLite" || e.Sel.Name == "PostgreSQL")
		}
		return false
	}
	ast.Inspect(f.tree, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.BinaryExpr:
			if (node.Op == token.EQL || node.Op == token.NEQ) && (engine(node.X) || engine(node.Y)) {
				n++
			}
		case *ast.CaseClause:
			if slices.ContainsFunc(node.List, engine) {
				n++
			}
		}
		return true
	})
	return n
}
