package app

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestArchitecture holds the program to docs/architecture.md. Each sentence it prints names the file, the rule and
// what to do instead.
func TestArchitecture(t *testing.T) {
	files, err := readProgram(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d files were found: the walk is broken", len(files))
	}
	for _, broken := range checkProgram(files) {
		t.Error(broken)
	}
}

// TestArchitectureFindsViolations plants one violation after another and sees that it is told.
func TestArchitectureFindsViolations(t *testing.T) {
	for _, c := range []struct{ name, path, code, want string }{
		{"slice to slice", "internal/feature/signal/pages.go", `import _ "nabij/internal/feature/contact"`, "slices never import each other"},
		{"slice to app", "internal/feature/signal/pages.go", `import _ "nabij/internal/app"`, "only cmd/nabij imports app"},
		{"platform to feature", "internal/platform/web/x.go", `import _ "nabij/internal/feature/contact"`, "knows nothing of social work"},
		{"platform to framework", "internal/platform/web/x.go", `import _ "nabij/internal/framework"`, "knows nothing of social work"},
		{"platform to people", "internal/platform/db/x.go", `import _ "nabij/internal/people"`, "knows nothing of social work"},
		{"people to feature", "internal/people/x.go", `import _ "nabij/internal/feature/contact"`, "people are the shared nouns"},
		{"people to framework", "internal/people/x.go", `import _ "nabij/internal/framework"`, "people are the shared nouns"},
		{"questionnaire to slice", "internal/questionnaire/x.go", `import _ "nabij/internal/feature/contact"`, "knows nobody and no storage"},
		{"questionnaire to people", "internal/questionnaire/x.go", `import _ "nabij/internal/people"`, "knows nobody and no storage"},
		{"questionnaire to storage", "internal/questionnaire/x.go", `import _ "nabij/internal/platform/db"`, "knows nobody and no storage"},
		{"platform to questionnaire", "internal/platform/web/x.go", `import _ "nabij/internal/questionnaire"`, "only slices and app"},
		{"people to questionnaire", "internal/people/x.go", `import _ "nabij/internal/questionnaire"`, "only slices and app"},
		{"slice to demonstration", "internal/feature/signal/pages.go", `import _ "nabij/internal/demo"`, "only app makes a demonstration"},
		{"platform to demonstration", "internal/platform/web/x.go", `import _ "nabij/internal/demo"`, "only app makes a demonstration"},
		{"demonstration to app", "internal/demo/x.go", `import _ "nabij/internal/app"`, "only cmd/nabij imports app"},
		{"rules to questionnaire", "internal/feature/signal/rules.go", `import _ "nabij/internal/questionnaire"`, "rules are pure"},
		{"framework to network", "internal/framework/x.go", `import _ "net/http"`, "the engine is pure"},
		{"framework to network, deep", "internal/framework/x.go", `import _ "net/url"`, "the engine is pure"},
		{"framework to database", "internal/framework/x.go", `import _ "database/sql"`, "the engine is pure"},
		{"framework to files", "internal/framework/x.go", `import _ "os"`, "the engine is pure"},
		{"framework to chance", "internal/framework/x.go", `import _ "math/rand/v2"`, "the engine is pure"},
		{"framework to library", "internal/framework/x.go", `import _ "golang.org/x/text/language"`, "the engine is pure"},
		{"framework to platform", "internal/framework/x.go", `import _ "nabij/internal/platform/clock"`, "the engine is pure"},
		{"main does more", "cmd/nabij/main.go", `import _ "nabij/internal/platform/db"`, "cmd/nabij only calls app"},
		{"rules with context", "internal/feature/signal/rules.go", `import _ "context"`, "rules are pure"},
		{"rules with platform", "internal/feature/signal/rules.go", `import _ "nabij/internal/platform/db"`, "rules are pure"},
		{"rules of the platform with http", "internal/platform/frozen/rules.go", `import _ "net/http"`, "rules are pure"},
		{"content to app", "content/x.go", `import _ "nabij/internal/platform/db"`, "hold files only"},
		{"time.Now", "internal/feature/signal/pages.go", "import \"time\"\nvar now = time.Now()", "asks the machine for the time"},
		{"time.Now as a value", "internal/framework/x.go", "import \"time\"\nvar now = time.Now", "asks the machine for the time"},
		{"time.Since under another name", "internal/platform/web/x.go", "import t \"time\"\nvar now = t.Since(t.Time{})", "asks the machine for the time"},
		{"bare goroutine", "internal/platform/web/x.go", "func f() { go f() }", "starts a goroutine"},
		{"goroutine in app", "internal/app/x.go", "func f() { go func() { f() }() }", "starts a goroutine"},
		{"util", "internal/util/x.go", "", "says nothing"},
		{"helpers in a slice", "internal/feature/signal/helpers/x.go", "", "says nothing"},
		{"package outside the house", "internal/thing/x.go", "", "has no place in the house"},
		{"long file", "internal/app/x.go", strings.Repeat("// line\n", 401), "at most 400"},
		{"long template", "internal/feature/signal/views/x.html", strings.Repeat("<p>\n", 401), "at most 400"},
		{"SQL outside a store", "internal/feature/signal/pages.go", `var q = "select id from signal where x = 1"`, "SQL"},
		{"does not parse", "internal/app/x.go", "func {", "cannot be read"},
	} {
		code := c.code
		if strings.HasSuffix(c.path, ".go") {
			code = "package x\n" + code
		}
		files, err := readProgram(fstest.MapFS{c.path: {Data: []byte(code)}})
		if err != nil {
			t.Fatal(err)
		}
		if told := strings.Join(checkProgram(files), "\n"); !strings.Contains(told, c.want) || !strings.Contains(told, c.path) {
			t.Errorf("%s: not found; told %q, want %q", c.name, told, c.want)
		}
	}
}

func TestArchitectureAllowsWhatIsAllowed(t *testing.T) {
	good := fstest.MapFS{
		"cmd/nabij/main.go":                 {Data: []byte("package main\nimport (\n_ \"os\"\n_ \"nabij/internal/app\"\n)")},
		"internal/app/x.go":                 {Data: []byte("package app\nimport _ \"nabij/internal/feature/signal\"")},
		"internal/feature/signal/pages.go":  {Data: []byte("package signal\nimport (\n_ \"nabij/internal/people\"\n_ \"nabij/internal/framework\"\n_ \"nabij/internal/questionnaire\"\n_ \"nabij/internal/platform/web\"\n_ \"nabij/content\"\n)")},
		"internal/feature/signal/rules.go":  {Data: []byte("package signal\nimport (\n_ \"time\"\n_ \"nabij/internal/people\"\n_ \"nabij/internal/framework\"\n)")},
		"internal/feature/signal/store.go":  {Data: []byte("package signal\nvar q = `select id from signal`")},
		"internal/feature/signal/x_test.go": {Data: []byte("package signal\nimport \"time\"\nfunc f() { go f(); _ = time.Now() }")},
		"internal/people/x.go":              {Data: []byte("package people\nimport _ \"nabij/internal/platform/db\"")},
		"internal/questionnaire/x.go":       {Data: []byte("package questionnaire\nimport (\n_ \"nabij/internal/framework\"\n_ \"nabij/internal/platform/web\"\n_ \"nabij/internal/platform/fault\"\n)")},
		"internal/framework/x.go":           {Data: []byte("package framework\nimport (\n_ \"io/fs\"\n_ \"time\"\n_ \"go.yaml.in/yaml/v3\"\n)")},
		"internal/platform/clock/clock.go":  {Data: []byte("package clock\nimport \"time\"\nvar now = time.Now()")},
		"internal/platform/run/run.go":      {Data: []byte("package run\nfunc f() { go f() }")},
		"bench/x.go":                        {Data: []byte("package bench\nimport _ \"cel.dev/cel-go/cel\"")},
		"browser/node_modules/x/x.go":       {Data: []byte("no go at all")},
	}
	files, err := readProgram(good)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range checkProgram(files) {
		t.Error(broken)
	}
}

// TestEngineBranchBudget plants eleven branches on the kind of database.
func TestEngineBranchBudget(t *testing.T) {
	branch := "if d.Engine() == db.SQLite { return }\n"
	for n, tooMany := range map[int]bool{engineBranches: false, engineBranches + 1: true} {
		code := "package x\nimport \"nabij/internal/platform/db\"\nfunc f(d *db.DB) {\n" + strings.Repeat(branch, n-1) + "switch d.Engine() { case db.PostgreSQL: }\n}"
		files, err := readProgram(fstest.MapFS{"internal/platform/db/x.go": {Data: []byte(code)}})
		if err != nil {
			t.Fatal(err)
		}
		if told := strings.Join(checkProgram(files), "\n"); strings.Contains(told, "branches") != tooMany {
			t.Errorf("%d branches: told %q", n, told)
		}
	}
	outside := "package x\nimport \"nabij/internal/platform/db\"\nfunc f(d *db.DB) bool { return d.Engine() == db.SQLite }"
	files, err := readProgram(fstest.MapFS{"internal/feature/signal/pages.go": {Data: []byte(outside)}})
	if err != nil {
		t.Fatal(err)
	}
	if told := strings.Join(checkProgram(files), "\n"); !strings.Contains(told, "kind of database") {
		t.Errorf("a branch in a page: told %q", told)
	}
}
