package intake

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"nabij/internal/people"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// How a long list is cut up: parts that are each stored wholly or not at all, and as many in one request as begin within
// this time, so that nobody waits longer than a second or two to see how far it is.
const (
	storePart = 200
	undoPart  = 50
	partsTime = 700 * time.Millisecond
)

// show is the page of a list, in whatever state it is.
func (f *Feature) show(w http.ResponseWriter, r *http.Request) error {
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
	ctx, q := r.Context(), f.DB.Read()
	view := f.view(r, i.ID)
	say := func(key string, args ...any) string { return web.Text(r, "intake."+key, args...) }
	if form != nil {
		view.Problems = form.Problems()
	}
	switch i.State {
	case people.ImportUploaded:
		if err := f.preview(r, a, i, &view); err != nil {
			return err
		}
	case people.ImportStoring:
		view.Steps = &stepsView{At: i.Done, Storing: true, Progress: web.Progress{Label: say("storing"), Done: int(i.Done), Of: int(i.Total)}}
	case people.ImportUndoing:
		there, clean, err := people.FromImport(ctx, q, a, i.ID)
		if err != nil {
			return err
		}
		goes := i.Done - (there - clean)
		view.Steps = &stepsView{At: there, Progress: web.Progress{Label: say("undoing"), Done: int(max(0, goes-clean)), Of: int(max(1, goes))}}
	default:
		view.Notice = &web.Notice{Kind: "success", Text: say("is_" + i.State)}
		if i.State == people.ImportStored && i.Done < i.Total {
			view.Notice = &web.Notice{Kind: "warning", Text: say("half", "Done", i.Done, "Total", i.Total)}
		}
	}
	view.Undo = i.State != people.ImportUndoing && i.CanUndo(f.desk.Now())
	page := head(web.Text(r, "intake.title"))
	if view.Steps != nil {
		page.Scripts = []*web.Asset{stepsScript}
	}
	return importPage.Render(w, r, status, page, view)
}

// preview shows what a list holds before anything of it is stored.
func (f *Feature) preview(r *http.Request, a access.Actor, i people.Import, view *importView) error {
	list, rows, wrong, err := f.readList(r.Context(), a, i)
	if err != nil {
		return err
	}
	lang, say := web.Lang(r), func(key string, args ...any) string { return web.Text(r, "intake."+key, args...) }
	for n, h := range list.Head {
		pick := web.Select{Name: "kolom." + strconv.Itoa(n), Label: say("column", "Name", h), Options: []web.Option{{Label: say("leave_out")}}}
		for _, c := range people.Columns {
			pick.Options = append(pick.Options, web.Option{Value: c, Label: say("holds." + c), Chosen: n < len(i.Columns) && i.Columns[n] == c})
		}
		view.Columns = append(view.Columns, pick)
	}
	view.Count, view.Ready = len(list.Rows), len(wrong) == 0 && len(list.Rows) > 0
	for n, p := range wrong {
		if n == shownProblems {
			view.MoreWrong = len(wrong) - n
			break
		}
		column := ""
		if texts.Has(lang, "intake.holds."+p.Column) {
			column = say("holds." + p.Column)
		}
		view.Wrong = append(view.Wrong, say("wrong_row", "Line", p.Line, "Column", column, "Text", p.Text.In(lang)))
	}
	view.Sample = &web.Table{Caption: say("sample"), Head: []web.Cell{{Text: say("name")}, {Text: say("birth")}}}
	for n := 0; n < len(rows) && n < shownRows; n++ {
		w, born := rows[n].Who, ""
		switch {
		case w.BirthDay != "":
			born = web.Day(lang, w.BirthDay.Time())
		case w.BirthYear != 0:
			born = strconv.Itoa(w.BirthYear)
		}
		view.Sample.Rows = append(view.Sample.Rows, []web.Cell{{Text: w.Name()}, {Text: born}})
	}
	return nil
}

// readList reads the kept text of a list into residents.
func (f *Feature) readList(ctx context.Context, a access.Actor, i people.Import) (*sheet.Sheet, []people.NewResident, []people.RowProblem, error) {
	data, err := people.ImportData(ctx, f.DB.Read(), a, i.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	list, err := sheet.ReadWritten([]byte(data))
	if err != nil {
		return nil, nil, nil, fault.New(fault.Conflict, fault.Text{}).Because(err)
	}
	rows, wrong := people.ReadRows(list, i.Columns, f.desk.Today())
	return list, rows, wrong, nil
}

// bringIn changes what columns hold, stores the list part by part, gives it up, or takes back what came from it.
func (f *Feature) bringIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	i, err := people.FindImport(ctx, f.DB.Read(), a, r.PathValue("import"))
	if err != nil {
		return err
	}
	if _, err := f.mayImport(a, access.Change, i.Team); err != nil {
		return err
	}
	switch form.Text("doe") {
	case "kolommen", "weg", "stop":
		_, err = f.desk.Work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
			switch form.Text("doe") {
			case "kolommen":
				return i.ID, people.MapImport(ctx, tx, a, i, columnsOf(form))
			case "stop":
				return i.ID, people.StopImport(ctx, tx, a, i)
			}
			return i.ID, people.DropImport(ctx, tx, a, i)
		})
	case "opslaan":
		err = f.store(ctx, a, i, form)
	case "terug":
		err = f.takeBack(ctx, a, i, form)
	default:
		err = fault.New(fault.Invalid, fault.Text{})
	}
	if form.Add(err) && len(form.Problems()) > 0 {
		return f.showImport(w, r, a, i, form, http.StatusUnprocessableEntity)
	}
	if err != nil && fault.KindOf(err) != fault.Conflict { // somebody else's part came first: the page tells how far it is
		return err
	}
	return web.Redirect(w, r, "/inwoners/invoeren/lijst/"+i.ID)
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

var notRight = fault.Say("Er is nog een regel niet in orde. Er is niets opgeslagen.", "A row is not right yet. Nothing was stored.")

// store stores the next parts. Every row was looked at before the first is stored. A part that was sent twice is stored
// once: the form tells where it begins.
func (f *Feature) store(ctx context.Context, a access.Actor, i people.Import, form *web.Form) error {
	if at, _ := form.Int("vanaf"); int64(at) != i.Done || i.State != people.ImportUploaded && i.State != people.ImportStoring {
		return nil
	}
	_, list, wrong, err := f.readList(ctx, a, i)
	if err != nil {
		return err
	}
	if len(wrong) > 0 || len(list) == 0 {
		return fault.New(fault.Invalid, fault.Text{}).At("", notRight)
	}
	return f.parts(ctx, i.ID, func(ctx context.Context, tx db.Tx, i people.Import, ground string) (bool, error) {
		if i.Done >= int64(len(list)) {
			return false, fault.New(fault.Conflict, fault.Text{})
		}
		part := list[i.Done:min(int64(len(list)), i.Done+storePart)]
		added, err := people.StoreRows(ctx, tx, a, i, part, f.desk.Now(), f.desk.Today())
		if err != nil {
			return false, err
		}
		residents := make([]string, len(added))
		for n, r := range added {
			residents[n] = r.ID
		}
		return i.Done+int64(len(part)) < i.Total, f.Audit.Record(ctx, tx, audit.Line{Event: "resident.imported", Kind: "import", ID: i.ID,
			Residents: residents, Ground: ground, Detail: "count:" + strconv.Itoa(len(added))})
	})
}

// takeBack takes away the next files that came from a list.
func (f *Feature) takeBack(ctx context.Context, a access.Actor, i people.Import, form *web.Form) error {
	if i.State == people.ImportUndone {
		return nil
	}
	return f.parts(ctx, i.ID, func(ctx context.Context, tx db.Tx, i people.Import, ground string) (bool, error) {
		gone, left, err := people.UndoRows(ctx, tx, a, i, undoPart, f.desk.Now(), f.Erase...)
		if err != nil || len(gone) == 0 {
			return left, err
		}
		return left, f.Audit.Record(ctx, tx, audit.Line{Event: "resident.import_undone", Kind: "import", ID: i.ID,
			Residents: gone, Ground: ground, Detail: "count:" + strconv.Itoa(len(gone))})
	})
}

// parts does parts, each in a transaction of its own with the right asked again, until there are none left or the time is up.
func (f *Feature) parts(ctx context.Context, id string, do func(ctx context.Context, tx db.Tx, i people.Import, ground string) (left bool, err error)) error {
	began := f.Clock.Now()
	for n := 1; ; n++ {
		left := false
		err := f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			a, _ := access.From(ctx)
			i, err := people.FindImport(ctx, tx, a, id)
			if err != nil {
				return err
			}
			d, err := f.mayImport(a, access.Change, i.Team)
			if err != nil {
				return err
			}
			left, err = do(ctx, tx, i, d.Ground)
			return err
		})
		if err != nil || !left || n == f.most || f.Clock.Now().Sub(began) > partsTime {
			return err
		}
	}
}
