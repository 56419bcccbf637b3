package account

import (
	"net/http"
	"strings"

	"nabij/internal/platform/web"
)

// DemoDoor is the address by which people of a demonstration come in. Only a program that was given personas has it, and
// routes.csv has no line for it: the guard of a normal program refuses it like any address that does not exist.
const DemoDoor = "/aanmelden/demo"

// demoView is everybody of a demonstration, each with a button.
type demoView struct {
	Action, To string
	People     []personaView
}

type personaView struct{ Login, Name, Roles, Comes string }

// demoIn gives the buttons of a demonstration, or nothing.
func (f *Feature) demoIn(r *http.Request, form *web.Form) *demoView {
	if len(f.Demo) == 0 {
		return nil
	}
	view := &demoView{Action: web.Path(r, DemoDoor), To: f.to(form)}
	for _, p := range f.Demo {
		view.People = append(view.People, personaView{Login: p.Login, Name: p.Name, Roles: strings.Join(roleNames(r, p.Roles), ", "), Comes: p.Comes.In(web.Lang(r))})
	}
	return view
}

// enterDemo lets somebody of a demonstration in.
func (f *Feature) enterDemo(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	in, err := f.Access.EnterDemo(r.Context(), form.Text("wie"), f.browser(r))
	if err != nil {
		return err
	}
	return f.come(w, r, in, f.to(form))
}
