package resident

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
	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
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
		return d, &refusal{told: fault.New(fault.Forbidden, fault.Text{}), line: audit.Line{Event: "access.refused", Kind: "import", Outcome: audit.Refused, Ground: "no_grant", Detail: "verb:" + string(v)}}
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
	k, err := f.kitFor(r, a, nil)
	if err != nil {
		return err
	}
	team := k.placeList("team", "resident.import_team", "team", "")
	team.Select.Options = slices.DeleteFunc(team.Select.Options, func(o web.Option) bool { return !slices.Contains(a.Teams, o.Value) })
	view := importView{Action: web.Path(r, "/inwoners/invoeren"), Upload: true, Teams: team.Select}
	if form != nil {
		view.Problems = form.Problems()
	}
	return importPage.Render(w, r, status, head(k.say("resident.title")), view)
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
	id, err := f.work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		return people.StartImport(ctx, tx, a, team, string(sheet.Write(list.Head, list.Rows)), people.GuessColumns(list.Head), f.now())
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

func (f *Feature) preview(w http.ResponseWriter, r *http.Request) error {
	a, _ := access.From(r.Context())
	i, err := people.FindImport(r.Context(), f.DB.Read(), a, r.PathValue("import"))
	if err != nil {
		return err
	}
	if _, err := f.mayImport(a, access.See, i.Team); err != nil {
		return err
	}
	return f.showImport(w, r, a, i, nil, http.StatusOK)
}

func (f *Feature) showImport(w http.ResponseWriter, r *http.Request, a access.Actor, i people.Import, form *web.Form, status int) error {
	k, err := f.kitFor(r, a, nil)
	if err != nil {
		return err
	}
	view := importView{Action: web.Path(r, "/inwoners/invoeren/lijst/"+i.ID), State: i.State, Undo: i.State == "stored" && i.UndoUntil.String() > f.now().String()}
	if form != nil {
		view.Problems = form.Problems()
	}
	if i.State != "uploaded" {
		view.Notice = &web.Notice{Kind: "success", Text: k.say("resident.import_" + i.State)}
		return importPage.Render(w, r, status, head(k.say("resident.title")), view)
	}
	list, err := sheet.ReadWritten([]byte(i.Data))
	if err != nil {
		return err
	}
	for n, h := range list.Head {
		pick := web.Select{Name: "kolom." + strconv.Itoa(n), Label: k.say("resident.column", "Name", h), Options: []web.Option{{Label: k.say("resident.leave_out")}}}
		for _, c := range people.Columns {
			pick.Options = append(pick.Options, web.Option{Value: c, Label: k.say("resident.holds." + c), Chosen: n < len(i.Columns) && i.Columns[n] == c})
		}
		view.Columns = append(view.Columns, pick)
	}
	rows, wrong := people.ReadRows(list, i.Columns, f.today())
	view.Count, view.Ready = len(list.Rows), len(wrong) == 0 && len(list.Rows) > 0
	for n, p := range wrong {
		if n == shownProblems {
			view.MoreWrong = len(wrong) - n
			break
		}
		view.Wrong = append(view.Wrong, k.say("resident.wrong_row", "Line", p.Line, "Column", k.known("resident.holds.", p.Column), "Text", p.Text.In(k.lang)))
	}
	view.Sample = &web.Table{Caption: k.say("resident.sample"), Head: []web.Cell{{Text: k.say("resident.name")}, {Text: k.say("resident.birth")}}}
	for n := 0; n < len(rows) && n < shownRows; n++ {
		view.Sample.Rows = append(view.Sample.Rows, []web.Cell{{Text: rows[n].Who.Name()}, {Text: terms(whoWords(k, rows[n].Who)...)[0].Value}})
	}
	return importPage.Render(w, r, status, head(k.say("resident.title")), view)
}

// bringIn changes what columns hold, stores the list, gives it up, or takes back what came from it.
func (f *Feature) bringIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := db.WithLimit(r.Context(), db.ReportLimit)
	id := r.PathValue("import")
	_, err = f.work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		i, err := people.FindImport(ctx, tx, a, id)
		if err != nil {
			return "", err
		}
		d, err := f.mayImport(a, access.Change, i.Team)
		if err != nil {
			return "", err
		}
		switch form.Text("doe") {
		case "kolommen":
			return id, people.MapImport(ctx, tx, a, i, columnsOf(form))
		case "weg":
			return id, people.DropImport(ctx, tx, a, i)
		case "opslaan":
			return id, f.storeImport(ctx, tx, a, i, d)
		case "terug":
			gone, _, err := people.UndoImport(ctx, tx, a, i, f.now(), f.Erase...)
			if err != nil {
				return "", err
			}
			return id, f.Audit.Record(ctx, tx, audit.Line{Event: "resident.import_undone", Kind: "import", ID: i.ID, Residents: gone, Ground: d.Ground, Detail: "count:" + strconv.Itoa(len(gone))})
		}
		return "", fault.New(fault.Invalid, fault.Text{})
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/inwoners/invoeren/lijst/"+id)
}

func columnsOf(form *web.Form) []string {
	out := make([]string, 0, sheet.MaxColumns)
	for n := range sheet.MaxColumns {
		c := form.Text("kolom." + strconv.Itoa(n))
		if !slices.Contains(people.Columns, c) || slices.Contains(out, c) && c != "" {
			c = ""
		}
		out = append(out, c)
	}
	return out
}

// storeImport stores everybody or nobody.
func (f *Feature) storeImport(ctx context.Context, tx db.Tx, a access.Actor, i people.Import, d access.Decision) error {
	list, err := sheet.ReadWritten([]byte(i.Data))
	if err != nil {
		return fault.New(fault.Conflict, fault.Text{}).Because(err)
	}
	rows, wrong := people.ReadRows(list, i.Columns, f.today())
	if len(wrong) > 0 || len(rows) == 0 {
		return fault.New(fault.Invalid, fault.Say("Er is nog een regel niet in orde. Er is niets opgeslagen.", "A row is not right yet. Nothing was stored."))
	}
	added, err := people.StoreImport(ctx, tx, a, i, rows, f.now(), f.today())
	if err != nil {
		return err
	}
	return f.Audit.Record(ctx, tx, audit.Line{Event: "resident.imported", Kind: "import", ID: i.ID, Residents: ids(added), Ground: d.Ground, Detail: "count:" + strconv.Itoa(len(added))})
}
