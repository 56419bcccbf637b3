package resident

import (
	"net/http"
	"strconv"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/web"
)

// seen is "who saw my file", to print and to give. It names roles and not people; what could put somebody in danger is
// left out, and so is that something was left out.
func (f *Feature) seen(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	x, err := f.desk.Open(ctx, f.DB.Read(), access.Print, "resident", r.PathValue("id"))
	if err != nil {
		return err
	}
	k := &kit{lang: web.Lang(r)}
	same, err := people.SameAs(ctx, f.DB.Read(), x.Actor, x.ID)
	if err != nil {
		return err
	}
	var entries []audit.Entry
	for _, id := range same {
		for page := (audit.Page{}); ; {
			list, err := f.Audit.SeenByResident(ctx, x.Decision, id, page)
			if err != nil {
				return err
			}
			entries = append(entries, list.Entries...)
			if list.Next == 0 || len(entries) > 20_000 {
				break
			}
			page.Before = list.Next
		}
	}
	view := seenView{Person: x.Who.Name(), Day: k.when(f.desk.Today()), Back: web.Link{Label: k.say("resident.back_file"), Href: web.Path(r, "/inwoners/"+x.ID)}}
	for _, s := range audit.WhoSaw(entries, f.Zone) {
		var what []string
		for _, e := range s.Events {
			what = append(what, e.Words.In(k.lang))
		}
		day, _ := people.ParseDay(s.Day)
		view.Rows = append(view.Rows, seenRow{k.when(day), k.roles(s.Role), k.known("resident.because.", s.Ground), join(", ", what...), strconv.Itoa(s.Times)})
	}
	return seenPage.Render(w, r, http.StatusOK, head(web.Text(r, "resident.file")), view)
}

// known gives the words of a code, or the code when it has none.
func (k *kit) known(group, code string) string {
	if code != "" && texts.Has(k.lang, group+code) {
		return k.say(group + code)
	}
	return code
}

// roles gives the words of all roles of somebody, as the audit trail holds them.
func (k *kit) roles(codes string) string {
	all := strings.Split(codes, ",")
	for i, code := range all {
		all[i] = k.known("resident.role.", code)
	}
	return strings.Join(all, ", ")
}

// heldBack are the blocks that a draft for subject access leaves out until two people have looked: what others said or
// who they are, and what keeps somebody safe.
var heldBack = []people.BlockName{people.BlockSafe, people.BlockNetwork, people.BlockHousehold}

// copyOf is the draft of what the resident gets when they ask what is kept about them. It is for review, never to be
// handed over as it comes out.
func (f *Feature) copyOf(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.desk.Open(ctx, q, access.Export, "resident", r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := f.kitFor(r, x.Actor, nil)
	if err != nil {
		return err
	}
	rule, err := people.Get[people.SafeRule](ctx, q, x.Actor, x.ID)
	if err != nil {
		return err
	}
	held := heldBack
	if rule.Value.SecretAddress {
		held = append(held[:len(held):len(held)], people.BlockLiving)
	}
	view := copyView{Person: x.Who.Name(), Day: k.when(f.desk.Today()), Back: web.Link{Label: k.say("resident.back_file"), Href: web.Path(r, "/inwoners/"+x.ID)}}
	for _, name := range people.Blocks {
		e := editorFor(name)
		_, value, err := e.load(ctx, q, x.Actor, x.ID)
		if err != nil {
			return err
		}
		title := k.say("resident.block_" + string(name))
		if holds(held, name) {
			view.Held = append(view.Held, title) // always named, whether there is anything or not
			continue
		}
		if !value.IsEmpty() {
			view.Cards = append(view.Cards, card{ID: e.slug(), Title: title, Terms: e.tell(k, value)})
		}
	}
	if err := f.Audit.Note(ctx, x.Line("resident.exported", "resident", "copy:draft")); err != nil {
		return err
	}
	return copyPage.Render(w, r, http.StatusOK, head(web.Text(r, "resident.file")), view)
}

func holds(list []people.BlockName, name people.BlockName) bool {
	for _, n := range list {
		if n == name {
			return true
		}
	}
	return false
}
