"""In: nothing; out: English interface texts of changes, impact reports and release notes."""

WORDS = {
    "change_class.added": "Added",
    "change_class.editorial": "Better words",
    "change_class.clarified": "Clarified",
    "change_class.recalibrated": "Recalibrated",
    "change_class.redefined": "Redefined",
    "change_class.split": "Split",
    "change_class.merged": "Merged",
    "change_class.moved": "Moved",
    "change_class.counted": "Begins to count",
    "change_class.retired": "Retired",
    "change_class.confirmed": "Adopted text entered",
    "relation.equal": "asked the same",
    "relation.superset": "asked this and more",
    "relation.subset": "asked a part of this",
    "relation.intersect": "asked a part of this and other things",
    "kpi.replaces": "Takes the place of",
    "kpi.replaced_by": "Its place is taken by",
    "kpi.counts_from": "Counts from",
}
