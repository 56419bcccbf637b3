package app

import (
	"fmt"
	"slices"

	"nabij/internal/demo"
	"nabij/internal/platform/web"
)

// newSite puts the features behind one door: the router with their texts, menu and addresses.
func newSite(p parts, config web.Config) (*web.Router, *program, error) {
	h, err := features(p)
	if err != nil {
		return nil, nil, fmt.Errorf("building the features: %w", err)
	}
	config.Clock, config.Log = p.Clock, p.Log
	config.Guard, config.Opens = guard(h.gate, p.Access, p.From), opens
	if len(p.Demo) > 0 {
		config.Guard, config.Banner = pastDoor(config.Guard), demo.Banner
	}
	router, err := assemble(h.all, config)
	return router, h, err
}

// assemble makes one router of features.
func assemble(all []Feature, config web.Config) (*web.Router, error) {
	var names []string
	for _, f := range all {
		if slices.Contains(names, f.Name()) {
			return nil, fmt.Errorf("two features are called %s", f.Name())
		}
		names = append(names, f.Name())
		config.Menu = append(config.Menu, f.Menu()...)
		if texts := f.Texts(); texts != nil {
			config.Texts = append(config.Texts, texts)
		}
	}
	router := web.New(config)
	for _, f := range all {
		f.Routes(router)
	}
	return router, nil
}
