package resident

import (
	"context"
	"net/http"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// overview is the calm page of a file. The audit line is stored before anything of it is answered.
func (f *Feature) overview(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.desk.Open(ctx, q, access.See, "resident", r.PathValue("id"))
	if err != nil {
		return f.shut(w, r, err)
	}
	if x.ID != r.PathValue("id") { // merged
		return web.Redirect(w, r, "/inwoners/"+x.ID)
	}
	k, err := f.kitFor(r, x.Actor, nil)
	if err != nil {
		return err
	}
	lines := []audit.Line{x.Line("resident.seen", "resident", "")}
	view := overviewView{Name: x.Who.Name(), Action: web.Path(r, "/inwoners/"+x.ID+"/caseload")}
	if x.Who.BirthYear != 0 {
		view.Born = whoBorn(k, x.Who)
	}
	all, err := people.All(ctx, q, x.Actor, x.ID)
	if err != nil {
		return err
	}
	rule := all[people.BlockSafe].(people.SafeRule)
	may := x.May(access.See, "contact_rule").Allowed
	if may {
		lines = append(lines, x.Line("contact_rule.seen", "contact_rule", ""))
		c := card{ID: "veilig", Title: k.say("resident.safe_title"), Terms: safeWords(k, rule)}
		if x.May(access.Change, "contact_rule").Allowed {
			c.Href = web.Path(r, "/inwoners/"+x.ID+"/veilig-contact")
		}
		view.Cards = append(view.Cards, c)
		n, err := f.safeNotice(ctx, k, x, rule)
		if err != nil {
			return err
		}
		view.Notices = append(view.Notices, n...)
	}
	for _, e := range editors {
		if e.kind() != "resident" && !x.May(access.See, e.kind()).Allowed || e.name() == people.BlockLiving && rule.SecretAddress && !may {
			continue
		}
		title := k.say("resident.block_" + string(e.name()))
		c := card{ID: e.slug(), Title: title, Terms: e.tell(k, all[e.name()])}
		if x.May(access.Change, e.kind()).Allowed {
			c.Href = web.Path(r, "/inwoners/"+x.ID+"/wijzigen/"+e.slug())
		}
		view.Cards = append(view.Cards, c)
	}
	if err := f.around(r, k, x, &view); err != nil {
		return err
	}
	if err := f.Audit.Note(ctx, lines...); err != nil {
		return err
	}
	page := head(web.Text(r, "resident.file"))
	page.Wide = true
	return overviewPage.Render(w, r, http.StatusOK, page, view)
}

// shut tells that a file does not open, in the same words whether it is another's or never was, and leads who may to
// the emergency door. Other errors go on.
func (f *Feature) shut(w http.ResponseWriter, r *http.Request, err error) error {
	kind, id := fault.KindOf(err), r.PathValue("id")
	if kind != fault.NotFound && kind != fault.Forbidden || !people.IsID(id) {
		return err
	}
	if kept := f.desk.Keep(r.Context(), err); kept != nil {
		return kept
	}
	view := shutView{Back: web.Link{Label: web.Text(r, "resident.back_search"), Href: web.Path(r, "/inwoners")}}
	if told, ok := fault.As(err); ok && kind == fault.Forbidden {
		view.Told = told.Text.In(web.Lang(r))
	}
	if a, _ := access.From(r.Context()); access.MayAny(a, access.BreakGlass, "resident") {
		view.Glass = web.Path(r, "/noodinzage/"+id)
	}
	return shutPage.Render(w, r, web.Status(err), head(web.Text(r, "resident.file")), view)
}

func whoBorn(k *kit, w people.Who) string {
	if w.BirthDay != "" {
		return k.when(w.BirthDay)
	}
	return k.say("resident.born_in", "Year", w.BirthYear)
}

// safeNotice tells before anything else what somebody must know before they call.
func (f *Feature) safeNotice(ctx context.Context, k *kit, x desk.File, rule people.SafeRule) ([]web.Notice, error) {
	flagged := false
	if f.Flags != nil {
		var err error
		if flagged, err = f.Flags.InDanger(ctx, f.DB.Read(), x.Actor, x.ID); err != nil {
			return nil, err
		}
	}
	today := f.desk.Today()
	switch {
	case (flagged || rule.Careful) && (len(rule.Ways) == 0 || rule.Expired(today)):
		return []web.Notice{{Kind: "warning", Title: k.say("resident.no_message"), Text: k.say("resident.no_message_text")}}, nil
	case rule.AskAgain(flagged, today):
		return []web.Notice{{Kind: "info", Text: k.say("resident.ask_again")}}, nil
	}
	return nil, nil
}

// around fills what stands beside the blocks: who works with this person, and what else can be done.
func (f *Feature) around(r *http.Request, k *kit, x desk.File, view *overviewView) error {
	ctx, q := r.Context(), f.DB.Read()
	for label, on := range map[string]bool{"resident.is_restricted": x.Restricted, "resident.is_closed": x.ClosedOn != ""} {
		if on {
			view.Badges = append(view.Badges, web.Badge{Kind: "attention", Label: k.say(label)})
		}
	}
	view.MayMove = x.May(access.Change, "caseload").Allowed
	if x.May(access.See, "caseload").Allowed {
		all, err := people.Caseload(ctx, q, x.Actor, x.ID)
		if err != nil {
			return err
		}
		for _, c := range all {
			if c.Until == "" {
				view.Workers = append(view.Workers, workerRow{c.Name, k.when(c.From), c.Worker})
				view.Mine = view.Mine || c.Worker == x.Actor.ID
			}
		}
	}
	if view.MayMove {
		colleagues, err := people.Colleagues(ctx, q, x.Actor, x.Actor.Teams)
		if err != nil {
			return err
		}
		pick := &web.Select{Name: "worker", Label: k.say("resident.hand_to")}
		for _, c := range colleagues {
			if c.ID != x.Actor.ID {
				pick.Options = append(pick.Options, web.Option{Value: c.ID, Label: c.Name})
			}
		}
		if len(pick.Options) > 0 {
			view.Others = pick
		}
	}
	if x.May(access.Weigh, "deliberation").Allowed {
		view.Weigh = append(view.Weigh, web.Button{Label: k.say("resident.weigh"), Kind: "primary", Href: web.Path(r, "/inwoners/"+x.ID+"/afwegen")})
	}
	if x.May(access.List, "deliberation").Allowed {
		view.Weigh = append(view.Weigh, web.Button{Label: k.say("resident.deliberations"), Href: web.Path(r, "/inwoners/"+x.ID+"/afwegingen")})
	}
	link := func(v access.Verb, kind, label, path string) {
		if x.May(v, kind).Allowed {
			view.Links = append(view.Links, web.Link{Label: k.say(label), Href: web.Path(r, "/inwoners/"+x.ID+"/"+path)})
		}
	}
	link(access.Print, "resident", "resident.who_saw", "ingezien")
	link(access.Export, "resident", "resident.copy", "afschrift")
	link(access.Change, "resident", "resident.frame", "dossier")
	if f.Knows != nil {
		link(access.Add, "conflict", "resident.known", knownSlug)
	}
	if x.May(access.Merge, "resident").Allowed {
		merges, err := people.Merges(ctx, q, x.Actor, x.ID, f.desk.Now())
		if err != nil {
			return err
		}
		for _, m := range merges {
			view.Undo = append(view.Undo, hidden{"terug", m.ID})
			view.UndoText = k.say("resident.undo_until", "Day", k.when(people.DayOf(m.UndoUntil.Time(), f.Zone)))
		}
		view.UndoTo = web.Path(r, "/inwoners/samenvoegen")
	}
	return nil
}

// edit shows the small form of one block.
func (f *Feature) edit(w http.ResponseWriter, r *http.Request) error {
	e, err := editorOf(r.PathValue("block"))
	if err != nil {
		return err
	}
	return f.showForm(w, r, e, nil, http.StatusOK, false)
}

// change stores one block. When somebody else stored it in the meantime, their text stands beside what was typed here,
// and sending again stores it.
func (f *Feature) change(w http.ResponseWriter, r *http.Request) error {
	e, err := editorOf(r.PathValue("block"))
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	return f.storeBlock(w, r, e, form, nil)
}

// storeBlock is the change of any block; extra is asked before it is stored.
func (f *Feature) storeBlock(w http.ResponseWriter, r *http.Request, e editor, form *web.Form, extra func(ctx context.Context, tx db.Tx, x desk.File, value people.Block) (people.Block, error)) error {
	x, err := f.desk.Open(r.Context(), f.DB.Read(), access.Change, e.kind(), r.PathValue("id"))
	if err != nil {
		return err
	}
	in := read(form)
	value := e.read(in)
	version, ok := form.Int("versie")
	if !ok {
		return fault.New(fault.Invalid, fault.Say("Open deze pagina opnieuw.", "Open this page again."))
	}
	if len(form.Problems()) > 0 {
		return f.showForm(w, r, e, form, http.StatusUnprocessableEntity, false)
	}
	_, err = f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		// Asked again inside the transaction: what was allowed a moment ago may have ended.
		x, err := f.desk.Open(ctx, tx, access.Change, e.kind(), x.ID)
		if err != nil {
			return "", err
		}
		if extra != nil {
			if value, err = extra(ctx, tx, x, value); err != nil {
				return "", err
			}
		}
		if err := f.desk.Watch(ctx, tx, a, x.ID, func() error {
			return e.store(ctx, tx, a, x.ID, int64(version), value, f.desk.Now(), f.desk.Today())
		}); err != nil {
			return "", err
		}
		event := "resident.changed"
		switch e.kind() {
		case "contact_rule":
			event = "contact_rule.changed"
		case "household":
			event = "household.changed"
		}
		return x.ID, f.Audit.Record(ctx, tx, x.Line(event, e.kind(), "block:"+string(e.name())))
	})
	err = in.place(err)
	switch {
	case people.IsStale(err):
		return f.showForm(w, r, e, form, http.StatusConflict, true)
	case form.Add(err):
		return f.showForm(w, r, e, form, http.StatusUnprocessableEntity, false)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, "/inwoners/"+x.ID+"#"+e.slug())
}

func (f *Feature) showForm(w http.ResponseWriter, r *http.Request, e editor, form *web.Form, status int, isStale bool) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.desk.Open(ctx, q, access.Change, e.kind(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if e.name() == people.BlockLiving && !x.May(access.See, "contact_rule").Allowed {
		rule, err := people.Get[people.SafeRule](ctx, q, x.Actor, x.ID)
		if err != nil {
			return err
		}
		if rule.Value.SecretAddress {
			return f.desk.Refuse(x, access.See, "contact_rule")
		}
	}
	k, err := f.kitFor(r, x.Actor, form)
	if err != nil {
		return err
	}
	version, value, err := e.load(ctx, q, x.Actor, x.ID)
	if err != nil {
		return err
	}
	if err := f.Audit.Note(ctx, x.Line(map[bool]string{true: "contact_rule.seen", false: "resident.seen"}[e.kind() == "contact_rule"], e.kind(), "block:"+string(e.name()))); err != nil {
		return err
	}
	if form != nil && !isStale { // still about the version that was read when the form was opened
		if n, ok := form.Int("versie"); ok {
			version = int64(n)
		}
	}
	view := formView{Title: k.say("resident.block_" + string(e.name())), Person: x.Who.Name(), Action: web.Path(r, web.Here(r)),
		Back: web.Link{Label: k.say("resident.back_file"), Href: web.Path(r, "/inwoners/"+x.ID)}, Fields: e.fields(k, value),
		Hidden: []hidden{{once.Field, newKey()}, {"versie", itoa(version)}}, Buttons: web.Buttons{{Label: k.say("resident.save"), Kind: "primary"}}, IsStale: isStale, MayBeEmpty: e.name() != people.BlockWho}
	if intro := "resident.intro_" + string(e.name()); texts.Has(k.lang, intro) {
		view.Intro = k.say(intro)
	}
	if e.name() == people.BlockSafe {
		view.Fields = append(view.Fields, sourceFields(k, value.(people.SafeRule))...)
	}
	if form != nil {
		view.Problems = form.Problems()
	}
	if isStale {
		view.Stale = e.tell(k, value)
		view.Buttons[0].Label = k.say("resident.save_mine")
	}
	return formPage.Render(w, r, status, head(web.Text(r, "resident.file")), view)
}
