package questionnaire

import (
	"slices"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// View builds what the page shows. layers are the packs that can be laid on the framework (Library.Layers), for who may choose
// them; without them there is nothing to choose.
func (f *Filled) View(layers []*framework.Pack) View {
	advice := f.Framework.Evaluate(f.Case)
	sheet := advice.Sheet(f.Lang)
	v := View{Day: web.Input{Name: FieldDay, Label: f.say("weigh.day"), Type: "date", Value: f.dayField(), Error: f.problems[FieldDay]},
		Settings: f.settings(layers),
		Progress: web.Progress{Label: f.say("weigh.progress"), Done: sheet.Answered, Of: sheet.Total}}
	v.Sections, v.Kept = f.sections(sheet)
	v.Problems = f.problemLinks(v)
	v.Advice = f.advice(advice.Tell(f.Lang), typesOf(sheet))
	return v
}

// Told is the advice on the questionnaire in words, for what a page makes of it besides the panel.
func (f *Filled) Told() *framework.Told { return f.Framework.Evaluate(f.Case).Tell(f.Lang) }

func (f *Filled) dayField() string {
	if f.problems[FieldDay] != "" {
		return f.one(FieldDay)
	}
	return f.Case.Plan.Day.String()
}

// settings are the choices besides the day: role, risk level, own agreements, side flow.
func (f *Filled) settings(layers []*framework.Pack) Settings {
	var v Settings
	list := func(name, label, none, chosen string, things []*framework.Named) *web.Select {
		if len(things) == 0 {
			return nil
		}
		s := &web.Select{Name: name, Label: label, Error: f.problems[name], Options: []web.Option{{Value: "", Label: none}}}
		for _, n := range things {
			s.Options = append(s.Options, web.Option{Value: string(n.ID), Label: n.Title.In(f.Lang), Chosen: chosen == string(n.ID)})
		}
		return s
	}
	v.Role = list(FieldVariant, f.say("weigh.role"), f.say("weigh.role_none"), f.Case.Variant, f.Framework.Variants())
	levels, _, _ := f.Framework.Dimensions()
	v.Level = list(FieldLevel, f.say("weigh.level"), f.say("weigh.level_none"), f.Case.Level, pointers(levels))
	var flows []*framework.Named
	for _, x := range f.Framework.Flows() {
		flows = append(flows, &framework.Named{ID: x.ID, Title: x.Title})
	}
	v.Flow = list(FieldFlow, f.say("weigh.flow"), f.say("weigh.flow_none"), f.Case.Flow, flows)
	laid := f.Fields[FieldLayer]
	if len(layers) > 0 {
		v.Layers = &web.Choice{Name: FieldLayer, Legend: f.say("weigh.layers"), Help: f.say("weigh.layers_help"), Several: true}
		for _, p := range layers {
			v.Layers.Options = append(v.Layers.Options, web.Option{Value: string(p.Head.ID), Label: p.Head.Title.In(f.Lang), Chosen: slices.Contains(laid, string(p.Head.ID))})
		}
	}
	v.Open = f.Case.Level != "" || f.Case.Flow != "" || len(laid) > 0
	return v
}

func pointers(list []framework.Named) []*framework.Named {
	out := make([]*framework.Named, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
