using System.Security.Cryptography;

using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Licensing;

/// <summary>Texts at hand. The one that is used is the licence of this repository, Apache-2.0.</summary>
public sealed class LicenseFileTests : IDisposable
{
    private static readonly string Apache = File.ReadAllText(Path.Combine(TinyCatalog.Repository, "LICENSE"));

    private readonly string _folder = Directory.CreateTempSubdirectory("license-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_and_notices_of_a_folder_are_found()
    {
        Write("LICENSE.txt", Apache);
        Write("LICENSE-changed", Apache.Replace("perpetual", "revocable", StringComparison.Ordinal));
        Write("NOTICE", "Acme notices\n");
        Write("notes.txt", Apache);
        Directory.CreateDirectory(Path.Combine(_folder, "inner"));
        File.WriteAllText(Path.Combine(_folder, "inner", "LICENSE"), Apache);

        var found = LicenseFile.Find(_folder);

        found.Select(f => (Path.GetFileName(f.Path), string.Join(' ', f.Licenses), f.IsNotice)).Should().Equal(("LICENSE.txt", "Apache-2.0", false), ("NOTICE", "", true));
        found[0].Sha256.Should().Be(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, "LICENSE.txt")))).ToLowerInvariant());
        LicenseFile.Find(Path.Combine(_folder, "notes.txt")).Should().ContainSingle().Which.Licenses.Should().Equal(new LicenseId[] { LicenseId.Parse("Apache-2.0") }, "a file that is named is looked at whatever its name");
        LicenseFile.Find(Path.Combine(_folder, "nowhere")).Should().BeEmpty();
    }

    [Fact]
    public void The_list_takes_what_it_asks_for_and_no_bytes_twice()
    {
        Write("LICENSE", Apache);
        Write("LICENSE.md", Apache);
        Write("NOTICE", "Acme notices\n");
        var usage = new UsageProfile { Activities = [UsageActivity.Redistribution] };
        ShippingList For(string license) => ShippingList.From(Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse(license), usage, new DateOnly(2026, 11, 1)));

        For("Apache-2.0").With(LicenseFile.Find(_folder)).Files.Select(f => Path.GetFileName(f.Path)).Should().Equal("LICENSE", "NOTICE");
        For("Unlicense").With(LicenseFile.Find(_folder)).Files.Should().BeEmpty("nothing of it is asked for");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
