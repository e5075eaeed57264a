using ModelProvenance.Licensing;

namespace ModelProvenance.Reference.Tests.Licensing;

public class LicenseNamesTests
{
    [ReferenceFact]
    public void Every_tag_of_the_hub_is_the_licence_or_the_family_that_it_stands_for()
    {
        var wrong = new List<string>();
        foreach (var row in ReferenceFiles.Rows("facts/hf-license-tags.tsv"))
        {
            var (tag, suggested, kind) = (row[0], row[2], row[4]);
            var resolution = LicenseNames.Default.Resolve(tag);
            var isRight = kind switch
            {
                // The tag of the Gemma terms does not carry their revision.
                _ when tag == "gemma" => resolution.Family == "gemma",
                "special" => resolution.IsUnstated,
                "family" => resolution.Family == tag,
                _ => resolution.Expression?.ToString() == suggested,
            };
            if (!isRight)
                wrong.Add($"{tag}: {resolution.Expression} {resolution.Family} {string.Join(", ", resolution.Candidates)}");
        }

        wrong.Should().BeEmpty();
    }

    [ReferenceFact]
    public void Every_name_and_id_of_the_table_of_licences_names_it_or_several_of_which_it_is_one()
    {
        var wrong = new List<string>();
        foreach (var row in ReferenceFiles.Rows("facts/licenses.tsv"))
        {
            var id = row[0];
            foreach (var name in (string[])[id, row[1], .. row[5].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)])
            {
                var text = System.Text.RegularExpressions.Regex.Replace(name, @"\s*\((?:last modified|key name)[^)]*\)", "").Replace("(recall)", "", StringComparison.Ordinal).Trim();
                if (text == "other")
                    continue;
                var resolution = LicenseNames.Default.Resolve(text);
                if (resolution.License.Value != id && resolution.Candidates.All(c => c.Value != id))
                    wrong.Add($"{id}: '{text}' -> {resolution.Expression} {resolution.Family} {string.Join(", ", resolution.Candidates)}");
            }
        }

        wrong.Should().BeEmpty();
    }
}
