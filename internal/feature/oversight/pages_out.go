package oversight

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/web"
)

const (
	linesPrinted = 1_000
	linesInFile  = 10_000
)

// print gives the lines on one page without a menu.
func (f *Feature) print(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	q, filter, err := f.ask(r, form, a)
	if err != nil {
		return err
	}
	if len(form.Problems()) > 0 {
		return form.Err()
	}
	workers, err := f.Watch.Colleagues(ctx, a)
	if err != nil {
		return err
	}
	entries, more, err := f.Audit.Gather(ctx, may(a, access.Print), audit.OnPaper, "", filter, linesPrinted)
	if err != nil {
		return err
	}
	view := printView{Period: say(r, "period", "From", dayWords(r, q.From), "To", dayWords(r, q.Until)), Made: say(r, "made", "When", f.moment(r, f.now()), "Who", a.Name),
		Back: web.Link{Label: say(r, "back_log"), Href: web.Path(r, logPath) + "?" + q.values().Encode()}}
	if more {
		view.More = say(r, "printed_more", "Count", linesPrinted)
	}
	view.Head, view.Rows = narrow(f.table(r, entries, workers))
	page := head(say(r, "log_title"))
	page.Bare, page.Wide = true, true
	return printPage.Render(w, r, http.StatusOK, page, view)
}

// table gives lines as cells, for paper and for a file.
func (f *Feature) table(r *http.Request, entries []audit.Entry, workers map[string]string) (head []string, rows [][]string) {
	for _, name := range []string{"number", "when", "who", "role", "what", "result", "files", "ground", "device", "address", "detail"} {
		head = append(head, say(r, "column."+name))
	}
	for _, e := range entries {
		refs := make([]string, len(e.Residents))
		for i, id := range e.Residents {
			refs[i] = short(id)
		}
		who, what := f.worker(r, workers, e.Actor), e.Event.Words.In(web.Lang(r))
		if e.Forgotten {
			who = say(r, "forgotten")
		}
		if what == "" {
			what = e.Event.Code
		}
		rows = append(rows, []string{strconv.FormatInt(e.Seq, 10), e.At.In(f.Zone).Format("2006-01-02 15:04:05"), who, f.roles(r, e.Role), what, known(r, "result", e.Outcome),
			strings.Join(refs, " "), f.ground(r, e), known(r, "device", e.Device), known(r, "address", e.Address), e.Detail})
	}
	return head, rows
}

// narrow puts the cells of a table together in five columns, which fit on paper.
func narrow(head []string, rows [][]string) ([]string, [][]string) {
	join := func(sep string, cells ...string) string {
		return strings.Join(slices.DeleteFunc(cells, func(c string) bool { return c == "" }), sep)
	}
	fold := func(c []string) []string {
		return []string{join(" ", c[0], c[1]), join(", ", c[2], c[3]), join(", ", c[4], c[5]), c[6], join(", ", c[7:]...)}
	}
	for i := range rows {
		rows[i] = fold(rows[i])
	}
	return []string{join(", ", head[0], head[1]), head[2], head[4], head[6], join(", ", head[7], head[10])}, rows
}

// export gives the lines as a file that no spreadsheet runs.
func (f *Feature) export(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	_, filter, err := f.ask(r, form, a)
	if err != nil {
		return err
	}
	reason := form.Text("reden")
	if !slices.Contains(exportReasons, reason) {
		form.Problem("reden", needsReason)
	}
	if len(form.Problems()) > 0 {
		return f.showLog(w, r, form, http.StatusUnprocessableEntity)
	}
	workers, err := f.Watch.Colleagues(ctx, a)
	if err != nil {
		return err
	}
	entries, more, err := f.Audit.Gather(ctx, may(a, access.Export), audit.InAFile, reason, filter, linesInFile)
	if err != nil {
		return err
	}
	if more {
		form.Problem("van", tooMany)
		return f.showLog(w, r, form, http.StatusUnprocessableEntity)
	}
	head, rows := f.table(r, entries, workers)
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="logboek.csv"`)
	w.WriteHeader(http.StatusOK)
	_, err = w.Write(sheet.Write(head, rows))
	return err
}
