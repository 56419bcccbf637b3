package app

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nabij/internal/framework"
)

var updateGolden = flag.Bool("update", false, "write the golden files of the command line anew")

// sameAsGolden compares what was said with a golden file that a person has read.
func sameAsGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *updateGolden {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs:\n%s", name, lineDiff(string(want), got, &Console{Lang: "en"}))
	}
}

// tooWide gives the lines that do not fit a terminal of 80 columns.
func tooWide(text string) (wide []string) {
	for line := range strings.Lines(text) {
		if len([]rune(strings.TrimRight(line, "\n"))) > lineWidth && strings.Contains(strings.TrimSpace(line), " ") {
			wide = append(wide, line)
		}
	}
	return wide
}

func TestWeighFromAFile(t *testing.T) {
	packs := []string{"--content", "testdata/packs", "--answers", "testdata/answers/good.yaml"}
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"weigh.short.nl", nil},
		{"weigh.short.en", []string{"--lang", "en"}},
		{"weigh.full.nl", []string{"--full"}},
		{"weigh.full.en", []string{"--full", "--lang", "en"}},
		{"weigh.days.nl", []string{"--day2", "2020-06-01"}},
		{"weigh.json.en", []string{"--json", "--lang", "en"}},
	} {
		code, out, errs := tell(t, nil, append(append([]string{"weigh"}, packs...), c.args...)...)
		if code != ExitOK || errs != "" {
			t.Errorf("%s: exit %d, %s", c.golden, code, errs)
		}
		if strings.Contains(out, "\x1b") {
			t.Errorf("%s has colour, but this is no terminal", c.golden)
		}
		if wide := tooWide(out); len(wide) > 0 && !strings.Contains(c.golden, "json") {
			t.Errorf("%s does not fit 80 columns: %q", c.golden, wide)
		}
		sameAsGolden(t, c.golden+".txt", out)
	}
}

func TestWeighGivesJSONThatScriptsCanRead(t *testing.T) {
	_, out, _ := tell(t, nil, "weigh", "--content", "testdata/packs", "--answers", "testdata/answers/good.yaml", "--json", "--day2", "2020-06-01")
	var both struct {
		Format  int              `json:"format"`
		Compare []map[string]any `json:"compare"`
	}
	if err := json.Unmarshal([]byte(out), &both); err != nil || both.Format != 1 || len(both.Compare) != 2 {
		t.Fatalf("%v\n%s", err, out)
	}
	if both.Compare[0]["day"] != "2020-05-20" || both.Compare[1]["day"] != "2020-06-01" {
		t.Errorf("the days are %v and %v", both.Compare[0]["day"], both.Compare[1]["day"])
	}
}

func TestExitCodesOfWeigh(t *testing.T) {
	big := filepath.Join(t.TempDir(), "big.yaml")
	write(t, big, "framework: bezoek\nstory: "+strings.Repeat("a", framework.MaxFileBytes)+"\n")
	broken := t.TempDir()
	write(t, filepath.Join(broken, "pack.yaml"), "nabij: 1\npack: {id: stuk}\n")
	packs := []string{"--content", "testdata/packs", "--lang", "en"}
	answers := func(name string) []string {
		return append(packs, "--answers", filepath.Join("testdata", "answers", name+".yaml"))
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"advice", answers("good"), ExitOK, nil},
		{"the form asked about fits", append(answers("good"), "--form", "phone"), ExitOK, nil},
		{"the form asked about is not advised", append(answers("good"), "--form", "home"), ExitNotAdvised, nil},
		{"unknown framework", append(answers("good"), "--framework", "bezoekk"), ExitUsage, []string{"There is no framework ‘bezoekk’. Did you mean bezoek?", "Choose from: bezoek, fysieke-ontmoeting"}},
		{"unknown role", append(answers("good"), "--variant", "dayworker"), ExitUsage, []string{"Did you mean ‘day-worker’?"}},
		{"unknown form", append(answers("good"), "--form", "hom"), ExitUsage, []string{"There is no form of contact ‘hom’. Did you mean home?"}},
		{"unknown pack to lay on", append(answers("good"), "--with", "x"), ExitUsage, []string{"There is no pack ‘x’ that can be laid on ‘bezoek’."}},
		{"no day", append(answers("good"), "--day", "20 mei"), ExitUsage, []string{"‘20 mei’ is not a day such as 2020-05-20."}},
		{"no second day", append(answers("good"), "--day2", "2020-13-01"), ExitUsage, []string{"not a day"}},
		{"no such file", append(packs, "--answers", "nergens.yaml"), ExitUsage, []string{"nergens.yaml is not there"}},
		{"no such folder", []string{"--content", "nergens", "--lang", "en"}, ExitUsage, []string{"nergens is not there"}},
		{"no framework named", []string{"--content", "testdata/packs", "--lang", "en"}, ExitUsage, []string{"Which framework?", "bezoek, fysieke-ontmoeting"}},
		{"content with errors", []string{"--content", broken, "--lang", "en"}, ExitIssues, []string{"The content has errors", "pack.yaml"}},
		{"alias", answers("alias"), ExitAnswers, []string{"alias.yaml:4:15", "not allowed"}},
		{"double key", answers("double-key"), ExitAnswers, []string{"double-key.yaml:5:3", "stands here twice"}},
		{"wrong types", answers("wrong-types"), ExitAnswers, []string{"wrong-types.yaml:3:10", "Did you mean ‘answers’?", "wrong-types.yaml:5"}},
		{"text that turns round", answers("bidi"), ExitAnswers, []string{"bidi.yaml:4:12", "invisible character"}},
		{"too large", append(packs, "--answers", big), ExitAnswers, []string{"larger than 1024 kB"}},
		{"unknown ids, all at once", answers("unknown-ids"), ExitAnswers, []string{
			"unknown-ids.yaml:5:14", "Did you mean ‘housemates’?", "unknown-ids.yaml:6:11", "Did you mean ‘visit’?", "‘maybe’", "unknown-ids.yaml:7:46", "resident, housemate-1, housemate-2",
			"‘refused’ is not possible at hunch", "write a day as 2020-05-20", "Did you mean ‘day-worker’?",
		}},
	} {
		code, out, errs := tell(t, nil, append([]string{"weigh"}, c.args...)...)
		if code != c.code {
			t.Errorf("%s: exit %d, want %d\n%s%s", c.name, code, c.code, out, errs)
		}
		flat := strings.Join(strings.Fields(errs), " ")
		for _, want := range c.want {
			if !strings.Contains(flat, want) {
				t.Errorf("%s does not say %q:\n%s", c.name, want, errs)
			}
		}
		if code != ExitOK && code != ExitNotAdvised && out != "" {
			t.Errorf("%s: gave an advice all the same:\n%s", c.name, out)
		}
	}
}

func TestWeighTellsOfADayOutsideTheGuidelines(t *testing.T) {
	for day, want := range map[string]string{"2020-01-01": "the guidelines in", "2026-11-25": "what held after that is not in them"} {
		code, out, errs := tellAfter(t, "done\n", "weigh", "--framework", "fysieke-ontmoeting", "--day", day, "--variant", "shelter", "--lang", "en")
		if code != ExitOK || !strings.Contains(strings.ToLower(strings.Join(strings.Fields(out), " ")), want) {
			t.Errorf("%s: exit %d, %s%s", day, code, out, errs)
		}
	}
}

func TestAnswersThroughAPipe(t *testing.T) {
	data, err := os.ReadFile("testdata/answers/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	code, out, errs := tellAfter(t, string(data), "weigh", "--content", "testdata/packs", "--answers", "-")
	if code != ExitOK || !strings.Contains(out, "1. Bellen") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
}

// tellAfter runs the program with something typed.
func tellAfter(t *testing.T, typed string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(args, strings.NewReader(typed), &out, &errs, nil)
	return code, out.String(), errs.String()
}
