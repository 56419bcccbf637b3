package app

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// tell runs the program with these words and gives what it said.
func tell(t *testing.T, env []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(args, strings.NewReader(""), &out, &errs, env)
	return code, out.String(), errs.String()
}

func TestWordsThatAreNotUnderstood(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"srve"}, "Het woord srve past hier niet. Bedoelt u serve?"},
		{[]string{"doktor"}, "Bedoelt u doctor?"},
		{[]string{"serve", "--adr", "x"}, "De instelling --adr bestaat niet. Bedoelt u --addr?"},
		{[]string{"serve", "--databse=x"}, "Bedoelt u --database?"},
		{[]string{"serve", "--zzzzzz"}, "De instelling --zzzzzz bestaat niet.\n"},
		{[]string{"serve", "--log", "xml"}, `--log moet een van deze zijn: "text","json"`},
		{[]string{"serve", "--addr"}, "Achter --addr ontbreekt een waarde."},
		{[]string{"serve", "nog-iets"}, "nog-iets past hier niet"},
		{[]string{"--lang", "en", "srve"}, "The word srve does not fit here. Did you mean serve?"},
		{[]string{"serve", "--lang=en", "--adr=x"}, "There is no flag --adr. Did you mean --addr?\nHelp: nabij serve --help"},
		{[]string{"--lang", "fy", "version"}, "--lang moet een van deze zijn"},
	} {
		code, out, errs := tell(t, nil, c.args...)
		if code != ExitUsage || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, said %q, want 2 and %q", c.args, code, errs, c.want)
		}
	}
}

func TestHelpInBothLanguages(t *testing.T) {
	for _, lang := range languages {
		_, all, _ := tell(t, nil, "--lang", lang, "--help")
		for _, c := range commands() {
			code, out, errs := tell(t, nil, c.name, "--help", "--lang", lang)
			if code != ExitOK || errs != "" {
				t.Errorf("%s --help: exit %d, %s", c.name, code, errs)
			}
			for _, part := range []string{text(lang, c.name), text(lang, "help_example"), text(lang, "help_exit"), "nabij " + c.name, "[NABIJ_LANG]"} {
				if !strings.Contains(out, part) {
					t.Errorf("%s --help (%s) does not hold %q:\n%s", c.name, lang, part, out)
				}
			}
			if !strings.Contains(all, c.name) {
				t.Errorf("--help (%s) does not name %s", lang, c.name)
			}
		}
	}
	if code, out, _ := tell(t, []string{"NABIJ_LANG=en"}); code != ExitOK || !strings.Contains(out, "Commands:") {
		t.Errorf("without words: exit %d\n%s", code, out)
	}
}

// Every text exists in both languages, every command has what the help needs, and every key in a tag exists.
func TestTextsOfTheCommandLine(t *testing.T) {
	all, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages {
		for key, value := range all[lang] {
			for _, other := range languages {
				told, ok := all[other][key]
				if !ok || strings.TrimSpace(told) == "" {
					t.Errorf("%s is missing in %s", key, other)
				}
				if strings.Count(told, "%") != strings.Count(value, "%") {
					t.Errorf("%s is filled in differently in %s and %s", key, lang, other)
				}
			}
		}
		console := &Console{Lang: lang, Env: lookupIn(nil)}
		parser, _, err := newParser(console) // refuses a tag with a key that is not there
		if err != nil {
			t.Fatal(err)
		}
		checkNode(t, lang, parser.Model.Node)
	}
}

func checkNode(t *testing.T, lang string, node *kong.Node) {
	for _, need := range []string{key(node), key(node) + "_example"} {
		if len(node.Children) == 0 && !has(lang, need) {
			t.Errorf("the command %q has no text %s in %s", node.Path(), need, lang)
		}
	}
	for _, flag := range node.Flags {
		if flag.Help == "" {
			t.Errorf("the flag --%s of %q has no help", flag.Name, node.Path())
		}
	}
	for _, child := range node.Children {
		checkNode(t, lang, child)
	}
}

func TestFlagBeforeEnvironmentBeforeFileBeforeDefault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nabij.yaml")
	write(t, file, "addr: file:1\ndata: from-file\nmonitor: file:2\n")
	for _, c := range []struct {
		name string
		args []string
		env  []string
		want doors
		data string
	}{
		{"default", nil, []string{"HOME=/home/x"}, doors{"127.0.0.1:8080", "127.0.0.1:8081"}, ""},
		{"file", []string{"--config", file}, nil, doors{"file:1", "file:2"}, "from-file"},
		{"file named in the environment", nil, []string{"NABIJ_CONFIG=" + file}, doors{"file:1", "file:2"}, "from-file"},
		{"environment before file", []string{"--config", file}, []string{"NABIJ_ADDR=env:1", "NABIJ_DATA=env"}, doors{"env:1", "file:2"}, "env"},
		{"empty in the environment counts as not there", []string{"--config", file}, []string{"NABIJ_ADDR="}, doors{"file:1", "file:2"}, "from-file"},
		{"flag before all", []string{"--config", file, "--addr", "flag:1"}, []string{"NABIJ_ADDR=env:1"}, doors{"flag:1", "file:2"}, "from-file"},
	} {
		console := &Console{Lang: "nl", Env: lookupIn(c.env)}
		parser, _, err := newParser(console)
		if err != nil {
			t.Fatal(err)
		}
		ctx, err := parser.Parse(append([]string{"serve"}, c.args...))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := ctx.Selected().Target.Interface().(serveCommand)
		if got.doors != c.want || (c.data != "" && got.Data != c.data) {
			t.Errorf("%s: got %+v", c.name, got)
		}
		if c.name == "default" && !strings.Contains(got.Data, "abij") {
			t.Errorf("the default folder is %q", got.Data)
		}
	}
}

func TestAConfigurationFileWithMistakes(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ content, want string }{
		"slip":     {"adr: x\n", `there is no setting "adr"; did you mean "addr"?`},
		"list":     {"addr: [a, b]\n", "addr must be one value"},
		"syntax":   {"addr: 'x\n", "is not right"},
		"no value": {"log: xml\n", "--log moet een van deze zijn"},
		"self":     {"config: other.yaml\n", `there is no setting "config"`},
	} {
		file := filepath.Join(dir, name+".yaml")
		write(t, file, c.content)
		code, _, errs := tell(t, nil, "serve", "--config", file)
		if code != ExitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit %d, said %q, want %q", name, code, errs, c.want)
		}
	}
	if code, _, errs := tell(t, nil, "version", "--config", filepath.Join(dir, "none.yaml")); code != ExitUsage || !strings.Contains(errs, "none.yaml") {
		t.Errorf("a file that is not there: exit %d, %s", code, errs)
	}
	file := filepath.Join(dir, "lang.yaml")
	write(t, file, "lang: en\nlog:\n")
	if code, out, errs := tell(t, []string{"HOME=" + dir}, "doctor", "--config", file, "--addr", "127.0.0.1:0", "--monitor", "none"); code != ExitOK || !strings.Contains(out, "All is well.") {
		t.Errorf("language from the file: exit %d, %s%s", code, out, errs)
	}
}

func TestDefaultData(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the folders in this table are those of Linux")
	}
	for _, c := range []struct {
		env  []string
		want string
	}{
		{[]string{"HOME=/home/x"}, "/home/x/.local/share/nabij"},
		{[]string{"HOME=/home/x", "XDG_DATA_HOME=/srv"}, "/srv/nabij"},
		{[]string{"HOME=/home/x", "XDG_DATA_HOME=relative"}, "/home/x/.local/share/nabij"},
		{[]string{"HOME=/"}, "data"},
		{nil, "data"},
	} {
		if got := defaultData(lookupIn(c.env)); got != filepath.FromSlash(c.want) {
			t.Errorf("%v: %s, want %s", c.env, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	code, out, _ := tell(t, nil, "version")
	if code != ExitOK || !strings.HasPrefix(out, "nabij ") {
		t.Errorf("exit %d, %s", code, out)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"addr", "data", "database", "monitor"}
	for word, want := range map[string]string{"adr": "addr", "databse": "database", "montor": "monitor", "zzzz": "", "date": "data"} {
		if got := nearestOf(word, known); got != want {
			t.Errorf("nearest to %s is %q, want %q", word, got, want)
		}
	}
	if !slices.Contains(known, nearestOf("dat", known)) {
		t.Error("dat is near to data")
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
