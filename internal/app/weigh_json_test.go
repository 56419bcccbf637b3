package app

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"nabij/internal/framework"
)

// The page about the JSON names every field of every part, and its example is what the program gives.
func TestThePageAboutTheJSON(t *testing.T) {
	data, err := os.ReadFile("../../docs/advice-json.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	example, err := os.ReadFile("testdata/golden/weigh.json.en.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, "```json\n"+string(example)+"```") {
		t.Error("the example in docs/advice-json.md is not what the program gives; put testdata/golden/weigh.json.en.txt there")
	}
	sections := map[string]string{}
	for part := range strings.SplitSeq(page, "\n## ") {
		title, rest, _ := strings.Cut(part, "\n")
		sections[title] = rest
	}
	for title, x := range map[string]any{
		"The advice": framework.Told{}, "Pack": framework.PackTold{}, "Source": framework.SourceTold{}, "Rule": framework.RuleTold{},
		"Why": framework.Why{}, "Route": framework.RouteTold{}, "Help line": framework.HelpLineTold{}, "Balance": framework.BalanceTold{},
		"Own weighing": framework.OwnTold{}, "Form": framework.FormTold{}, "Requirement": framework.RequirementTold{},
		"Call": framework.CallTold{}, "Tension": framework.TensionTold{}, "Open question": framework.OpenTold{}, "Turn": framework.TurnTold{},
		"Change": framework.ChangeTold{}, "Answer": framework.AnswerTold{}, "Review": framework.ReviewTold{}, "Day": framework.DayTold{},
		"Prompt": framework.PromptTold{}, "Guideline value": framework.HoldTold{}, "Consideration": framework.SectionTold{},
	} {
		kind := reflect.TypeOf(x)
		rows := strings.Count(sections[title], "\n| `")
		if rows != kind.NumField() {
			t.Errorf("%s has %d fields, the page tells %d", title, kind.NumField(), rows)
		}
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(sections[title], "| `"+name+"` |") {
				t.Errorf("docs/advice-json.md does not tell of %s in %q", name, title)
			}
		}
	}
}
