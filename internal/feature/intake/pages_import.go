package intake

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// shownProblems and shownRows bound the preview.
const (
	shownProblems = 50
	shownRows     = 5
)

// mayImport asks for a team: who brings in a list does so for one of their teams.
func (f *Feature) mayImport(a access.Actor, v access.Verb, team string) (access.Decision, error) {
	d := access.May(a, v, access.Object{Kind: "import", Org: a.Org, Relation: access.OwnTeam})
	if !d.Allowed || (team != "" && !slices.Contains(a.Teams, team)) {
		return d, desk.NoGrant("import", v)
	}
	return d, nil
}

func (f *Feature) upload(w http.ResponseWriter, r *http.Request) error {
	a, _ := access.From(r.Context())
	if _, err := f.mayImport(a, access.Add, ""); err != nil {
		return err
	}
	return f.uploadForm(w, r, a, nil, http.StatusOK)
}

func (f *Feature) uploadForm(w http.ResponseWriter, r *http.Request, a access.Actor, form *web.Form, status int) error {
	view := f.view(r, "")
	view.Upload, view.Teams = true, &web.Select{Name: "team", Label: web.Text(r, "intake.team")}
	chosen := ""
	if form != nil {
		view.Problems, view.Teams.Error, chosen = form.Problems(), form.At("team"), form.Text("team")
	}
	var err error
	if view.Teams.Options, err = f.teams(r.Context(), a, chosen); err != nil {
		return err
	}
	return importPage.Render(w, r, status, head(web.Text(r, "intake.title")), view)
}

// view begins the view of a page about lists.
func (f *Feature) view(r *http.Request, id string) importView {
	v := importView{Action: web.Path(r, "/inwoners/invoeren"), Back: web.Link{Label: web.Text(r, "intake.back"), Href: web.Path(r, "/inwoners")}}
	if id != "" {
		v.Action += "/lijst/" + id
	}
	return v
}

// sheetProblems are the words for a list that cannot be read.
var sheetProblems = map[error]fault.Text{
	sheet.ErrTooLarge: fault.Say("Dit bestand is groter dan 10 MB. Maak er kleinere van.", "This file is larger than 10 MB. Make smaller ones."),
	sheet.ErrTooMany:  fault.Say("Er staan meer dan 10.000 regels in. Maak er kleinere van.", "It holds more than 10,000 rows. Make smaller ones."),
	sheet.ErrTooWide:  fault.Say("Er staan meer dan 60 kolommen in.", "It holds more than 60 columns."),
	sheet.ErrLongCell: fault.Say("Een van de cellen is te lang.", "One of the cells is too long."),
	sheet.ErrEmpty:    fault.Say("Kies een bestand waar iets in staat.", "Choose a file that holds something."),
	sheet.ErrNotText:  fault.Say("Dit is geen tekstbestand. Sla de lijst op als CSV.", "This is no text file. Save the list as CSV."),
}

func sheetText(err error) fault.Text {
	for known, text := range sheetProblems {
		if errors.Is(err, known) {
			return text
		}
	}
	var row *sheet.BadRow
	if errors.As(err, &row) {
		n := strconv.Itoa(row.Line)
		return fault.Say("Regel "+n+" heeft meer cellen dan de kopregel.", "Line "+n+" has more cells than the heading.")
	}
	var quote *sheet.BadQuote
	if errors.As(err, &quote) {
		n := strconv.Itoa(quote.Line)
		return fault.Say("In regel "+n+" staat een aanhalingsteken op een verkeerde plaats.", "In line "+n+" a quotation mark stands in a wrong place.")
	}
	return sheetProblems[sheet.ErrNotText]
}

// receive takes a file. It is read as a stream, bounded, and never stored on the disk.
func (f *Feature) receive(w http.ResponseWriter, r *http.Request) error {
	a, _ := access.From(r.Context())
	if _, err := f.mayImport(a, access.Add, ""); err != nil {
		return err
	}
	values, data, err := readUpload(r)
	if err != nil {
		return err
	}
	form, err := web.FormOf(web.Lang(r), values)
	if err != nil {
		return err
	}
	team := form.Text("team")
	if !slices.Contains(a.Teams, team) {
		form.Problem("team", fault.Say("Kies een van je teams.", "Choose one of your teams."))
	}
	list, err := sheet.Read(data)
	if err != nil {
		form.Problem("bestand", sheetText(err))
	}
	if len(form.Problems()) > 0 {
		return f.uploadForm(w, r, a, form, http.StatusUnprocessableEntity)
	}
	// Kept as text in one encoding and one separator: what was understood once is understood the same later.
	id, err := f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		return people.StartImport(ctx, tx, a, team, string(sheet.Write(list.Head, list.Rows)), people.GuessColumns(list.Head), len(list.Rows), f.desk.Now())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/inwoners/invoeren/lijst/"+id)
}

func readUpload(r *http.Request) (url.Values, []byte, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil, nil, fault.Keyed(fault.Invalid, "error.not_text")
	}
	values, data := url.Values{}, []byte(nil)
	for reader := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := reader.NextPart()
		if err == io.EOF {
			return values, data, nil
		}
		if err != nil {
			return nil, nil, badUpload(err)
		}
		if part.FormName() == "bestand" {
			if data, err = io.ReadAll(io.LimitReader(part, sheet.MaxBytes+1)); err != nil {
				return nil, nil, badUpload(err)
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, 1000))
		if err != nil {
			return nil, nil, badUpload(err)
		}
		if len(values) < 10 {
			values.Add(part.FormName(), string(text))
		}
	}
}

func badUpload(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return fault.Keyed(fault.Invalid, "error.not_text").Because(err)
}
