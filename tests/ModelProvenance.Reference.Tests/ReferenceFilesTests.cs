namespace ModelProvenance.Reference.Tests;

public class ReferenceFilesTests
{
    [ReferenceFact]
    public void Root_holds_the_tables_that_the_other_tests_read() =>
        ReferenceFiles.Rows("facts/models.tsv").Should().HaveCountGreaterThan(8_000);
}
