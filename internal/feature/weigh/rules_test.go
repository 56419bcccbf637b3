package weigh

import (
	"slices"
	"testing"

	"nabij/internal/framework"
)

func TestDifferences(t *testing.T) {
	f := func(id string, fit framework.Fit) framework.FormTold {
		return framework.FormTold{ID: id, Title: "form " + id, Fit: fit}
	}
	one := &framework.Told{Forms: []framework.FormTold{f("a", framework.Fits), f("b", framework.Conditional), f("c", framework.NotAdvised)}}
	two := &framework.Told{Forms: []framework.FormTold{f("c", framework.NotAdvised), f("a", framework.AgainstGuideline), f("b", framework.Fits), f("new", framework.Fits)}}
	want := []difference{{"form a", framework.Fits, framework.AgainstGuideline}, {"form b", framework.Conditional, framework.Fits}}
	if got := differences(one, two); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := differences(one, one); got != nil {
		t.Errorf("the same day differs: %v", got)
	}
}

func TestChanges(t *testing.T) {
	hold := func(parameter, value, who string) framework.HoldTold {
		return framework.HoldTold{Parameter: parameter, Title: "T " + parameter, Value: value, KindIn: "law", For: who}
	}
	one := &framework.Told{Holding: []framework.HoldTold{hold("same", "1", ""), hold("group", "2", ""), hold("group", "4", "frail people"), hold("gone", "x", "")}}
	two := &framework.Told{Holding: []framework.HoldTold{hold("new", "y", ""), hold("group", "3", ""), hold("group", "4", "frail people"), hold("same", "1", "")}}
	want := []change{{"T group", "2 (law)", "3 (law)"}, {"T gone", "x (law)", ""}, {"T new", "", "y (law)"}}
	if got := changes(one, two); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := changes(one, one); got != nil {
		t.Errorf("the same day differs: %v", got)
	}
}
