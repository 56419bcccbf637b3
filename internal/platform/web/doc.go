// Package web is everything between the network and a slice: routing, middleware, pages, parts, texts, static files
// and the one place where errors become pages.
//
// A handler returns an error and does three things: read, call one use case, render. It never writes a status code
// for something that went wrong: Fail does that, for the whole program, in both languages.
//
//	router := web.New(web.Config{Menu: menu, Texts: []*web.Texts{texts}})
//	router.Get("/richtlijnen", s.list)
//
//	var page = web.MustPage[listView](views, "views/list.html", texts)
//	func (s *slice) list(w http.ResponseWriter, r *http.Request) error {
//		return page.Render(w, r, http.StatusOK, web.Head{Title: title}, view)
//	}
//
// Dutch lives at an address itself, English at the same address under /en; routes are registered once, without the
// prefix. What people see is made of parts: a struct in parts_*.go with a template of the same name in parts/.
package web
