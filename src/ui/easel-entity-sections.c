/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-sections.h"

#include "easel-entity-attributes.h"
#include "easel-entity-row.h"

#include <glib/gi18n.h>

struct _EaselEntitySections
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselEntitySections, easel_entity_sections, GTK_TYPE_BOX)

static AdwPreferencesGroup *
append_group (EaselEntitySections *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self), group);
  return ADW_PREFERENCES_GROUP (group);
}

static AdwActionRow *
add_property (AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = NULL;

  if (value == NULL || *value == '\0')
    return NULL;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

static gboolean
has_reference (EaselEntity *entity, const char *role)
{
  GPtrArray *references = easel_entity_get_references (entity);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      if (g_str_equal (reference->role, role))
        return TRUE;
    }
  return FALSE;
}

/* (nullable): how the entity's analyzer turns a field into entities, when it did */
static const EaselAnalyzerItems *
get_items (EaselStudio *studio, EaselEntity *entity)
{
  const char *name = easel_entity_get_analyzer (entity);
  EaselAnalyzer *analyzer = name != NULL ? easel_studio_lookup_analyzer (studio, name) : NULL;
  const EaselAnalyzerItems *items = analyzer != NULL ? easel_analyzer_get_items (analyzer) : NULL;

  return items != NULL && has_reference (entity, items->role) ? items : NULL;
}

static void
append_attributes (EaselEntitySections *self,
                   EaselEntity *entity,
                   const EaselAnalyzerItems *items,
                   GHashTable *origins)
{
  GtkWidget *attributes = easel_entity_attributes_new ();
  /* What has rows of its own, and what only Easel can read. */
  const char *skip[] = { "sha256", "suggested_name", "recipe", items != NULL ? items->field : NULL,
                         NULL };

  easel_entity_attributes_set_origins (EASEL_ENTITY_ATTRIBUTES (attributes), origins);
  easel_entity_attributes_set_object (EASEL_ENTITY_ATTRIBUTES (attributes),
                                      easel_entity_get_attributes (entity), skip);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (attributes), _ ("Details"));
  gtk_box_append (GTK_BOX (self), attributes);
}

/* One group for each role, in the order they first occur. */
static void
append_references (EaselEntitySections *self,
                   EaselLibrary *library,
                   EaselEntity *entity,
                   const EaselAnalyzerItems *items)
{
  GPtrArray *references = easel_entity_get_references (entity);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);
      AdwPreferencesGroup *group = g_hash_table_lookup (groups, reference->role);

      if (group == NULL)
        {
          gboolean is_item = items != NULL && g_str_equal (reference->role, items->role);
          g_autofree char *title = easel_entity_attributes_describe_field (
              is_item ? items->field : reference->role);

          group = append_group (self, title);
          g_hash_table_insert (groups, reference->role, group);
        }
      adw_preferences_group_add (group,
                                 easel_entity_row_new_for_id (library, reference->target, NULL));
    }
}

static const char *
describe_role (const char *role)
{
  if (g_strcmp0 (role, "source") == 0)
    return _ ("Analyzed picture");
  if (g_strcmp0 (role, "preview") == 0)
    return _ ("Preview");
  return role;
}

static void
append_pictures (EaselEntitySections *self, EaselLibrary *library, EaselEntity *entity)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  AdwPreferencesGroup *group = NULL;

  if (pictures->len == 0)
    return;

  group = append_group (self, ngettext ("Picture", "Pictures", pictures->len));
  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      adw_preferences_group_add (
          group,
          easel_entity_row_new_for_id (library, picture->picture, describe_role (picture->role)));
    }
}

static void
append_users (EaselEntitySections *self, EaselEntity *entity, GPtrArray *users)
{
  gboolean is_picture = g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE);
  AdwPreferencesGroup *group = NULL;

  if (users->len == 0)
    return;

  group = append_group (self, is_picture ? _ ("Found in This Picture") : _ ("Used In"));
  for (guint i = 0; i < users->len; i++)
    adw_preferences_group_add (group, easel_entity_row_new (g_ptr_array_index (users, i), NULL));
}

static char *
format_time (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* Translators: a day and a time, as in “3 February 2026, 15:07”; see g_date_time_format() */
  return local != NULL ? g_date_time_format (local, _ ("%-e %B %Y, %R")) : NULL;
}

static void
add_job (AdwPreferencesGroup *group, EaselStudio *studio, const char *id)
{
  EaselJob *job = id != NULL ? easel_queue_lookup (easel_studio_get_queue (studio), id) : NULL;
  AdwActionRow *row = NULL;

  /* A job can be forgotten while the library keeps what it made. */
  if (job == NULL)
    return;

  row = add_property (group, _ ("Job"), easel_job_get_title (job));
  if (row == NULL)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.show-job");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                                NULL));
}

static void
append_origin (EaselEntitySections *self, EaselStudio *studio, EaselEntity *entity)
{
  AdwPreferencesGroup *group = append_group (self, _ ("Where It Comes From"));
  g_autofree char *created = format_time (easel_entity_get_created (entity));
  const char *analyzer_name = easel_entity_get_analyzer (entity);
  const char *provider = easel_entity_get_provider (entity);
  EaselAnalyzer *analyzer = analyzer_name != NULL
                                ? easel_studio_lookup_analyzer (studio, analyzer_name)
                                : NULL;
  g_autoptr (EaselProviderConfig) config = provider != NULL
                                               ? easel_provider_registry_get_config (
                                                     easel_studio_get_providers (studio), provider)
                                               : NULL;

  add_property (group, _ ("Added"), created);
  add_property (group, _ ("Analyzer"),
                analyzer != NULL ? easel_analyzer_get_title (analyzer) : analyzer_name);
  add_property (group, _ ("Provider"),
                config != NULL ? easel_provider_config_get_name (config) : provider);
  add_property (group, _ ("Model"), easel_entity_get_model (entity));
  add_job (group, studio, easel_entity_get_job (entity));
}

static void
easel_entity_sections_class_init (EaselEntitySectionsClass *klass)
{
}

static void
easel_entity_sections_init (EaselEntitySections *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
}

void
easel_entity_sections_show (EaselEntitySections *self,
                            EaselStudio *studio,
                            EaselEntity *entity,
                            GPtrArray *users,
                            GHashTable *origins)
{
  const EaselAnalyzerItems *items = NULL;
  GtkWidget *child = NULL;

  g_return_if_fail (EASEL_IS_ENTITY_SECTIONS (self));
  g_return_if_fail (EASEL_IS_STUDIO (studio));
  g_return_if_fail (EASEL_IS_ENTITY (entity));
  g_return_if_fail (users != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);

  items = get_items (studio, entity);
  append_attributes (self, entity, items, origins);
  append_references (self, easel_studio_get_library (studio), entity, items);
  append_users (self, entity, users);
  append_pictures (self, easel_studio_get_library (studio), entity);
  append_origin (self, studio, entity);
}

const char *
easel_entity_sections_get_items_field (EaselStudio *studio, EaselEntity *entity)
{
  const EaselAnalyzerItems *items = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  items = get_items (studio, entity);
  return items != NULL ? items->field : NULL;
}
