package decision

import (
	"context"
	"net/http"
	"slices"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

type letterView struct {
	record.Header
	Back     web.Link
	Action   string
	Letter   *questionnaire.Letter // nil: not safe, and nobody said to print it all the same
	Warning  string
	Reason   web.TextArea
	Problems web.Problems
}

// Once gives the form a key.
func (letterView) Once() string { return once.Key() }

// letter is the resident's own copy, made from the same receipt as the record. When the safe-to-contact rule says that it
// could be found by somebody else, the page says so and how to tell it instead.
func (f *Pages) letter(w http.ResponseWriter, r *http.Request) error {
	x, rec, told, _, err := f.print(r)
	if err != nil {
		return err
	}
	warned, err := f.warned(r.Context(), x)
	if err != nil {
		return err
	}
	if warned != "" {
		form, err := web.FormOf(web.Lang(r), nil)
		if err != nil {
			return err
		}
		return f.showUnsafe(w, r, x, warned, form, http.StatusOK)
	}
	if err := f.Audit.Note(r.Context(), x.Line("deliberation.printed", "part:letter")); err != nil {
		return err
	}
	return f.showLetter(w, r, x, rec, told)
}

// warned asks the rule of this moment whether a letter may lie around.
func (f *Pages) warned(ctx context.Context, x record.Opened) (string, error) {
	may := x.May(access.See, "contact_rule").Allowed
	rule, err := people.Get[people.SafeRule](ctx, f.DB.Read(), x.Actor, x.File.ID)
	if err != nil {
		return "", err
	}
	flagged := false
	if f.Flags != nil {
		if flagged, err = f.Flags.InDanger(ctx, f.DB.Read(), x.Actor, x.File.ID); err != nil {
			return "", err
		}
	}
	return unsafeCopy(rule.Value, flagged, may, f.Clock.Now().In(f.Zone)), nil
}

func (f *Pages) showUnsafe(w http.ResponseWriter, r *http.Request, x record.Opened, warned string, form *web.Form, status int) error {
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	view := letterView{Header: f.Header(r, x), Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: self}, Action: self + "/brief", Problems: form.Problems(),
		Warning: record.WordOf(r, "unsafe_"+warned),
		Reason:  web.TextArea{Name: "reden", Label: web.Text(r, "deliberation.print_anyway_reason"), Value: form.Text("reden"), Rows: 3, MaxLength: record.MaxReason, Error: form.At("reden")}}
	line := x.Line("deliberation.seen", "part:letter,warned:"+warned)
	if x.May(access.See, "contact_rule").Allowed {
		rule := x.File.Line("contact_rule.seen", "contact_rule", "part:letter")
		if err := f.Audit.Note(r.Context(), line, rule); err != nil {
			return err
		}
	} else if err := f.Audit.Note(r.Context(), line); err != nil {
		return err
	}
	return letterPage.Render(w, r, status, record.Head(r, false), view)
}

// letterAnyway prints the copy although the rule warns: an act of somebody, with a reason that is kept.
func (f *Pages) letterAnyway(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, rec, told, _, err := f.print(r)
	if err != nil {
		return err
	}
	warned, err := f.warned(r.Context(), x)
	if err != nil {
		return err
	}
	if bad := record.CheckText("reden", form.Text("reden"), record.GiveReason); bad != nil && warned != "" {
		form.Add(bad)
		return f.showUnsafe(w, r, x, warned, form, http.StatusUnprocessableEntity)
	}
	_, err = f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		x, err := f.Open(ctx, tx, access.Print, r.PathValue("id")) // asked again: it may have ended
		if err != nil {
			return "", err
		}
		now := f.Desk.Now()
		if warned != "" {
			if err := record.PutPrint(ctx, tx, x.Actor, people.NewID(now.Time()), x.Deliberation.ID, record.Printed{Reason: form.Text("reden"), Warned: warned, At: now}); err != nil {
				return "", err
			}
		}
		return "", f.Audit.Record(ctx, tx, x.Line("deliberation.printed", "part:letter,warned:"+warnedOr(warned)))
	})
	if err != nil {
		return err
	}
	return f.showLetter(w, r, x, rec, told)
}

func warnedOr(code string) string {
	if code == "" {
		return "no"
	}
	return code
}

func (f *Pages) showLetter(w http.ResponseWriter, r *http.Request, x record.Opened, rec record.Receipt, told *framework.Told) error {
	lang, d := web.Lang(r), rec.Decision
	view := letterView{Header: f.Header(r, x), Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: web.Path(r, "/afwegingen/"+x.Deliberation.ID)}}
	var l questionnaire.Letter
	for _, o := range told.Forms {
		if !slices.Contains(d.Forms, o.ID) {
			continue
		}
		one := questionnaire.LetterOf(&o)
		if l.Form == "" {
			l = one
			continue
		}
		l.Form += web.Text(r, "deliberation.and") + one.Form
		l.Means = joinedSpace(l.Means, one.Means)
		for _, a := range one.Agreements {
			if !slices.Contains(l.Agreements, a) {
				l.Agreements = append(l.Agreements, a)
			}
		}
	}
	// How and by whom stay out of it: they are typed for colleagues.
	l.Next, l.Review, l.Agreed, l.By = f.DayWords(lang, d.Next), f.DayWords(lang, d.Look), d.Agreed, rec.DecidedBy.Name
	view.Letter = &l
	return letterPage.Render(w, r, http.StatusOK, record.Head(r, false), view)
}

func joinedSpace(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}
