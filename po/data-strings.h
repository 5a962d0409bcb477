/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by build-aux/data-strings.py from the data files. It is for xgettext only. */
static const char *const data_strings[] = {
  /* Translators: title of the analyzer “accessories” */
  N_ ("Accessories"),
  /* Translators: description of the analyzer “accessories” */
  N_ ("Jewelry, bags, belts, scarves, hats, watches and the rest"),
  /* Translators: title of the analyzer “art_style” */
  N_ ("Art Style"),
  /* Translators: description of the analyzer “art_style” */
  N_ ("Medium, technique, color and movement, to make other pictures like it"),
  /* Translators: title of the analyzer “character_appearance” */
  N_ ("Character"),
  /* Translators: description of the analyzer “character_appearance” */
  N_ ("A person’s or figure’s looks, to draw them again"),
  /* Translators: title of the analyzer “comprehensive” */
  N_ ("Everything"),
  /* Translators: description of the analyzer “comprehensive” */
  N_ ("All of them, side by side"),
  /* Translators: title of the analyzer “expression” */
  N_ ("Expression"),
  /* Translators: description of the analyzer “expression” */
  N_ ("What a face shows, and by which features"),
  /* Translators: a value of “intensity” of the analyzer “expression” */
  NC_ ("intensity", "subtle"),
  /* Translators: a value of “intensity” of the analyzer “expression” */
  NC_ ("intensity", "moderate"),
  /* Translators: a value of “intensity” of the analyzer “expression” */
  NC_ ("intensity", "strong"),
  /* Translators: a value of “intensity” of the analyzer “expression” */
  NC_ ("intensity", "extreme"),
  /* Translators: title of the analyzer “hair_color” */
  N_ ("Hair Color"),
  /* Translators: description of the analyzer “hair_color” */
  N_ ("Base, undertones, lights, technique and finish"),
  /* Translators: title of the analyzer “hair_style” */
  N_ ("Hair Style"),
  /* Translators: description of the analyzer “hair_style” */
  N_ ("Cut, length, texture, parting and styling"),
  /* Translators: title of the analyzer “makeup” */
  N_ ("Makeup"),
  /* Translators: description of the analyzer “makeup” */
  N_ ("Complexion, eyes, lips and the look they make"),
  /* Translators: a value of “intensity” of the analyzer “makeup” */
  NC_ ("intensity", "none"),
  /* Translators: a value of “intensity” of the analyzer “makeup” */
  NC_ ("intensity", "natural"),
  /* Translators: a value of “intensity” of the analyzer “makeup” */
  NC_ ("intensity", "dramatic"),
  /* Translators: title of the analyzer “outfit” */
  N_ ("Outfit"),
  /* Translators: description of the analyzer “outfit” */
  N_ ("Each piece of clothing, and the style they make together"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "headwear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "eyewear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "earrings"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "neckwear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "tops"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "overtops"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "outerwear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "one_piece"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "bottoms"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "belts"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "hosiery"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "footwear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "bags"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "wristwear"),
  /* Translators: a value of “category” of the analyzer “outfit” */
  NC_ ("category", "handwear"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "very casual"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "casual"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "smart casual"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "business"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "formal"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "ceremonial"),
  /* Translators: a value of “formality” of the analyzer “outfit” */
  NC_ ("formality", "functional"),
  /* Translators: a value of “season” of the analyzer “outfit” */
  NC_ ("season", "spring"),
  /* Translators: a value of “season” of the analyzer “outfit” */
  NC_ ("season", "summer"),
  /* Translators: a value of “season” of the analyzer “outfit” */
  NC_ ("season", "autumn"),
  /* Translators: a value of “season” of the analyzer “outfit” */
  NC_ ("season", "winter"),
  /* Translators: a value of “season” of the analyzer “outfit” */
  NC_ ("season", "all seasons"),
  /* Translators: title of the analyzer “visual_style” */
  N_ ("Visual Style"),
  /* Translators: description of the analyzer “visual_style” */
  N_ ("How it was photographed: framing, angle, light, mood"),
  /* Translators: description of the generator “art-style” */
  N_ ("A picture or a character, drawn or painted in an art style"),
  /* Translators: title of the option “strength” of a generator */
  N_ ("Strength"),
  /* Translators: description of the option “strength” of a generator */
  N_ ("How freely the subject is redrawn in the style"),
  /* Translators: a value of the option “strength” of a generator */
  NC_ ("value of a slider", "Very light"),
  /* Translators: a value of the option “strength” of a generator */
  NC_ ("value of a slider", "Light"),
  /* Translators: a value of the option “strength” of a generator */
  NC_ ("value of a slider", "Medium"),
  /* Translators: a value of the option “strength” of a generator */
  NC_ ("value of a slider", "Strong"),
  /* Translators: a value of the option “strength” of a generator */
  NC_ ("value of a slider", "Full"),
  /* Translators: title of the option “keep_identity” of a generator */
  N_ ("Keep Identity"),
  /* Translators: description of the option “keep_identity” of a generator */
  N_ ("Whether it stays the same person, animal or thing"),
  /* Translators: title of a category of clothing */
  N_ ("Hosiery"),
  /* Translators: title of a category of clothing */
  N_ ("Tops"),
  /* Translators: title of a category of clothing */
  N_ ("One-Piece"),
  /* Translators: title of a category of clothing */
  N_ ("Bottoms"),
  /* Translators: title of a category of clothing */
  N_ ("Overtops"),
  /* Translators: title of a category of clothing */
  N_ ("Belts"),
  /* Translators: title of a category of clothing */
  N_ ("Outerwear"),
  /* Translators: title of a category of clothing */
  N_ ("Footwear"),
  /* Translators: title of a category of clothing */
  N_ ("Headwear"),
  /* Translators: title of a category of clothing */
  N_ ("Eyewear"),
  /* Translators: title of a category of clothing */
  N_ ("Earrings"),
  /* Translators: title of a category of clothing */
  N_ ("Neckwear"),
  /* Translators: title of a category of clothing */
  N_ ("Wristwear"),
  /* Translators: title of a category of clothing */
  N_ ("Handwear"),
  /* Translators: title of a category of clothing */
  N_ ("Bags"),
  /* Translators: title of the generator “combined” */
  N_ ("Makeover"),
  /* Translators: description of the generator “combined” */
  N_ ("A picture again with several things changed at once"),
  /* Translators: description of the option “strength” of a generator */
  N_ ("How much of the style gets into the picture"),
  /* Translators: title of the generator “modular” */
  N_ ("Generate"),
  /* Translators: description of the generator “modular” */
  N_ ("A new picture of a subject, made of any parts"),
  /* Translators: title of the generator “outfit-ideas” */
  N_ ("Outfit Ideas"),
  /* Translators: description of the generator “outfit-ideas” */
  N_ ("Outfits thought up from words, as entries in the library"),
  /* Translators: title of the option “count” of a generator */
  N_ ("Ideas"),
  /* Translators: description of the option “count” of a generator */
  N_ ("How many outfits to think up"),
  /* Translators: description of the generator “outfit” */
  N_ ("A person in other clothes"),
  /* Translators: title of the generator “preview-item” */
  N_ ("Product Picture"),
  /* Translators: description of the generator “preview-item” */
  N_ ("A piece of clothing on its own, as a shop shows it"),
  /* Translators: title of the generator “preview-outfit” */
  N_ ("Outfit on a Mannequin"),
  /* Translators: description of the generator “preview-outfit” */
  N_ ("All pieces of an outfit together"),
  /* Translators: title of the generator “preview-style” */
  N_ ("Swatch"),
  /* Translators: description of the generator “preview-style” */
  N_ ("A style, hair, makeup, an expression or accessories at a glance"),
  /* Translators: title of the generator “style-transfer” */
  N_ ("Style Transfer"),
  /* Translators: description of the generator “style-transfer” */
  N_ ("A picture again, in another style"),
  /* Translators: description of the option “keep_identity” of a generator */
  N_ ("Whether everyone stays the same person, animal or thing"),
  /* Translators: description of the model Qwen3-VL 2B */
  N_ ("Small: quick to get, and less exact than the others."),
  /* Translators: description of the model Gemma 3 4B */
  N_ ("For most machines: describes pictures well, and in many languages."),
  /* Translators: description of the model Gemma 3 12B */
  N_ ("More exact, and slow without a graphics card."),
  /* Translators: description of the model Gemma 3 27B */
  N_ ("The most exact of these, for a large graphics card."),
};
