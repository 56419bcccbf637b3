package organisation

import (
	"net/http"
	"slices"
	"strings"

	"nabij/internal/people"
	"nabij/internal/people/names"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// offered are the target groups to begin with: whom social workers feared to lose from sight when the doors closed. Each
// says in which situation somebody is, and none what somebody has: a list that can be filtered by illness would be a
// register of illnesses.
var offered = []string{"alone", "carers", "language", "digital", "day", "money", "no_home", "young", "loose_work", "cramped", "everyday"}

var chooseOne = fault.Say("Kies ten minste één doelgroep.", "Choose at least one target group.")

// offer gives the groups to begin with that are not there yet, or nil.
func offer(r *http.Request, all []people.Place) *web.Choice {
	c := &web.Choice{Name: "offer", Legend: say(r, "offer"), Help: say(r, "offer_help"), Several: true}
	for _, code := range offered {
		if name := say(r, "offered."+code); !there(name, all) {
			c.Options = append(c.Options, web.Option{Value: code, Label: name, Chosen: true})
		}
	}
	if len(c.Options) == 0 {
		return nil
	}
	return c
}

// chosen gives the names of the offered groups that stayed ticked, in the words of the page, and leaves out those that
// are there already.
func chosen(r *http.Request, form *web.Form, all []people.Place) (out []string) {
	ticked := form.All("offer")
	for _, code := range offered {
		if name := say(r, "offered."+code); slices.Contains(ticked, code) && !there(name, all) {
			out = append(out, name)
		}
	}
	return out
}

func there(name string, all []people.Place) bool {
	return slices.ContainsFunc(all, func(p people.Place) bool { return strings.EqualFold(names.Fold(p.Name), names.Fold(name)) })
}
